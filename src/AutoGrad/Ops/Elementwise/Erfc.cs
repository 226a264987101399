namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the complement of the error function, <c>y = 1 - erf(x)</c>, without its cancellation.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, in [0, 2], within 4 ulp, the far tail included.</returns>
    /// <remarks>Derivative: <c>-2/√π exp(-x²)</c>.</remarks>
    public static Tensor Erfc(Tensor x) => ErfcOp.Instance.Apply(x);
}

internal sealed record ErfcOp : ElementwiseUnary
{
    public static readonly ErfcOp Instance = new();

    public override string Name => "erfc";

    public override Saved Saved => Saved.Inputs;

    protected override double Nanoseconds => ElementwiseWork.Long;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => ErfcKernel.Run(x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => -1.1283791670955126 * Tensor.Exp(-(x * x));
}
