namespace AutoGrad.Nn;

public static partial class Activations
{
    private static readonly Func<Tensor, Tensor> s_gelu = Transform.Fuse(x => Gated(x, u => 0.5 * Tensor.Erfc(-Math.Sqrt(0.5) * u), reach: 40));

    /// <summary>Weighs each element by the probability that a normal number is below it: <c>y = x Φ(x) = x / 2 · erfc(-x / √2)</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: above -0.17; 0 at -∞. The far tail keeps its digits.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>
    /// Derivative: <c>Φ(x) + x φ(x)</c>. <see cref="GeluTanh"/> is the approximation that some published weights were trained with.
    /// Source: Hendrycks and Gimpel, arXiv:1606.08415, section 2.
    /// </remarks>
    public static Tensor Gelu(Tensor x)
    {
        Arguments.RequireFloating("gelu", x);
        return s_gelu(x);
    }
}
