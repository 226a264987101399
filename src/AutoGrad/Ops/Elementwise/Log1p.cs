namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes <c>y = ln(1 + x)</c> without losing the digits of a small x.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 2 ulp; -∞ at -1, NaN below.</returns>
    /// <remarks>Derivative: <c>1 / (1 + x)</c>.</remarks>
    public static Tensor Log1p(Tensor x) => Log1pOp.Instance.Apply(x);
}

internal sealed record Log1pOp : ElementwiseUnary
{
    public static readonly Log1pOp Instance = new();

    public override string Name => "log1p";

    public override Saved Saved => Saved.Inputs;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => Log1pKernel.Run(x, y);

    protected override Tensor Differential(Tensor v, Tensor x, Tensor y) => v / (1.0 + x);
}
