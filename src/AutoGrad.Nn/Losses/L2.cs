namespace AutoGrad.Nn;

public static partial class Losses
{
    private static readonly Func<Tensor, Tensor, Tensor> s_halfSquares = Transform.Fuse((prediction, target) => 0.5 * Tensor.Square(prediction - target));

    /// <summary>Measures the distance of numbers from what they should be: the mean of <c>½ (prediction - target)²</c>.</summary>
    /// <param name="prediction">[...]: what the model says; a floating dtype.</param>
    /// <param name="target">[...]: what is right, of the same shape and dtype.</param>
    /// <param name="reduction">Of the halved squares, one an element.</param>
    /// <returns>[]: in the target's unit, squared; [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ: nothing is broadcast.</exception>
    /// <remarks>Half of <see cref="MeanSquaredError"/>, so that the derivative of a term is the distance itself.</remarks>
    public static Tensor L2(Tensor prediction, Tensor target, Reduction reduction = Reduction.Mean)
    {
        RequireAlike("l2", "prediction and target", prediction, target);
        return Reduce(s_halfSquares(prediction, target), reduction);
    }
}
