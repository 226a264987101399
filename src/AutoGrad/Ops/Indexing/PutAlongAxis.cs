namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Updates single elements along an axis: <c>y[i, indices[i, j]] = values[i, j]</c> for the last of two axes.</summary>
    /// <param name="indices">[...]: Int32 or Int64, as many axes as this tensor has and no extent greater but for the axis; each in [-n, n).</param>
    /// <param name="values">[...]: the shape of the indices and this tensor's dtype.</param>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="update">How a value meets the one that is there, and others for the same place.</param>
    /// <returns>[...]: this tensor with those elements updated.</returns>
    /// <exception cref="ShapeException">There is no such axis, the shapes do not fit, or the indices are not integers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside its axis; the message names it.</exception>
    /// <remarks>Derivative: to each value its share in what came of it; for Min and Max, equals share evenly. This tensor itself does not change.</remarks>
    public Tensor PutAlongAxis(Tensor indices, Tensor values, int axis, Update update = Update.Set)
    {
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentNullException.ThrowIfNull(values);
        int at = Shape.Axis(axis, "put_along_axis");
        bool fits = indices.Rank == Rank && indices.Shape == values.Shape;
        for (int i = 0; fits && i < Rank; i++)
        {
            fits = i == at || indices.Shape[i] <= Shape[i];
        }

        ShapeException.ThrowUnless(
            fits, "put_along_axis", $"indices and values must have one shape, with the tensor's extents or less but for axis {axis}", Spec, indices.Spec, values.Spec);
        int[] strides = Shape.Strides();
        Tensor places = new PlacesOp("put_along_axis", [Shape[at]]).Apply(indices.ExpandDims(-1)) * strides[at];
        for (int i = 0; i < Rank; i++)
        {
            if (i != at)
            {
                int[] along = [.. Enumerable.Repeat(1, Rank)];
                along[i] = indices.Shape[i];
                places += (Arange(0, indices.Shape[i], DType.Int32) * strides[i]).Reshape(along);
            }
        }

        return Updates.Apply("put_along_axis", Reshape([Size]), places.Reshape([places.Size]), values.Reshape([values.Size]), update).Reshape(Shape);
    }
}
