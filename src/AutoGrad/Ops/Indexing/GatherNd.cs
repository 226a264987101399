namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Takes slices by several numbers each: <c>y[i, …] = x[indices[i, 0], …, indices[i, k - 1], …]</c>.</summary>
    /// <param name="indices">[..., k]: Int32 or Int64; along the last axis one number for each of the first k axes, each in [-n, n).</param>
    /// <returns>[..., rest]: the indices' leading axes, then this tensor's axes from k on.</returns>
    /// <exception cref="ShapeException">The indices are not integers, or name more axes than there are.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside its axis; the message names it.</exception>
    /// <remarks>Derivative: cotangents are added where their elements came from.</remarks>
    public Tensor GatherNd(Tensor indices)
    {
        Tensor places = Flattened("gather_nd", indices);
        return Reshape([Shape[..indices.Shape[-1]].Size, .. Shape[indices.Shape[-1]..]]).Gather(places);
    }

    // Checked one axis at a time, and joined into places in the named axes as one.
    private Tensor Flattened(string op, Tensor indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        ShapeException.ThrowUnless(
            indices.Rank > 0 && indices.Shape[-1] <= Rank, op, $"the indices' last axis must name at most the {Rank} axes there are", Spec, indices.Spec);
        return new PlacesOp(op, Shape[..indices.Shape[-1]]).Apply(indices);
    }
}
