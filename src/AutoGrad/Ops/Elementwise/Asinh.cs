namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the number whose hyperbolic sine is each element.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 1 ulp.</returns>
    /// <remarks>Derivative: <c>1 / √(1 + x²)</c>.</remarks>
    public static Tensor Asinh(Tensor x) => AsinhOp.Instance.Apply(x);
}

internal sealed record AsinhOp : ElementwiseUnary
{
    public static readonly AsinhOp Instance = new();

    public override string Name => "asinh";

    public override Saved Saved => Saved.Inputs;

    protected override double Nanoseconds => ElementwiseWork.Long;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => AsinhKernel.Run(x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => Tensor.Rsqrt(1.0 + x * x);
}
