namespace AutoGrad.Nn;

public static partial class Activations
{
    // A rule of its own: σ is exact everywhere, and one operation less than the derivative of the parts.
    private static readonly Func<Tensor, Tensor> s_softplus = Transform.CustomJvp(
        x => Tensor.Relu(x) + Tensor.Log1p(Tensor.Exp(-Tensor.Abs(x))), (x, _, xDot) => Tensor.Sigmoid(x) * xDot);

    private static readonly Func<Tensor, Tensor> s_fusedSoftplus = Transform.Fuse(x => s_softplus(x));

    /// <summary>Rounds the corner of ReLU: <c>y = log(1 + exp(beta · x)) / beta</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <param name="beta">How sharp the corner is; above 0.</param>
    /// <returns>[...]: above 0; log 2 / beta at 0.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <exception cref="ArgumentException"><paramref name="beta"/> is not above 0.</exception>
    /// <remarks>
    /// Derivative: <c>σ(beta · x)</c>. Computed as <c>max(x, 0) + log(1 + exp(-|x|))</c>, which no element overflows: there is no threshold
    /// above which it turns linear.
    /// </remarks>
    public static Tensor Softplus(Tensor x, double beta = 1)
    {
        Arguments.RequireFloating("softplus", x);
        RequirePositive("softplus", "beta", beta);
        return beta == 1 ? s_fusedSoftplus(x) : s_fusedSoftplus(beta * x) / beta;
    }
}
