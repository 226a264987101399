namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes <c>y = eˣ - 1</c> without losing the digits of a small x.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 2 ulp.</returns>
    /// <remarks>Derivative: <c>y + 1</c>.</remarks>
    public static Tensor Expm1(Tensor x) => Expm1Op.Instance.Apply(x);
}

internal sealed record Expm1Op : ElementwiseUnary
{
    public static readonly Expm1Op Instance = new();

    public override string Name => "expm1";

    public override Saved Saved => Saved.Output;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => Expm1Kernel.Run(x, y);

    protected override Tensor Derivative(Tensor x, Tensor y) => y + 1.0;
}
