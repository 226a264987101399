namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures ratios more than distances: the mean of <c>(log(1 + prediction) - log(1 + target))²</c>.</summary>
    /// <param name="prediction">[...]: what the model says, from 0 on; a floating dtype.</param>
    /// <param name="target">[...]: what is right, of the same shape and dtype.</param>
    /// <param name="reduction">Of the squares, one an element.</param>
    /// <param name="epsilon">What numbers below it count as; above -1.</param>
    /// <returns>[]: without a unit; [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">The epsilon is not above -1.</exception>
    /// <remarks>Derivative: 0 for a number below the epsilon. As Keras has it.</remarks>
    public static Tensor MeanSquaredLogarithmicError(Tensor prediction, Tensor target, Reduction reduction = Reduction.Mean, double epsilon = 1e-7)
    {
        RequireAlike("mean_squared_logarithmic_error", "prediction and target", prediction, target);
        RequireAbove("mean_squared_logarithmic_error", "epsilon", epsilon, -1);
        Tensor Scale(Tensor x) => Tensor.Log1p(Tensor.Maximum(x, epsilon));
        return Reduce(Tensor.Square(Scale(prediction) - Scale(target)), reduction);
    }
}
