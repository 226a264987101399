namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the number whose error function is each element: <c>x = erf(y)</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 4 ulp; ±∞ at ±1, NaN beyond.</returns>
    /// <remarks>Derivative: <c>√π/2 exp(y²)</c>, and so +∞ at ±1.</remarks>
    public static Tensor Erfinv(Tensor x) => ErfinvOp.Instance.Apply(x);
}

internal sealed record ErfinvOp : ElementwiseUnary
{
    public static readonly ErfinvOp Instance = new();

    public override string Name => "erfinv";

    public override Saved Saved => Saved.Output;

    protected override double Nanoseconds => ElementwiseWork.Long;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => ErfinvKernel.Run(x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => 0.886226925452758 * Tensor.Exp(y * y);
}
