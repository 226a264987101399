namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how badly scores predict classes, the first term of the series weighed apart: <c>-Σₖ tₖ log pₖ + ε (1 - Σₖ tₖ pₖ)</c> with <c>p = softmax(z)</c>, averaged over the examples.</summary>
    /// <param name="logits">[n, k, ...]: scores before the softmax, in nats; axes after the classes are places, each an example of its own. A floating dtype.</param>
    /// <param name="targets">[n, ...]: labels in [0, k), Int32 or Int64; or [n, k, ...]: distributions over the classes, of the logits' dtype.</param>
    /// <param name="reduction">Of the terms, one an example.</param>
    /// <param name="epsilon">ε: -1 or more, 0 for plain cross-entropy.</param>
    /// <returns>[]: the mean; [n, ...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">A label is no class, and the message has its place; or ε is below -1.</exception>
    /// <remarks>Source: Leng et al., PolyLoss, ICLR 2022, equation 4.</remarks>
    public static Tensor PolyCrossEntropy(Tensor logits, Tensor targets, Reduction reduction = Reduction.Mean, double epsilon = 2)
    {
        const string Name = "poly_cross_entropy";
        RequireClasses(Name, "logits", logits, targets, weights: null, takesDistributions: true);
        RequireAtLeast(Name, "epsilon", epsilon, -1);
        Tensor logProbabilities = logits.LogSoftmax(axis: 1);
        if (IsLabels(targets))
        {
            Tensor logOfClass = OfClass(logProbabilities, Classes(Name, targets, logits.Shape[1]));
            return Reduce(-logOfClass - epsilon * Tensor.Expm1(logOfClass), reduction);
        }

        Tensor entropy = -TimesLog(targets, logProbabilities).Sum(axis: 1);
        return Reduce(entropy + epsilon * (1.0 - (targets * Tensor.Exp(logProbabilities)).Sum(axis: 1)), reduction);
    }
}
