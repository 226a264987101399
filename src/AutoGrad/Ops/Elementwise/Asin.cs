namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the angle whose sine is each element, in radians.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, in [-π/2, π/2], within 1 ulp; NaN outside [-1, 1].</returns>
    /// <remarks>Derivative: <c>1 / √(1 - x²)</c>, +∞ at ±1.</remarks>
    public static Tensor Asin(Tensor x) => AsinOp.Instance.Apply(x);
}

internal sealed record AsinOp : ElementwiseUnary
{
    public static readonly AsinOp Instance = new();

    public override string Name => "asin";

    public override Saved Saved => Saved.Inputs;

    protected override double Nanoseconds => ElementwiseWork.Long;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => AsinKernel.Run(x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => Tensor.Rsqrt((1.0 - x) * (1.0 + x));
}
