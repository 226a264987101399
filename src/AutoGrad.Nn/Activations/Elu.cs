namespace AutoGrad.Nn;

public static partial class Activations
{
    private static readonly Func<Tensor, Tensor, Tensor> s_elu = Transform.Fuse((x, alpha) => Tensor.Where(x > 0.0, x, alpha * Tensor.Expm1(Negative(x))));

    /// <summary>Bends each element below 0 to a plateau: <c>y = x</c> above 0, <c>alpha · (exp(x) - 1)</c> elsewhere.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <param name="alpha">How deep the plateau lies; 1 leaves no kink at 0.</param>
    /// <returns>[...]: above -alpha.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>
    /// Derivative: 1 above 0, and <c>alpha · exp(x)</c> elsewhere, at 0 too.
    /// Source: Clevert, Unterthiner and Hochreiter, arXiv:1511.07289, equation 1.
    /// </remarks>
    public static Tensor Elu(Tensor x, double alpha = 1)
    {
        Arguments.RequireFloating("elu", x);
        return s_elu(x, Tensor.Scalar(alpha, x.DType));
    }
}
