namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the logarithm of each element to base 2.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 1 ulp, exact at powers of 2; -∞ at 0, NaN below.</returns>
    /// <remarks>Derivative: <c>1 / (x ln 2)</c>.</remarks>
    public static Tensor Log2(Tensor x) => Log2Op.Instance.Apply(x);
}

internal sealed record Log2Op : ElementwiseUnary
{
    public static readonly Log2Op Instance = new();

    public override string Name => "log2";

    public override Saved Saved => Saved.Inputs;

    protected override double Nanoseconds => ElementwiseWork.Long;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => Log2Kernel.Run(x, y);

    protected override Tensor Differential(Tensor v, Tensor x, Tensor y) => v / (Math.Log(2) * x);
}
