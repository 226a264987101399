using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Rounds each element up to a whole number.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    /// <remarks>It has no slope anywhere: a constant to every derivative.</remarks>
    public static Tensor Ceiling(Tensor x) => CeilingOp.Instance.Apply(x);
}

internal sealed record CeilingOp : DiscreteUnary
{
    public static readonly CeilingOp Instance = new();

    public override string Name => "ceiling";

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Ceiling(x, y);
}
