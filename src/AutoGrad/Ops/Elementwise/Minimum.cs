using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Takes the lesser of each two elements: <c>z = min(x, y)</c>.</summary>
    /// <param name="x">[...]: any dtype but Bool.</param>
    /// <param name="y">[...]: the same dtype; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: the joint shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ.</exception>
    /// <remarks>Derivatives: 1 for the lesser, 0 for the other, ½ each where they are equal. NaN wins.</remarks>
    public static Tensor Minimum(Tensor x, Tensor y) => MinimumOp.Instance.Apply(x, y);

    /// <inheritdoc cref="Minimum(Tensor, Tensor)"/>
    public static Tensor Minimum(Tensor x, double y)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Minimum(x, Weak(y, x.DType, "minimum"));
    }
}

internal sealed record MinimumOp : ElementwiseBinary
{
    public static readonly MinimumOp Instance = new();

    public override string Name => "minimum";

    protected override void Kernel<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Min(x, y, z);

    protected override void Kernel<T>(ReadOnlySpan<T> x, T y, Span<T> z) => TensorPrimitives.Min(x, y, z);

    protected override void Kernel<T>(T x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Min(y, x, z);

    protected override Tensor DifferentialLeft(Tensor v, Tensor x, Tensor y, Tensor z) => Tensor.Where(y > x, v, Tensor.Where(Tensor.Equal(x, y), 0.5 * v, Tensor.ZerosLike(v)));

    protected override Tensor DifferentialRight(Tensor v, Tensor x, Tensor y, Tensor z) => Tensor.Where(x > y, v, Tensor.Where(Tensor.Equal(x, y), 0.5 * v, Tensor.ZerosLike(v)));
}
