using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Rounds each element towards 0.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    /// <remarks>It has no slope anywhere: a constant to every derivative.</remarks>
    public static Tensor Truncate(Tensor x) => TruncateOp.Instance.Apply(x);
}

internal sealed record TruncateOp : DiscreteUnary
{
    public static readonly TruncateOp Instance = new();

    public override string Name => "truncate";

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Truncate(x, y);
}
