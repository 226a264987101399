namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Repeats each place of an axis: <c>[a, b]</c> twice is <c>[a, a, b, b]</c>.</summary>
    /// <param name="count">How often each; 0 or more.</param>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>[..., n · count, ...]</returns>
    /// <exception cref="ShapeException">There is no such axis, or count is negative.</exception>
    public Tensor Repeat(int count, int axis)
    {
        int at = Shape.Axis(axis, "repeat");
        if (count < 0)
        {
            throw new ShapeException("repeat", "count must be 0 or more", $"{count} for {Spec}");
        }

        return ExpandDims(at + 1).BroadcastTo(Shape.Insert(at + 1, count)).Reshape(Shape.With(at, Shape[at] * count).AsSpan());
    }
}
