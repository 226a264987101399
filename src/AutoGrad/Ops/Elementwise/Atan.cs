namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the angle whose tangent is each element, in radians.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, in [-π/2, π/2], within 1 ulp.</returns>
    /// <remarks>Derivative: <c>1 / (1 + x²)</c>.</remarks>
    public static Tensor Atan(Tensor x) => AtanOp.Instance.Apply(x);
}

internal sealed record AtanOp : ElementwiseUnary
{
    public static readonly AtanOp Instance = new();

    public override string Name => "atan";

    public override Saved Saved => Saved.Inputs;

    protected override double Nanoseconds => ElementwiseWork.Long;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => AtanKernel.Run(x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => 1.0 / (1.0 + x * x);
}
