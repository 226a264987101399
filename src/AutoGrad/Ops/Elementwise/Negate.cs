using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Changes the sign of each element: <c>y = -x</c>; the operator <c>-x</c>.</summary>
    /// <param name="x">[...]: any shape; any dtype but Bool.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    /// <remarks>Derivative: <c>-1</c>. Unsigned integers wrap around.</remarks>
    public static Tensor Negate(Tensor x) => NegateOp.Instance.Apply(x);
}

internal sealed record NegateOp : ElementwiseUnary
{
    public static readonly NegateOp Instance = new();

    public override string Name => "negate";

    public override Saved Saved => Saved.Nothing;

    protected override double Nanoseconds => ElementwiseWork.Plain;

    protected override bool TakesIntegers => true;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Negate(x, y);

    protected override void IntegerKernel<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Negate(x, y);

    protected override Tensor Differential(Tensor v, Tensor x, Tensor y) => -v;
}
