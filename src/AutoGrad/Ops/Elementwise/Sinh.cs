namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the hyperbolic sine of each element.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 1 ulp.</returns>
    /// <remarks>Derivative: <c>cosh x</c>.</remarks>
    public static Tensor Sinh(Tensor x) => SinhOp.Instance.Apply(x);
}

internal sealed record SinhOp : ElementwiseUnary
{
    public static readonly SinhOp Instance = new();

    public override string Name => "sinh";

    public override Saved Saved => Saved.Inputs;

    protected override double Nanoseconds => ElementwiseWork.Long;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => SinhKernel.Run(x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => Tensor.Cosh(x);
}
