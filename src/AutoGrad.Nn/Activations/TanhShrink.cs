namespace AutoGrad.Nn;

public static partial class Activations
{
    private static readonly Func<Tensor, Tensor> s_tanhShrink = Transform.Fuse(x => x - Tensor.Tanh(x));

    /// <summary>Takes from each element its hyperbolic tangent: <c>y = x - tanh(x)</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: to within a rounding of x; about <c>x³ / 3</c> near 0.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>Derivative: <c>tanh²(x)</c>.</remarks>
    public static Tensor TanhShrink(Tensor x)
    {
        Arguments.RequireFloating("tanh_shrink", x);
        return s_tanhShrink(x);
    }
}
