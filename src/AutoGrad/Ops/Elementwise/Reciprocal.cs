namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Divides 1 by each element: <c>y = 1 / x</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, rightly rounded; ±∞ at ±0.</returns>
    /// <remarks>Derivative: <c>-y²</c>.</remarks>
    public static Tensor Reciprocal(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        ShapeException.ThrowUnlessFloating("reciprocal", x.Spec);
        return 1.0 / x;
    }
}
