namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the logarithm of the beta function: <c>z = ln |Γ(x) Γ(y) / Γ(x + y)|</c>, without cancellation for large arguments.</summary>
    /// <param name="x">[...]: a floating dtype.</param>
    /// <param name="y">[...]: the same dtype; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: the joint shape; for x, y > 0 to some 10⁻¹⁵ of the greater of 1 and |z|.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ or are not floating.</exception>
    /// <remarks>Derivatives: <c>ψ(x) - ψ(x + y)</c> and <c>ψ(y) - ψ(x + y)</c>.</remarks>
    public static Tensor LogBeta(Tensor x, Tensor y) => LogBetaOp.Instance.Apply(x, y);
}

internal sealed record LogBetaOp : FloatingBinary
{
    public static readonly LogBetaOp Instance = new();

    public override string Name => "log_beta";

    protected override double Value(double x, double y) => LogGammaKernel.LogBeta(x, y);

    protected override Tensor DifferentialLeft(Tensor v, Tensor x, Tensor y, Tensor z) => v * (Tensor.Digamma(x) - Tensor.Digamma(x + y));

    protected override Tensor DifferentialRight(Tensor v, Tensor x, Tensor y, Tensor z) => v * (Tensor.Digamma(y) - Tensor.Digamma(x + y));
}
