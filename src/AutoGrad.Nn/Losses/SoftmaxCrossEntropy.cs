using System.Globalization;

namespace AutoGrad.Nn;

public static partial class Losses
{
    private const string SoftmaxCrossEntropyName = "softmax_cross_entropy";

    /// <summary>
    /// Measures how badly scores predict classes: <c>-Σₖ tₖ log softmax(z)ₖ</c>, averaged over the examples.
    /// </summary>
    /// <param name="logits">[n, k]: scores before the softmax, in nats; a floating dtype.</param>
    /// <param name="targets">[n]: labels in [0, k), Int32 or Int64; or [n, k]: each row a distribution over the classes, of the logits' dtype.</param>
    /// <param name="reduction">Of the terms, one an example.</param>
    /// <returns>[]: in nats; log k for scores that tell the classes apart not at all. [n] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">A label is no class; the message has its row.</exception>
    /// <remarks>
    /// Derivative: <c>softmax(z) - t</c>. A class that has probability 0 in both, by a score of -∞, adds 0. A row of
    /// targets that does not sum to 1 is taken as it is.
    /// </remarks>
    public static Tensor SoftmaxCrossEntropy(Tensor logits, Tensor targets, Reduction reduction = Reduction.Mean)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(targets);
        RequireFloating(SoftmaxCrossEntropyName, logits);
        bool areLabels = targets.DType is DType.Int32 or DType.Int64;
        if (logits.Rank != 2 || (areLabels ? targets.Shape != logits.Shape[..1] : targets.Spec != logits.Spec))
        {
            throw new ShapeException(
                SoftmaxCrossEntropyName,
                "logits must be [n, k], and targets [n] labels (Int32 or Int64) or [n, k] of the logits' dtype",
                $"{logits.Spec} and {targets.Spec}");
        }

        // log(softmax(z)) would round small probabilities to log 0; LogSoftmax never forms them.
        Tensor logProbabilities = logits.LogSoftmax();
        if (areLabels)
        {
            Tensor places = Classes(targets, logits.Shape[1]).ExpandDims(-1);
            return Reduce(-logProbabilities.TakeAlongAxis(places, axis: -1).Squeeze(-1), reduction);
        }

        Tensor isNothing = Tensor.Equal(targets, 0.0) & Tensor.Equal(logProbabilities, double.NegativeInfinity);
        return Reduce(-(targets * Tensor.Where(isNothing, 0.0, logProbabilities)).Sum(axis: -1), reduction);
    }

    private static Tensor Classes(Tensor labels, int classes)
    {
        Tensor isOutside = (labels < 0.0) | (labels >= (double)classes);
        if (FirstTrue(isOutside) is { } row)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"{SoftmaxCrossEntropyName}: a label must be in [0, {classes}); got {labels.To(DType.Int64).ToArray<long>()[row]} in row {row}."));
        }

        // Labels without numbers yet are checked where they index. A negative one would count from the last class there.
        return Tensor.Where(labels < 0.0, classes, labels);
    }
}
