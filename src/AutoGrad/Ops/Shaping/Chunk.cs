namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Cuts an axis into parts of one length, but for a shorter last one.</summary>
    /// <param name="count">How many parts at most: of <c>⌈n / count⌉</c> places each, fewer may do.</param>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>The parts in order; one that is empty for an empty axis.</returns>
    /// <exception cref="ShapeException">There is no such axis, or count is not 1 or more.</exception>
    public Tensor[] Chunk(int count, int axis = 0)
    {
        int at = Shape.Axis(axis, "chunk");
        if (count < 1)
        {
            throw new ShapeException("chunk", "count must be 1 or more", $"{count} for {Spec}");
        }

        int extent = Shape[at];
        int length = Math.Max((int)(((long)extent + count - 1) / count), 1);
        var parts = new List<Tensor>();
        for (int start = 0; start < Math.Max(extent, 1); start += length)
        {
            parts.Add(SliceAxis(at, start, Math.Min(length, extent - start)));
        }

        return [.. parts];
    }
}
