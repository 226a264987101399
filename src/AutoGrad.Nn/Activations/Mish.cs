namespace AutoGrad.Nn;

public static partial class Activations
{
    private static readonly Func<Tensor, Tensor> s_mish = Transform.Fuse(x => Gated(x, u => Tensor.Tanh(Softplus(u)), reach: 1000));

    /// <summary>Weighs each element by a smooth gate: <c>y = x tanh(softplus(x))</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: above -0.31; 0 at -∞.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>Source: Misra, arXiv:1908.08681, equation 1.</remarks>
    public static Tensor Mish(Tensor x)
    {
        Arguments.RequireFloating("mish", x);
        return s_mish(x);
    }
}
