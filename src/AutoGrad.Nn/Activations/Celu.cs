namespace AutoGrad.Nn;

public static partial class Activations
{
    private static readonly Func<Tensor, Tensor, Tensor> s_celu = Transform.Fuse(
        (x, alpha) => Tensor.Where(x > 0.0, x, alpha * Tensor.Expm1(Negative(x) / alpha)));

    /// <summary>Bends each element below 0 to a plateau without a kink: <c>y = x</c> above 0, <c>alpha · (exp(x / alpha) - 1)</c> elsewhere.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <param name="alpha">How deep the plateau lies; above 0.</param>
    /// <returns>[...]: above -alpha.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <exception cref="ArgumentException"><paramref name="alpha"/> is not above 0.</exception>
    /// <remarks>
    /// Derivative: 1 above 0, and <c>exp(x / alpha)</c> elsewhere: continuous for every alpha. Source: Barron, arXiv:1704.07483, equation 2.
    /// </remarks>
    public static Tensor Celu(Tensor x, double alpha = 1)
    {
        Arguments.RequireFloating("celu", x);
        RequirePositive("celu", "alpha", alpha);
        return s_celu(x, Tensor.Scalar(alpha, x.DType));
    }
}
