namespace AutoGrad.Nn;

/// <summary>Reads labels out of what a network trained by <see cref="Losses.Ctc"/> gives.</summary>
public static class CtcDecoding
{
    /// <summary>Takes the likeliest class at each step, merges repetitions and drops blanks.</summary>
    /// <param name="scores">[steps, ..., k]: logits, probabilities or their logarithms.</param>
    /// <param name="lengths">[...]: Int32 or Int64, how many steps of each example count; all if missing.</param>
    /// <param name="blank">Which class stands for no label.</param>
    /// <returns>Labels, Int32 [..., steps], the blank behind the last; and how many there are, Int32 [...].</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit.</exception>
    /// <exception cref="ArgumentException">A length is not in [0, steps]; the message has its place.</exception>
    /// <remarks>The likeliest path, which need not be that of the likeliest labels. Source: Graves et al., ICML 2006, section 3.2.</remarks>
    public static (Tensor Labels, Tensor Lengths) Greedy(Tensor scores, Tensor? lengths = null, int blank = 0)
    {
        const string Name = "ctc_greedy";
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Rank < 2)
        {
            throw new ShapeException(Name, "scores must be [steps, ..., k]", scores.Spec.ToString());
        }

        Tensor best = scores.ArgMax(-1).To(DType.Int32).MoveAxis(0, -1);
        int steps = best.Shape[^1];
        Tensor last = Tensor.Concatenate([Tensor.Full([.. best.Shape[..^1], 1], blank, DType.Int32), best], axis: -1).SliceAxis(-1, 0, steps);
        Tensor isLabel = Tensor.NotEqual(best, blank) & Tensor.NotEqual(best, last);
        if (Recurrence.Within(Name, scores, lengths) is { } within)
        {
            isLabel &= within.Squeeze(-1).MoveAxis(0, -1);
        }

        // Sorting is stable: labels move to the front in their order.
        Tensor labels = best.TakeAlongAxis((!isLabel).To(DType.Int32).ArgSort(-1), axis: -1);
        Tensor count = isLabel.To(DType.Int32).Sum(-1);
        Tensor front = Tensor.Arange(0, steps, DType.Int32) < count.ExpandDims(-1);
        return (Tensor.Where(front, labels, Tensor.Full(labels.Shape, blank, DType.Int32)), count);
    }
}
