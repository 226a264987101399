namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Moves each element towards 0, and stops there: <c>y = sign(x) max(|x| - lambda, 0)</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <param name="lambda">How far; 0 or more.</param>
    /// <returns>[...]</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <exception cref="ArgumentException"><paramref name="lambda"/> is below 0.</exception>
    /// <remarks>Derivative: 1 outside [-lambda, lambda], and 0 inside, on the bounds too. It is the proximal map of <c>lambda |x|</c>.</remarks>
    public static Tensor SoftShrink(Tensor x, double lambda = 0.5)
    {
        Arguments.RequireFloating("soft_shrink", x);
        RequireNotNegative("soft_shrink", "lambda", lambda);
        return Tensor.Where((x >= -lambda) & (x <= lambda), 0.0, x - Tensor.Clamp(x, -lambda, lambda));
    }
}
