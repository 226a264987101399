using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Multiplies element by element: <c>z = x y</c>; the operator <c>x * y</c>.</summary>
    /// <param name="x">[...]: any dtype but Bool.</param>
    /// <param name="y">[...]: the same dtype; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: the joint shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ.</exception>
    /// <remarks>Derivatives: <c>y</c> and <c>x</c>. Integers wrap around.</remarks>
    public static Tensor Multiply(Tensor x, Tensor y) => MultiplyOp.Instance.Apply(x, y);
}

internal sealed record MultiplyOp : ElementwiseBinary
{
    public static readonly MultiplyOp Instance = new();

    public override string Name => "multiply";

    protected override bool HasPlainDifferentials => true;

    protected override void Kernel<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Multiply(x, y, z);

    protected override void Kernel<T>(ReadOnlySpan<T> x, T y, Span<T> z) => TensorPrimitives.Multiply(x, y, z);

    protected override void Kernel<T>(T x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Multiply(y, x, z);

    protected override Tensor DifferentialLeft(Tensor v, Tensor x, Tensor y, Tensor z) => v * y;

    protected override Tensor DifferentialRight(Tensor v, Tensor x, Tensor y, Tensor z) => v * x;
}
