namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Updates slices by several numbers each: <c>y[indices[i, 0], …, indices[i, k - 1], …] = values[i, …]</c>.</summary>
    /// <param name="indices">[..., k]: Int32 or Int64; along the last axis one number for each of the first k axes, each in [-n, n).</param>
    /// <param name="values">[..., rest]: the indices' leading axes, then this tensor's from k on; this tensor's dtype.</param>
    /// <param name="update">How a value meets the one that is there, and others for the same place.</param>
    /// <returns>[...]: this tensor with those slices updated.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit, or the indices are not integers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside its axis; the message names it.</exception>
    /// <remarks>Derivative: to each value its share in what came of it; for Min and Max, equals share evenly. This tensor itself does not change.</remarks>
    public Tensor ScatterNd(Tensor indices, Tensor values, Update update = Update.Set)
    {
        ArgumentNullException.ThrowIfNull(values);
        Tensor places = Flattened("scatter_nd", indices);
        int named = indices.Shape[-1];
        Shape slice = Shape[named..];
        Shape expected = [.. places.Shape, .. slice];
        ShapeException.ThrowUnless(values.Shape == expected, "scatter_nd", $"the values must have shape {expected}", Spec, indices.Spec, values.Spec);
        Tensor x = Reshape([Shape[..named].Size, .. slice]);
        return Updates.Apply("scatter_nd", x, places.Reshape([places.Size]), values.Reshape([places.Size, .. slice]), update).Reshape(Shape);
    }
}
