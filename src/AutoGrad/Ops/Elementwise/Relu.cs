using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Cuts each element off below 0: <c>y = max(x, 0)</c>.</summary>
    /// <param name="x">[...]: any shape; any dtype but Bool.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>; NaN stays NaN.</returns>
    /// <remarks>Derivative: 1 above 0, and 0 elsewhere, at 0 too (where <see cref="Maximum(Tensor, double)"/> has ½).</remarks>
    public static Tensor Relu(Tensor x) => ReluOp.Instance.Apply(x);
}

internal sealed record ReluOp : ElementwiseUnary
{
    public static readonly ReluOp Instance = new();

    public override string Name => "relu";

    // y > 0 exactly where x > 0; y is needed by the next layer anyway, x often is not.
    public override Saved Saved => Saved.Output;

    protected override double Nanoseconds => ElementwiseWork.Plain;

    protected override bool TakesIntegers => true;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Max(x, T.Zero, y);

    protected override void IntegerKernel<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Max(x, T.Zero, y);

    // Selecting, not multiplying: an infinite cotangent of a cut element is 0, not NaN.
    protected override Tensor Differential(Tensor v, Tensor x, Tensor y) => Tensor.Where(y > 0.0, v, 0.0);
}
