using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Divides element by element: <c>z = x / y</c>; the operator <c>x / y</c>.</summary>
    /// <param name="x">[...]: a floating dtype (integers: convert, so that no fraction is lost unseen).</param>
    /// <param name="y">[...]: the same dtype; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: the joint shape.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ.</exception>
    /// <remarks>Derivatives: <c>1 / y</c> and <c>-z / y</c>.</remarks>
    public static Tensor Divide(Tensor x, Tensor y) => DivideOp.Instance.Apply(x, y);
}

internal sealed record DivideOp : ElementwiseBinary
{
    public static readonly DivideOp Instance = new();

    public override string Name => "divide";

    public override Saved Saved => Saved.Inputs | Saved.Output;

    protected override bool TakesIntegers => false;

    protected override void Kernel<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Divide(x, y, z);

    protected override void Kernel<T>(ReadOnlySpan<T> x, T y, Span<T> z) => TensorPrimitives.Divide(x, y, z);

    protected override void Kernel<T>(T x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Divide(x, y, z);

    protected override Tensor DifferentialLeft(Tensor v, Tensor x, Tensor y, Tensor z) => v / y;

    protected override Tensor DifferentialRight(Tensor v, Tensor x, Tensor y, Tensor z) => -(v * (z / y));
}
