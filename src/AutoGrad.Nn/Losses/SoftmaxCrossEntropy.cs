namespace AutoGrad.Nn;

public static partial class Losses
{
    private const string SoftmaxCrossEntropyName = "softmax_cross_entropy";

    /// <summary>
    /// Measures how badly scores predict classes: <c>-Σₖ tₖ log softmax(z)ₖ</c>, averaged over the examples.
    /// </summary>
    /// <param name="logits">[n, k, ...]: scores before the softmax, in nats; axes after the classes are places, each an example of its own. A floating dtype.</param>
    /// <param name="targets">[n, ...]: labels in [0, k), Int32 or Int64; or [n, k, ...]: distributions over the classes, of the logits' dtype.</param>
    /// <param name="reduction">Of the terms, one an example. The mean of labelled examples is over those that count, by their weights.</param>
    /// <param name="weights">[k]: what each class counts, of the logits' dtype; 1 if missing.</param>
    /// <param name="ignoreIndex">The label of examples that do not count; any number.</param>
    /// <param name="smoothing">Which part of each target is spread evenly over the classes; in [0, 1].</param>
    /// <returns>[]: in nats; log k for scores that tell the classes apart not at all. [n, ...] if nothing is reduced, 0 where ignored.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">A label is no class, and the message has its place; or the smoothing is not in [0, 1]; or distributions are to be ignored.</exception>
    /// <remarks>
    /// Derivative: <c>softmax(z) - t</c>. A class that has probability 0 in both, by a score of -∞, adds 0. A row of
    /// targets that does not sum to 1 is taken as it is. The mean of no example at all is NaN. Smoothing: Szegedy et al.,
    /// Rethinking the Inception Architecture for Computer Vision, 2016, section 7.
    /// </remarks>
    public static Tensor SoftmaxCrossEntropy(
        Tensor logits,
        Tensor targets,
        Reduction reduction = Reduction.Mean,
        Tensor? weights = null,
        int? ignoreIndex = null,
        double smoothing = 0)
    {
        RequireClasses(SoftmaxCrossEntropyName, "logits", logits, targets, weights, takesDistributions: true);
        Require(SoftmaxCrossEntropyName, smoothing is >= 0 and <= 1, "smoothing must be in [0, 1]", smoothing);

        if (IsLabels(targets) && smoothing == 0)
        {
            return SurpriseAt(logits, targets, weights, ignoreIndex, reduction);
        }

        // log(softmax(z)) would round small probabilities to log 0; LogSoftmax never forms them.
        Tensor logProbabilities = logits.LogSoftmax(axis: 1);
        if (IsLabels(targets))
        {
            return LabelTerms(SoftmaxCrossEntropyName, logProbabilities, targets, weights, ignoreIndex, smoothing, reduction);
        }

        if (ignoreIndex is { } label)
        {
            throw new ArgumentException(
                $"{SoftmaxCrossEntropyName}: ignoreIndex is for labels (give a distribution of zeros instead); got {label} and targets {targets.Spec}.");
        }

        Tensor smooth = smoothing > 0 ? SmoothLabels(targets, smoothing, axis: 1) : targets;
        Tensor terms = -TimesLog(smooth, logProbabilities);
        return Reduce((weights is null ? terms : PerClass(weights, logits.Rank) * terms).Sum(axis: 1), reduction);
    }

    /// <summary>Spreads a part of each distribution evenly over its classes: <c>(1 - s) t + s / k</c>.</summary>
    /// <param name="targets">[..., k, ...]: distributions, as of <see cref="Tensor.OneHot"/>; a floating dtype.</param>
    /// <param name="smoothing">s, in [0, 1].</param>
    /// <param name="axis">Which axis the classes are.</param>
    /// <returns>[..., k, ...]: the shape and dtype of <paramref name="targets"/>.</returns>
    /// <exception cref="ShapeException">The dtype is not floating, or there is no such axis.</exception>
    /// <exception cref="ArgumentException">The smoothing is not in [0, 1].</exception>
    /// <remarks>Source: Szegedy et al., Rethinking the Inception Architecture for Computer Vision, 2016, section 7.</remarks>
    public static Tensor SmoothLabels(Tensor targets, double smoothing, int axis = -1)
    {
        const string Name = "smooth_labels";
        ArgumentNullException.ThrowIfNull(targets);
        Arguments.RequireFloating(Name, targets);
        RequireAxis(Name, "the distributions", targets);
        Require(Name, smoothing is >= 0 and <= 1, "smoothing must be in [0, 1]", smoothing);
        int classes = targets.Shape[Arguments.AxisOf(Name, targets, axis)];
        return (1 - smoothing) * targets + smoothing / Math.Max(classes, 1);
    }

    // One pass over the scores, which reads of each row the sum and the class.
    private static Tensor SurpriseAt(Tensor logits, Tensor labels, Tensor? weights, int? ignoreIndex, Reduction reduction)
    {
        Tensor? counts = Counts(labels, ignoreIndex);
        Tensor counted = counts is null ? labels : Tensor.Where(counts, labels, 0.0);
        Tensor terms = logits.MoveAxis(1, -1).SoftmaxCrossEntropy(counted);
        Tensor? weight = weights?.Gather(counted);
        return Counted(weight is null ? terms : -TimesLog(weight, -terms), counts, weight, reduction);
    }

    /// <summary>A product with a logarithm, and 0 where the factor is 0 and the logarithm -∞.</summary>
    private static Tensor TimesLog(Tensor x, Tensor logarithm)
    {
        Tensor isNothing = Tensor.Equal(x, 0.0) & Tensor.Equal(logarithm, double.NegativeInfinity);
        return x * Tensor.Where(isNothing, 0.0, logarithm);
    }
}
