namespace AutoGrad.Nn;

public static partial class Activations
{
    // A rule of its own: the quotient's would take two nearly equal numbers from each other far from 0.
    private static readonly Func<Tensor, Tensor> s_softsign = Transform.CustomJvp(
        x =>
        {
            // From 2⁵³ up the quotient is 1 in every dtype, and ∞ / ∞ would not be.
            Tensor u = Tensor.Clamp(x, -1e18, 1e18);
            return u / (1.0 + Tensor.Abs(u));
        },
        (x, _, xDot) => Tensor.Square(1.0 / (1.0 + Tensor.Abs(x))) * xDot);

    /// <summary>Squeezes each element into (-1, 1), more slowly than tanh: <c>y = x / (1 + |x|)</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: in [-1, 1].</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>Derivative: <c>1 / (1 + |x|)²</c>. Source: Bergstra, Desjardins, Lamblin and Bengio, Quadratic polynomials learn better image features, 2009.</remarks>
    public static Tensor Softsign(Tensor x)
    {
        Arguments.RequireFloating("softsign", x);
        return s_softsign(x);
    }
}
