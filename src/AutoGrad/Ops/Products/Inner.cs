namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Multiplies and sums over both last axes: <c>z = Σ xᵢ yᵢ</c> for vectors.</summary>
    /// <param name="x">[..., k]: a floating dtype.</param>
    /// <param name="y">[..., k]: the same dtype.</param>
    /// <returns>[x's other axes, y's other axes]</returns>
    /// <exception cref="ShapeException">A tensor has no axis, or the last extents differ.</exception>
    public static Tensor Inner(Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ShapeException.ThrowUnless(x.Rank > 0 && y.Rank > 0 && x.Shape[-1] == y.Shape[-1], "inner", "both tensors must have a last axis of one extent", x.Spec, y.Spec);
        return TensorDot(x, y, [-1], [-1]);
    }
}
