namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the natural logarithm of each element: <c>y = ln x</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 2 ulp; -∞ at 0, NaN below.</returns>
    /// <remarks>Derivative: <c>1 / x</c>.</remarks>
    public static Tensor Log(Tensor x) => LogOp.Instance.Apply(x);
}

internal sealed record LogOp : ElementwiseUnary
{
    public static readonly LogOp Instance = new();

    public override string Name => "log";

    public override Saved Saved => Saved.Inputs;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => LogKernel.Run(x, y);

    protected override Tensor Differential(Tensor v, Tensor x, Tensor y) => v / x;
}
