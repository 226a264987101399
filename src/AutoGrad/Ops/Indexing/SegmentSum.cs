namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Adds up the slices of each segment: <c>y[s, …] = Σ x[i, …]</c> over all i with <c>ids[i] = s</c>.</summary>
    /// <param name="ids">[n]: Int32 or Int64, for each slice along axis 0 its segment, in [-segments, segments) and in any order.</param>
    /// <param name="segments">How many segments.</param>
    /// <returns>[segments, ...]: 0 for a segment without slices.</returns>
    /// <exception cref="ShapeException">There is not one id a slice, or they are not integers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is outside the segments; the message names it.</exception>
    public Tensor SegmentSum(Tensor ids, int segments)
    {
        RequireIds("segment_sum", ids);
        return ScatterAdd(ids, segments);
    }

    private void RequireIds(string op, Tensor ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ShapeException.ThrowUnless(Rank > 0 && ids.Rank == 1 && ids.Shape[0] == Shape[0], op, "ids must be a vector with one id for each slice along axis 0", Spec, ids.Spec);
    }
}
