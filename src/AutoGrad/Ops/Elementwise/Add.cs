using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Adds element by element: <c>z = x + y</c>; the operator <c>x + y</c>.</summary>
    /// <param name="x">[...]: any dtype but Bool.</param>
    /// <param name="y">[...]: the same dtype; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: the joint shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ.</exception>
    /// <remarks>Derivatives: 1 and 1. Integers wrap around.</remarks>
    public static Tensor Add(Tensor x, Tensor y) => AddOp.Instance.Apply(x, y);
}

internal sealed record AddOp : LinearBinary
{
    public static readonly AddOp Instance = new();

    public override string Name => "add";

    protected override void Kernel<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Add(x, y, z);

    protected override void Kernel<T>(ReadOnlySpan<T> x, T y, Span<T> z) => TensorPrimitives.Add(x, y, z);

    protected override void Kernel<T>(T x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Add(y, x, z);

    protected override Tensor Differential(int input, Tensor v) => v;
}
