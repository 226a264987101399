using System.Globalization;

namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how badly distributions, given by their logarithms, predict classes: <c>-log pₜ</c>, averaged over the examples.</summary>
    /// <param name="logProbabilities">[n, k, ...]: as of LogSoftmax along axis 1; axes after the classes are places, each an example of its own. A floating dtype.</param>
    /// <param name="labels">[n, ...]: in [0, k), Int32 or Int64.</param>
    /// <param name="reduction">Of the terms, one an example. The mean is over the examples that count, by their weights.</param>
    /// <param name="weights">[k]: what each class counts, of the same dtype; 1 if missing.</param>
    /// <param name="ignoreIndex">The label of examples that do not count; any number.</param>
    /// <returns>[]: in nats; [n, ...] if nothing is reduced, 0 where ignored.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">A label is no class; the message has its place.</exception>
    /// <remarks>The mean of no example at all is NaN. Of scores, take <see cref="SoftmaxCrossEntropy"/>.</remarks>
    public static Tensor NegativeLogLikelihood(
        Tensor logProbabilities, Tensor labels, Reduction reduction = Reduction.Mean, Tensor? weights = null, int? ignoreIndex = null)
    {
        const string Name = "negative_log_likelihood";
        RequireClasses(Name, "log-probabilities", logProbabilities, labels, weights, takesDistributions: false);
        return LabelTerms(Name, logProbabilities, labels, weights, ignoreIndex, smoothing: 0, reduction);
    }

    private static bool IsLabels(Tensor targets) => targets.DType is DType.Int32 or DType.Int64;

    private static void RequireClasses(string op, string name, Tensor scores, Tensor targets, Tensor? weights, bool takesDistributions)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(targets);
        Arguments.RequireFloating(op, scores);
        bool fits = scores.Rank >= 2 && (IsLabels(targets)
            ? targets.Shape == Shape.Create([scores.Shape[0], .. scores.Shape[2..]])
            : takesDistributions && targets.Spec == scores.Spec);
        if (!fits)
        {
            string distributions = takesDistributions ? $" or [n, k, ...] of the {name}' dtype" : "";
            throw new ShapeException(
                op, $"{name} must be [n, k, ...], and targets [n, ...] labels (Int32 or Int64){distributions}", $"{scores.Spec} and {targets.Spec}");
        }

        if (weights is not null && (weights.Rank != 1 || weights.Shape[0] != scores.Shape[1] || weights.DType != scores.DType))
        {
            throw new ShapeException(op, $"weights must be [k] of the {name}' dtype, one a class", $"{weights.Spec} and {scores.Spec}");
        }
    }

    /// <summary>What labels say of log-probabilities.</summary>
    private static Tensor LabelTerms(
        string op, Tensor logProbabilities, Tensor labels, Tensor? weights, int? ignoreIndex, double smoothing, Reduction reduction)
    {
        Tensor? counts = Counts(labels, ignoreIndex);
        Tensor classes = Classes(op, counts is null ? labels : Tensor.Where(counts, labels, 0.0), logProbabilities.Shape[1]);
        Tensor? weight = weights?.Gather(classes);
        Tensor ofClass = OfClass(logProbabilities, classes);
        Tensor terms = weight is null ? -ofClass : -TimesLog(weight, ofClass);

        if (smoothing > 0)
        {
            Tensor each = weights is null ? logProbabilities : TimesLog(PerClass(weights, logProbabilities.Rank), logProbabilities);
            terms = (1 - smoothing) * terms - smoothing / logProbabilities.Shape[1] * each.Sum(axis: 1);
        }

        return Counted(terms, counts, weight, reduction);
    }

    /// <summary>[n, ...]: Bool, where a label is not the one to be ignored; null if none is.</summary>
    private static Tensor? Counts(Tensor labels, int? ignoreIndex) => ignoreIndex is { } ignored ? Tensor.NotEqual(labels, (double)ignored) : null;

    /// <summary>Reduces what counts; a mean is one of the weights.</summary>
    private static Tensor Counted(Tensor terms, Tensor? counts, Tensor? weight, Reduction reduction)
    {
        if (counts is not null)
        {
            terms = Tensor.Where(counts, terms, 0.0);
            weight = weight is null ? counts.To(terms.DType) : Tensor.Where(counts, weight, 0.0);
        }

        return weight is not null && reduction == Reduction.Mean ? terms.Sum() / weight.Sum() : Reduce(terms, reduction);
    }

    /// <summary>What scores [n, k, ...] say of the classes [n, ...].</summary>
    private static Tensor OfClass(Tensor scores, Tensor classes) => scores.TakeAlongAxis(classes.ExpandDims(1), axis: 1).Squeeze(1);

    /// <summary>One number a class, beside scores [n, k, ...].</summary>
    private static Tensor PerClass(Tensor weights, int rank) => weights.Reshape([-1, .. Enumerable.Repeat(1, rank - 2)]);

    /// <summary>Labels that index classes; one that is none is refused with its place.</summary>
    private static Tensor Classes(string op, Tensor labels, int classes)
    {
        Tensor isOutside = (labels < 0.0) | (labels >= (double)classes);
        if (Arguments.FirstTrue(isOutside) is { } flat)
        {
            string place = labels.Rank == 1 ? $"in row {flat}" : $"at {Arguments.Position(labels.Shape, flat)}";
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{op}: a label must be in [0, {classes}); got {labels.To(DType.Int64).ToArray<long>()[flat]} {place}."));
        }

        // Labels without numbers yet are checked where they index. A negative one would count from the last class there.
        return Tensor.Where(labels < 0.0, classes, labels);
    }
}
