namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how badly rows of probabilities predict classes: <c>-Σₖ tₖ log pₖ</c> with each row divided by its sum first, averaged over the examples.</summary>
    /// <param name="probabilities">[n, k, ...]: p, 0 or more; axes after the classes are places, each an example of its own. A floating dtype.</param>
    /// <param name="targets">[n, ...]: labels in [0, k), Int32 or Int64; or [n, k, ...]: distributions over the classes, of the same dtype.</param>
    /// <param name="reduction">Of the terms, one an example.</param>
    /// <param name="epsilon">How near to 0 and 1 a probability may come before it is clipped; in [0, ½), 0 for never.</param>
    /// <param name="passGradient">Whether a clipped probability keeps the slope that it has at the clip, and so goes on learning.</param>
    /// <returns>[]: in nats; log k for even probabilities. [n, ...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">A label is no class, and the message has its place; or the epsilon is not in [0, ½).</exception>
    /// <remarks>
    /// The derivative of a clipped probability is 0 unless it is passed on: a model that is wrong and sure of it stops
    /// learning. Prefer <see cref="SoftmaxCrossEntropy"/>, which needs no clip. As Keras has it.
    /// </remarks>
    public static Tensor CategoricalCrossEntropy(
        Tensor probabilities, Tensor targets, Reduction reduction = Reduction.Mean, double epsilon = 1e-7, bool passGradient = false)
    {
        const string Name = "categorical_cross_entropy";
        RequireClasses(Name, "probabilities", probabilities, targets, weights: null, takesDistributions: true);
        Tensor p = Clipped(Name, probabilities / probabilities.Sum(axis: 1, keepDims: true), epsilon, passGradient);
        return Reduce(
            IsLabels(targets)
                ? -Tensor.Log(OfClass(p, Classes(Name, targets, p.Shape[1])))
                : -Tensor.XLogY(targets, p).Sum(axis: 1),
            reduction);
    }
}
