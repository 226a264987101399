namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Finds the greatest of each segment's slices: <c>y[s, …] = max x[i, …]</c> over all i with <c>ids[i] = s</c>.</summary>
    /// <param name="ids">[n]: Int32 or Int64, for each slice along axis 0 its segment, in [-segments, segments) and in any order.</param>
    /// <param name="segments">How many segments.</param>
    /// <returns>[segments, ...]: -∞ for a segment without slices.</returns>
    /// <exception cref="ShapeException">There is not one id a slice, they are not integers, or the dtype is not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is outside the segments; the message names it.</exception>
    /// <remarks>Derivative: 1 for the greatest, shared evenly among equals.</remarks>
    public Tensor SegmentMax(Tensor ids, int segments)
    {
        RequireIds("segment_max", ids);
        ShapeException.ThrowUnlessFloating("segment_max", Spec);
        ArgumentOutOfRangeException.ThrowIfNegative(segments);
        Tensor nothing = Full([segments, .. Shape[1..]], double.NegativeInfinity, DType);
        return Updates.Apply("segment_max", nothing, ids, this, Update.Max);
    }
}
