namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the exponential of each element: <c>y = eˣ</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 2 ulp.</returns>
    /// <remarks>Derivative: <c>y</c>.</remarks>
    public static Tensor Exp(Tensor x) => ExpOp.Instance.Apply(x);
}

internal sealed record ExpOp : ElementwiseUnary
{
    public static readonly ExpOp Instance = new();

    public override string Name => "exp";

    public override Saved Saved => Saved.Output;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => ExpKernel.Run(x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => y;
}
