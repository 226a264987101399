namespace AutoGrad.Nn;

public static partial class Activations
{
    private static readonly Func<Tensor, Tensor> s_logSigmoid = Transform.Fuse(x => -Softplus(-x));

    /// <summary>Computes the logarithm of the sigmoid of each element: <c>y = log σ(x) = -softplus(-x)</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: in nats, at most 0; x itself far below 0, where the sigmoid would round to 0.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>Derivative: <c>σ(-x)</c>.</remarks>
    public static Tensor LogSigmoid(Tensor x)
    {
        Arguments.RequireFloating("log_sigmoid", x);
        return s_logSigmoid(x);
    }
}
