namespace AutoGrad.Nn;

public static partial class Losses
{
    private static readonly Func<Tensor, Tensor, Tensor> s_squares = Transform.Fuse((prediction, target) => Tensor.Square(prediction - target));

    /// <summary>Measures the distance of numbers from what they should be: the mean of <c>(prediction - target)²</c>.</summary>
    /// <param name="prediction">[...]: what the model says; a floating dtype.</param>
    /// <param name="target">[...]: what is right, of the same shape and dtype.</param>
    /// <param name="reduction">Of the squares, one an element.</param>
    /// <returns>[]: in the target's unit, squared; [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ: nothing is broadcast.</exception>
    public static Tensor MeanSquaredError(Tensor prediction, Tensor target, Reduction reduction = Reduction.Mean)
    {
        RequireAlike("mean_squared_error", "prediction and target", prediction, target);
        return Reduce(s_squares(prediction, target), reduction);
    }
}
