namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the angle whose cosine is each element, in radians.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, in [0, π], within 1 ulp; NaN outside [-1, 1].</returns>
    /// <remarks>Derivative: <c>-1 / √(1 - x²)</c>, -∞ at ±1.</remarks>
    public static Tensor Acos(Tensor x) => AcosOp.Instance.Apply(x);
}

internal sealed record AcosOp : ElementwiseUnary
{
    public static readonly AcosOp Instance = new();

    public override string Name => "acos";

    public override Saved Saved => Saved.Inputs;

    protected override double Nanoseconds => ElementwiseWork.Long;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => AcosKernel.Run(x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => -Tensor.Rsqrt((1.0 - x) * (1.0 + x));
}
