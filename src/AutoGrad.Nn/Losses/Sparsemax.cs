namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how badly scores predict classes, with probabilities that may be exactly 0: <c>½ Σₖ (tₖ - zₖ)² - ½ Σₖ (pₖ - zₖ)²</c>, p being the distribution nearest to z, averaged over the examples.</summary>
    /// <param name="logits">[n, k]: z, scores; a floating dtype.</param>
    /// <param name="targets">[n]: labels in [0, k), Int32 or Int64; or [n, k]: distributions over the classes, of the logits' dtype.</param>
    /// <param name="reduction">Of the terms, one an example.</param>
    /// <returns>[]: 0 once the right score is above all others by 1. [n] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">A label is no class; the message has its place.</exception>
    /// <remarks>
    /// Derivative: <c>p - t</c>. It is smooth, with kinks in the derivative where a probability becomes 0. Source: Martins and
    /// Astudillo, From Softmax to Sparsemax, ICML 2016, equation 20.
    /// </remarks>
    public static Tensor Sparsemax(Tensor logits, Tensor targets, Reduction reduction = Reduction.Mean)
    {
        const string Name = "sparsemax";
        RequireClasses(Name, "logits", logits, targets, weights: null, takesDistributions: true);
        if (logits.Rank != 2 || logits.Shape[1] == 0)
        {
            throw new ShapeException(Name, "logits must be [n, k], k 1 or more", logits.Spec.ToString());
        }

        // Without z², which would cancel, and from the greatest score; what that shifts is a constant of the whole, for targets that sum to 1.
        Tensor greatest = Transform.StopGradient(logits.Max(axis: 1, keepDims: true));
        Tensor z = logits - greatest;
        Tensor p = Activations.Sparsemax(z);
        Tensor conjugate = (p * (z - 0.5 * p)).Sum(axis: 1);
        return Reduce(
            IsLabels(targets)
                ? conjugate + 0.5 - OfClass(z, Classes(Name, targets, z.Shape[1]))
                : conjugate + (targets * (0.5 * targets - z)).Sum(axis: 1) + (1.0 - targets.Sum(axis: 1)) * greatest.Squeeze(1),
            reduction);
    }
}
