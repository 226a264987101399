namespace AutoGrad.Nn;

public static partial class Losses
{
    private static readonly Func<Tensor, Tensor, Tensor> s_distances = Transform.Fuse((prediction, target) => Tensor.Abs(prediction - target));

    /// <summary>Measures the distance of numbers from what they should be: the mean of <c>|prediction - target|</c>.</summary>
    /// <param name="prediction">[...]: what the model says; a floating dtype.</param>
    /// <param name="target">[...]: what is right, of the same shape and dtype.</param>
    /// <param name="reduction">Of the distances, one an element.</param>
    /// <returns>[]: in the target's unit; [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ: nothing is broadcast.</exception>
    /// <remarks>Derivative: the sign of the distance, and 0 where there is none.</remarks>
    public static Tensor MeanAbsoluteError(Tensor prediction, Tensor target, Reduction reduction = Reduction.Mean)
    {
        RequireAlike("mean_absolute_error", "prediction and target", prediction, target);
        return Reduce(s_distances(prediction, target), reduction);
    }
}
