namespace AutoGrad.Nn;

public static partial class Losses
{
    private const string CtcName = "ctc";

    /// <summary>
    /// Measures how unlikely a sequence of labels is, when nothing says which step belongs to which label: <c>-log Σ p(path)</c>, over all
    /// paths of one class a step that give the labels once repetitions are merged and blanks then dropped.
    /// </summary>
    /// <param name="logProbabilities">[steps, ..., k]: of each class at each step, as of <see cref="Tensor.LogSoftmax(int)"/>; a floating dtype.</param>
    /// <param name="labels">[..., s]: classes other than the blank, Int32 or Int64; what lies behind an example's length is not read.</param>
    /// <param name="reduction">Of the terms, one an example. The mean is over the examples, whatever their lengths; PyTorch's divides each
    /// term by its number of labels first.</param>
    /// <param name="inputLengths">[...]: Int32 or Int64, how many steps of each example count; all if missing.</param>
    /// <param name="labelLengths">[...]: Int32 or Int64, how many labels of each example count; all if missing.</param>
    /// <param name="blank">Which class stands for no label.</param>
    /// <param name="zeroInfinity">Whether an example that no path can give counts 0.</param>
    /// <returns>[]: in nats; [...] if nothing is reduced. +∞, with a derivative of 0, for labels that do not fit into the steps.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">A label is no class, or the blank, or a length more than there is, and the message has its place; or the blank is no class.</exception>
    /// <remarks>
    /// Sums in logarithms along the steps, for all examples and all places in the labels at once. Source: Graves, Fernández, Gomez
    /// and Schmidhuber, Connectionist Temporal Classification, ICML 2006, section 4.1.
    /// </remarks>
    public static Tensor Ctc(
        Tensor logProbabilities,
        Tensor labels,
        Reduction reduction = Reduction.Mean,
        Tensor? inputLengths = null,
        Tensor? labelLengths = null,
        int blank = 0,
        bool zeroInfinity = false)
    {
        RequirePaths(logProbabilities, labels, blank);
        Shape examples = labels.Shape[..^1];
        Tensor? within = Recurrence.Within(CtcName, logProbabilities, inputLengths, "inputLengths");
        Arguments.RequireLengths(CtcName, "labelLengths", labelLengths, examples, labels.Shape[^1], labels);
        Tensor extended = WithBlanks(labels, labelLengths, logProbabilities.Shape[^1], blank);
        int places = extended.Shape[^1];
        (int steps, DType dtype) = (logProbabilities.Shape[0], logProbabilities.DType);

        // Before the first step: at the first blank. So a path starts there or at the first label, as it should.
        Tensor place = Tensor.Arange(0, places, DType.Int32);
        Tensor start = Tensor.Where(Tensor.Equal(place, 0.0), 0.0, Tensor.Full([places], double.NegativeInfinity, dtype)).BroadcastTo([.. examples, places]);
        Tensor emissions = logProbabilities.TakeAlongAxis(extended.BroadcastTo([steps, .. extended.Shape]), axis: -1);
        Tensor skips = Skips(extended);

        (Tensor paths, _) = Transform.Scan(
            (Tensor state, (Tensor Emission, Tensor? Within) at) =>
            {
                Tensor next = at.Emission + Moved(state, skips);
                return (at.Within is { } mask ? Tensor.Where(mask, next, state) : next, (Tensor?)null);
            },
            start, (emissions, within));

        // A path ends at the last label or the blank behind it.
        Tensor last = labelLengths is null ? Tensor.Scalar(places - 1, DType.Int32) : (2 * labelLengths.To(DType.Int32)).ExpandDims(-1);
        Tensor terms = -Tensor.Where(Tensor.Equal(place, last) | Tensor.Equal(place, last - 1), paths, double.NegativeInfinity).LogSumExp(-1);
        return Reduce(zeroInfinity ? Tensor.Where(Tensor.Equal(terms, double.PositiveInfinity), 0.0, terms) : terms, reduction);
    }

    // The logarithm of what comes to each place from itself, the one before, and over a blank from the one before that.
    private static Tensor Moved(Tensor state, Tensor skips)
    {
        int places = state.Shape[^1];
        return places == 1
            ? state
            : Tensor.Stack(
                [state, Behind(state, 1), Tensor.Where(skips, Behind(state, 2), double.NegativeInfinity)], axis: -1).LogSumExp(-1);
    }

    private static Tensor Behind(Tensor state, int by)
    {
        var before = new int[state.Rank];
        before[^1] = by;
        return state.SliceAxis(-1, 0, state.Shape[^1] - by).Pad(before, new int[state.Rank], double.NegativeInfinity);
    }

    // Blank, label, blank, label, …, blank; behind an example's length only blanks.
    private static Tensor WithBlanks(Tensor labels, Tensor? lengths, int classes, int blank)
    {
        (Shape examples, int count) = (labels.Shape[..^1], labels.Shape[^1]);
        Tensor blanks = Tensor.Full(labels.Shape, blank, labels.DType);
        Tensor isLabel = lengths is null
            ? Tensor.Full(labels.Shape, 1, DType.Bool)
            : Tensor.Arange(0, count, lengths.DType) < lengths.ExpandDims(-1);
        Tensor wrong = isLabel & (Tensor.Equal(labels, blank) | (labels < 0.0) | (labels >= (double)classes));
        if (Arguments.FirstTrue(wrong) is { } flat)
        {
            throw new ArgumentException(
                $"{CtcName}: a label must be a class in [0, {classes}) other than the blank, {blank}; got {Arguments.NumberAt(labels, flat)}.");
        }

        Tensor pairs = Tensor.Stack([blanks, Tensor.Where(isLabel, labels, blanks)], axis: -1).Reshape([.. examples, 2 * count]);
        return Tensor.Concatenate([pairs, Tensor.Full([.. examples, 1], blank, labels.DType)], axis: -1);
    }

    // Whether a path may come to a place over the blank before it: at a label unlike the last one.
    private static Tensor Skips(Tensor extended)
    {
        int places = extended.Shape[^1];
        var before = new int[extended.Rank];
        before[^1] = Math.Min(2, places);
        Tensor second = extended.SliceAxis(-1, 0, places - before[^1]).Pad(before, new int[extended.Rank]);
        bool[] isLabel = [.. Enumerable.Range(0, places).Select(place => place % 2 == 1 && place > 1)];
        return Tensor.From([places], isLabel) & Tensor.NotEqual(extended, second);
    }

    private static void RequirePaths(Tensor logProbabilities, Tensor labels, int blank)
    {
        ArgumentNullException.ThrowIfNull(logProbabilities);
        ArgumentNullException.ThrowIfNull(labels);
        Arguments.RequireFloating(CtcName, logProbabilities);
        if (logProbabilities.Rank < 2 || labels.Rank != logProbabilities.Rank - 1 || labels.Shape[..^1] != logProbabilities.Shape[1..^1]
            || labels.DType is not (DType.Int32 or DType.Int64))
        {
            throw new ShapeException(
                CtcName, "log-probabilities must be [steps, ..., k] and labels Int32 or Int64 [..., s]", $"{logProbabilities.Spec} and {labels.Spec}");
        }

        if (blank < 0 || blank >= logProbabilities.Shape[^1])
        {
            throw new ArgumentException($"{CtcName}: the blank must be a class in [0, {logProbabilities.Shape[^1]}); got {blank}.");
        }
    }
}
