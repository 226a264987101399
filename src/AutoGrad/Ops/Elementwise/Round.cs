using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Rounds each element to the nearest whole number, halves to the even one.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    /// <remarks>It has no slope anywhere: a constant to every derivative.</remarks>
    public static Tensor Round(Tensor x) => RoundOp.Instance.Apply(x);
}

internal sealed record RoundOp : DiscreteUnary
{
    public static readonly RoundOp Instance = new();

    public override string Name => "round";

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Round(x, y);
}
