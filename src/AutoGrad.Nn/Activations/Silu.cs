namespace AutoGrad.Nn;

public static partial class Activations
{
    private static readonly Func<Tensor, Tensor> s_silu = Transform.Fuse(x => Gated(x, Tensor.Sigmoid, reach: 1000));

    /// <summary>Weighs each element by its sigmoid: <c>y = x σ(x)</c>; <see cref="Swish"/> with a beta of 1.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: above -0.28; 0 at -∞.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>Derivative: <c>σ(x) (1 + x (1 - σ(x)))</c>. Source: Elfwing, Uchibe and Doya, arXiv:1702.03118, equation 7.</remarks>
    public static Tensor Silu(Tensor x)
    {
        Arguments.RequireFloating("silu", x);
        return s_silu(x);
    }
}
