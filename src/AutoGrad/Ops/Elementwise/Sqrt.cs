using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the square root of each element: <c>y = √x</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>; NaN below 0.</returns>
    /// <remarks>Derivative: <c>1 / (2 y)</c>, and so +∞ at 0; <see cref="Where(Tensor, Func{Tensor, Tensor}, Func{Tensor, Tensor}, Tensor, double)"/> keeps zeros away from it.</remarks>
    public static Tensor Sqrt(Tensor x) => SqrtOp.Instance.Apply(x);
}

internal sealed record SqrtOp : ElementwiseUnary
{
    public static readonly SqrtOp Instance = new();

    public override string Name => "sqrt";

    public override Saved Saved => Saved.Output;

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Sqrt(x, y);

    protected override Tensor Differential(Tensor v, Tensor x, Tensor y) => v / (2.0 * y);
}
