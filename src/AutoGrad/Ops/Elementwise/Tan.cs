namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the tangent of each element, in radians.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 1 ulp.</returns>
    /// <remarks>Derivative: <c>1 + y²</c>.</remarks>
    public static Tensor Tan(Tensor x) => TanOp.Instance.Apply(x);
}

internal sealed record TanOp : ElementwiseUnary
{
    public static readonly TanOp Instance = new();

    public override string Name => "tan";

    public override Saved Saved => Saved.Output;

    protected override double Nanoseconds => ElementwiseWork.Long;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => TanKernel.Run(x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => 1.0 + y * y;
}
