using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Multiplies each element by itself: <c>y = x²</c>.</summary>
    /// <param name="x">[...]: any shape; any dtype but Bool.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    /// <remarks>Derivative: <c>2 x</c>.</remarks>
    public static Tensor Square(Tensor x) => SquareOp.Instance.Apply(x);
}

internal sealed record SquareOp : ElementwiseUnary
{
    public static readonly SquareOp Instance = new();

    public override string Name => "square";

    public override Saved Saved => Saved.Inputs;

    protected override double Nanoseconds => ElementwiseWork.Plain;

    protected override bool TakesIntegers => true;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Multiply(x, x, y);

    protected override void IntegerKernel<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Multiply(x, x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => 2.0 * x;
}
