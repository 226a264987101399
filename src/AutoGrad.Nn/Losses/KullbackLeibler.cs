namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures what is lost by taking one distribution for another: <c>Σₖ tₖ (log tₖ - log pₖ)</c>, averaged over the rows.</summary>
    /// <param name="target">[..., k]: each row a distribution; probabilities, not their logarithms. A floating dtype.</param>
    /// <param name="prediction">[..., k]: what is taken for it; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one a row.</param>
    /// <returns>[]: in nats; 0 for equal distributions, ∞ where a prediction of 0 comes true. [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ, or the tensors are scalars: nothing is broadcast.</exception>
    /// <remarks>
    /// A target of 0 adds 0, whatever the prediction, and no derivative. Source: Kullback and Leibler, On Information and
    /// Sufficiency, 1951.
    /// </remarks>
    public static Tensor KullbackLeibler(Tensor target, Tensor prediction, Reduction reduction = Reduction.Mean)
    {
        RequireAlike("kullback_leibler", "target and prediction", target, prediction);
        if (target.Rank == 0)
        {
            throw new ShapeException("kullback_leibler", "the distributions need an axis, [..., k]", $"{target.Spec} and {prediction.Spec}");
        }

        // Neither logarithm, nor its derivative, sees a place whose target is 0.
        Tensor counts = Tensor.NotEqual(target, 0.0);
        Tensor LogWhereItCounts(Tensor x) => Tensor.Where(counts, Tensor.Log, u => 0.0 * u, x);
        return Reduce((target * (LogWhereItCounts(target) - LogWhereItCounts(prediction))).Sum(axis: -1), reduction);
    }
}
