namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the cube root of each element: <c>y = ∛x</c>, negative for a negative x.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 1 ulp.</returns>
    /// <remarks>Derivative: <c>1 / (3 y²)</c>, and so +∞ at 0.</remarks>
    public static Tensor Cbrt(Tensor x) => CbrtOp.Instance.Apply(x);
}

internal sealed record CbrtOp : ElementwiseUnary
{
    public static readonly CbrtOp Instance = new();

    public override string Name => "cbrt";

    public override Saved Saved => Saved.Output;

    protected override double Nanoseconds => ElementwiseWork.Long;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => CbrtKernel.Run(x, y);

    protected override Tensor Differential(Tensor v, Tensor x, Tensor y) => v / (3.0 * (y * y));
}
