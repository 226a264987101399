namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the error function of each element: <c>y = 2/√π ∫₀ˣ exp(-t²) dt</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, in [-1, 1], within 2 ulp.</returns>
    /// <remarks>Derivative: <c>2/√π exp(-x²)</c>.</remarks>
    public static Tensor Erf(Tensor x) => ErfOp.Instance.Apply(x);
}

internal sealed record ErfOp : ElementwiseUnary
{
    public static readonly ErfOp Instance = new();

    public override string Name => "erf";

    public override Saved Saved => Saved.Inputs;

    protected override double Nanoseconds => ElementwiseWork.Long;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => ErfKernel.Run(x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => 1.1283791670955126 * Tensor.Exp(-(x * x));
}
