namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Makes a tensor that differs in a part: what <c>x[index] = value</c> would be if tensors could change.</summary>
    /// <param name="index">What <c>x[index]</c> takes: a number, a range, a mask or a tensor of integers.</param>
    /// <param name="value">[...]: broadcasts to the part; this tensor's dtype.</param>
    /// <param name="update">How a value meets the one that is there, and others for the same place.</param>
    /// <returns>[...]: this tensor with the part updated.</returns>
    /// <exception cref="ShapeException">The index or the value does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A place is outside its axis.</exception>
    /// <remarks>Derivative: to each value its share in what came of it; for Min and Max, equals share evenly. This tensor itself does not change.</remarks>
    /// <example><code>x.With(0, row); x.With(1..3, value, Update.Add); x.With(x &lt; 0.0, Tensor.Scalar(0))</code></example>
    public Tensor With(TensorIndex index, Tensor value, Update update = Update.Set) => With([index], value, update);

    /// <summary>Makes a tensor that differs in a part: what <c>x[i, j] = value</c> would be if tensors could change.</summary>
    /// <param name="indices">What <c>x[i, j]</c> takes, one an axis from the first.</param>
    /// <param name="value">[...]: broadcasts to the part; this tensor's dtype.</param>
    /// <param name="update">How a value meets the one that is there, and others for the same place.</param>
    /// <returns>[...]: this tensor with the part updated.</returns>
    /// <exception cref="ShapeException">An index or the value does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A place is outside its axis.</exception>
    /// <remarks>Derivative: to each value its share in what came of it; for Min and Max, equals share evenly. This tensor itself does not change.</remarks>
    public Tensor With(ReadOnlySpan<TensorIndex> indices, Tensor value, Update update = Update.Set)
    {
        ArgumentNullException.ThrowIfNull(value);

        // The same indices take, from the numbers of all places, the numbers of those to update.
        Tensor places = Arange(0, Size, DType.Int32).Reshape(Shape)[indices];
        ShapeException.ThrowUnless(
            Broadcasting.TryJoin(value.Shape, places.Shape) == places.Shape, "with", $"the value must broadcast to the part, {places.Shape}", Spec, value.Spec);
        return Updates.Apply(
            "with", Reshape([Size]), places.Reshape([places.Size]), value.BroadcastTo(places.Shape).Reshape([places.Size]), update).Reshape(Shape);
    }

    /// <inheritdoc cref="With(ReadOnlySpan{TensorIndex}, Tensor, Update)"/>
    public Tensor With(TensorIndex[] indices, Tensor value, Update update = Update.Set) => With(indices.AsSpan(), value, update);
}
