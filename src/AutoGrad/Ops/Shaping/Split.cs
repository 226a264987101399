namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Cuts an axis into equal parts.</summary>
    /// <param name="parts">How many; they must come out even.</param>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>As many tensors [..., n / parts, ...].</returns>
    /// <exception cref="ShapeException">There is no such axis, or the parts do not come out even.</exception>
    public Tensor[] Split(int parts, int axis = 0)
    {
        int at = Shape.Axis(axis, "split");
        if (parts < 1 || Shape[at] % parts != 0)
        {
            throw new ShapeException("split", $"the number of parts must divide the extent of axis {axis} (for a shorter last part use Chunk)", $"{parts} for {Spec}");
        }

        int[] lengths = new int[parts];
        Array.Fill(lengths, Shape[at] / parts);
        return Split(lengths, at);
    }

    /// <summary>Cuts an axis into parts of given lengths.</summary>
    /// <param name="lengths">Of each part; together the extent of the axis.</param>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>For each length a tensor [..., length, ...].</returns>
    /// <exception cref="ShapeException">There is no such axis, or the lengths do not add up to its extent.</exception>
    public Tensor[] Split(ReadOnlySpan<int> lengths, int axis = 0)
    {
        int at = Shape.Axis(axis, "split");
        long sum = 0;
        foreach (int length in lengths)
        {
            sum = length < 0 ? long.MinValue : sum + length;
        }

        if (sum != Shape[at])
        {
            throw new ShapeException("split", $"the lengths must be 0 or more and add up to {Shape[at]}, the extent of axis {axis}", $"[{string.Join(", ", lengths.ToArray())}] for {Spec}");
        }

        var parts = new Tensor[lengths.Length];
        int start = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = SliceAxis(at, start, lengths[i]);
            start += lengths[i];
        }

        return parts;
    }

    /// <summary>Takes an axis apart, one tensor a place: what <see cref="Stack(ReadOnlySpan{Tensor}, int)"/> joined.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>As many tensors as the axis has places, each [...] without it.</returns>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public Tensor[] Unstack(int axis = 0)
    {
        int at = Shape.Axis(axis, "unstack");
        var parts = new Tensor[Shape[at]];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = At(i, at);
        }

        return parts;
    }
}
