using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Divides 1 by the square root of each element: <c>y = 1 / √x</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 1.5 ulp; +∞ at 0, NaN below.</returns>
    /// <remarks>Derivative: <c>-½ y³</c>.</remarks>
    public static Tensor Rsqrt(Tensor x) => RsqrtOp.Instance.Apply(x);
}

internal sealed record RsqrtOp : ElementwiseUnary
{
    public static readonly RsqrtOp Instance = new();

    public override string Name => "rsqrt";

    public override Saved Saved => Saved.Output;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        TensorPrimitives.Sqrt(x, y);
        TensorPrimitives.Divide(T.One, y, y);
    }

    protected override Tensor Derivative(Tensor x, Tensor y) => -0.5 * (y * y * y);
}
