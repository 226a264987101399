namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the number whose hyperbolic tangent is each element.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 1 ulp; ±∞ at ±1, NaN beyond.</returns>
    /// <remarks>Derivative: <c>1 / (1 - x²)</c>, +∞ at ±1.</remarks>
    public static Tensor Atanh(Tensor x) => AtanhOp.Instance.Apply(x);
}

internal sealed record AtanhOp : ElementwiseUnary
{
    public static readonly AtanhOp Instance = new();

    public override string Name => "atanh";

    public override Saved Saved => Saved.Inputs;

    protected override double Nanoseconds => ElementwiseWork.Long;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => AtanhKernel.Run(x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => 1.0 / ((1.0 - x) * (1.0 + x));
}
