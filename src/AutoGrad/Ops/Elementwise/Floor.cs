using System.Numerics.Tensors;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Rounds each element down to a whole number.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    /// <remarks>It has no slope anywhere: a constant to every derivative.</remarks>
    public static Tensor Floor(Tensor x) => FloorOp.Instance.Apply(x);
}

internal sealed record FloorOp : DiscreteUnary
{
    public static readonly FloorOp Instance = new();

    public override string Name => "floor";

    protected override void Kernel<T>(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Floor(x, y);
}
