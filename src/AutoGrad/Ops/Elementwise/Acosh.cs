namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the number, not negative, whose hyperbolic cosine is each element.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 1 ulp; NaN below 1.</returns>
    /// <remarks>Derivative: <c>1 / √(x² - 1)</c>, +∞ at 1.</remarks>
    public static Tensor Acosh(Tensor x) => AcoshOp.Instance.Apply(x);
}

internal sealed record AcoshOp : ElementwiseUnary
{
    public static readonly AcoshOp Instance = new();

    public override string Name => "acosh";

    public override Saved Saved => Saved.Inputs;

    protected override double Nanoseconds => ElementwiseWork.Long;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => AcoshKernel.Run(x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => Tensor.Rsqrt(x - 1.0) * Tensor.Rsqrt(x + 1.0);
}
