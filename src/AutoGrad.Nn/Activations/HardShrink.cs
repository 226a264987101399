namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Lets through what is far enough from 0: <c>y = x</c> where |x| is above lambda, and 0 elsewhere.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <param name="lambda">How far; 0 or more.</param>
    /// <returns>[...]</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <exception cref="ArgumentException"><paramref name="lambda"/> is below 0.</exception>
    /// <remarks>Derivative: 1 outside [-lambda, lambda], and 0 inside, on the bounds too, where the value jumps.</remarks>
    public static Tensor HardShrink(Tensor x, double lambda = 0.5)
    {
        Arguments.RequireFloating("hard_shrink", x);
        RequireNotNegative("hard_shrink", "lambda", lambda);
        return Tensor.Where((x >= -lambda) & (x <= lambda), 0.0, x);
    }
}
