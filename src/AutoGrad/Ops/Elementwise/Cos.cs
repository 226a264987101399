namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the cosine of each element, in radians.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 2 ulp.</returns>
    /// <remarks>Derivative: <c>-sin x</c>.</remarks>
    public static Tensor Cos(Tensor x) => CosOp.Instance.Apply(x);
}

internal sealed record CosOp : ElementwiseUnary
{
    public static readonly CosOp Instance = new();

    public override string Name => "cos";

    public override Saved Saved => Saved.Inputs;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => CosKernel.Run(x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => -Tensor.Sin(x);
}
