using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the absolute value of each element: <c>y = |x|</c>.</summary>
    /// <param name="x">[...]: any shape; any dtype but Bool.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    /// <remarks>Derivative: <c>sign(x)</c>, 0 at 0. Integers wrap around: the least one stays as it is.</remarks>
    public static Tensor Abs(Tensor x) => AbsOp.Instance.Apply(x);
}

internal sealed record AbsOp : ElementwiseUnary
{
    public static readonly AbsOp Instance = new();

    public override string Name => "abs";

    public override Saved Saved => Saved.Inputs;

    protected override double Nanoseconds => ElementwiseWork.Plain;

    protected override bool TakesIntegers => true;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Abs(x, y);

    // TensorPrimitives throws at the least integer, where all other arithmetic here wraps around.
    protected override void IntegerKernel<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = T.IsNegative(x[i]) ? -x[i] : x[i];
        }
    }

    protected override Tensor Derivative(Tensor x, Tensor y) => Tensor.Sign(x);
}
