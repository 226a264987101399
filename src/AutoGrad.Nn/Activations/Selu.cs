namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>
    /// Bends and scales each element, so that mean 0 and variance 1 are a fixed point from layer to layer: <c>y = λ x</c> above 0,
    /// <c>λ α (exp(x) - 1)</c> elsewhere, with λ = 1.0507… and α = 1.6733….
    /// </summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: above -1.7581.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>
    /// Derivative: λ above 0, and <c>λ α exp(x)</c> elsewhere, at 0 too. It wants weights drawn by <see cref="Initial.LecunNormal"/>.
    /// Source: Klambauer, Unterthiner, Mayr and Hochreiter, arXiv:1706.02515, equations 2 and 14.
    /// </remarks>
    public static Tensor Selu(Tensor x)
    {
        Arguments.RequireFloating("selu", x);
        return 1.0507009873554804934 * Elu(x, 1.6732632423543772848);
    }
}
