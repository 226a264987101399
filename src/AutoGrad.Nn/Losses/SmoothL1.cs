namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures a distance as a magnitude that is rounded off around 0: the mean of <c>½ d² / β</c> for <c>|d| ≤ β</c>, and of <c>|d| - ½ β</c> beyond.</summary>
    /// <param name="prediction">[...]: what the model says; a floating dtype.</param>
    /// <param name="target">[...]: what is right, of the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one an element.</param>
    /// <param name="beta">β: how far the rounding goes; 0 or more, 0 for <see cref="MeanAbsoluteError"/>.</param>
    /// <returns>[]: in the target's unit; [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">β is below 0.</exception>
    /// <remarks>It is <see cref="Huber"/> of δ = β, divided by β. Source: Girshick, Fast R-CNN, ICCV 2015, equation 3.</remarks>
    public static Tensor SmoothL1(Tensor prediction, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1)
    {
        RequireAlike("smooth_l1", "prediction and target", prediction, target);
        RequireAtLeast("smooth_l1", "beta", beta, 0);
        Tensor distance = prediction - target;
        return Reduce(beta == 0 ? Tensor.Abs(distance) : HuberTerms(distance, beta) / beta, reduction);
    }
}
