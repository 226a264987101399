namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the logarithm of the gamma function of each element: <c>y = ln |Γ(x)|</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 4 ulp, away from the roots between the negative whole numbers; exactly 0 at 1 and 2, +∞ at 0 and the negative whole numbers.</returns>
    /// <remarks>Derivative: <c>ψ(x)</c>, <see cref="Digamma"/>.</remarks>
    public static Tensor LogGamma(Tensor x) => LogGammaOp.Instance.Apply(x);
}

internal sealed record LogGammaOp : ElementwiseUnary
{
    public static readonly LogGammaOp Instance = new();

    public override string Name => "lgamma";

    public override Saved Saved => Saved.Inputs;

    protected override double Nanoseconds => ElementwiseWork.Long;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => LogGammaKernel.Run(x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => Tensor.Digamma(x);
}
