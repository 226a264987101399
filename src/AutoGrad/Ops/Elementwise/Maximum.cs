using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Takes the greater of each two elements: <c>z = max(x, y)</c>.</summary>
    /// <param name="x">[...]: any dtype but Bool.</param>
    /// <param name="y">[...]: the same dtype; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: the joint shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ.</exception>
    /// <remarks>Derivatives: 1 for the greater, 0 for the other, ½ each where they are equal. NaN wins.</remarks>
    public static Tensor Maximum(Tensor x, Tensor y) => MaximumOp.Instance.Apply(x, y);

    /// <inheritdoc cref="Maximum(Tensor, Tensor)"/>
    public static Tensor Maximum(Tensor x, double y)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Maximum(x, Weak(y, x.DType, "maximum"));
    }
}

internal sealed record MaximumOp : ElementwiseBinary
{
    public static readonly MaximumOp Instance = new();

    public override string Name => "maximum";

    protected override void Kernel<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Max(x, y, z);

    protected override void Kernel<T>(ReadOnlySpan<T> x, T y, Span<T> z) => TensorPrimitives.Max(x, y, z);

    protected override void Kernel<T>(T x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Max(y, x, z);

    protected override Tensor DifferentialLeft(Tensor v, Tensor x, Tensor y, Tensor z) => Tensor.Where(x > y, v, Tensor.Where(Tensor.Equal(x, y), 0.5 * v, Tensor.ZerosLike(v)));

    protected override Tensor DifferentialRight(Tensor v, Tensor x, Tensor y, Tensor z) => Tensor.Where(y > x, v, Tensor.Where(Tensor.Equal(x, y), 0.5 * v, Tensor.ZerosLike(v)));
}
