namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the hyperbolic tangent of each element: <c>y = tanh x</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, in [-1, 1], within 2 ulp.</returns>
    /// <remarks>Derivative: <c>1 - y²</c>.</remarks>
    public static Tensor Tanh(Tensor x) => TanhOp.Instance.Apply(x);
}

internal sealed record TanhOp : ElementwiseUnary
{
    public static readonly TanhOp Instance = new();

    public override string Name => "tanh";

    // The derivative reads y alone, so a tape need not hold x.
    public override Saved Saved => Saved.Output;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => TanhKernel.Run(x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => 1.0 - y * y;
}
