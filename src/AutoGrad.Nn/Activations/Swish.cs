namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Weighs each element by the sigmoid of a multiple of it: <c>y = x σ(beta · x)</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <param name="beta">
    /// How steep the sigmoid is; above 0. 1 is <see cref="Silu"/>, 1.702 a rough <see cref="Gelu"/>, and it nears <see cref="Relu"/> as it grows.
    /// </param>
    /// <returns>[...]: above -0.28 / beta; 0 at -∞.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <exception cref="ArgumentException"><paramref name="beta"/> is not above 0.</exception>
    /// <remarks>Source: Ramachandran, Zoph and Le, arXiv:1710.05941, section 3.</remarks>
    public static Tensor Swish(Tensor x, double beta = 1)
    {
        Arguments.RequireFloating("swish", x);
        RequirePositive("swish", "beta", beta);
        return Gated(x, u => Tensor.Sigmoid(beta * u), reach: 1000 / beta);
    }
}
