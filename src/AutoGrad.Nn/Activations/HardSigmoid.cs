namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Squeezes each element into [0, 1] by a straight line: <c>y = min(max(slope · x + offset, 0), 1)</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <param name="slope">The slope of the line; 1/6 as PyTorch, Keras 3 and jax.nn have it, and 0.2 in ONNX.</param>
    /// <param name="offset">What the line is at 0.</param>
    /// <returns>[...]: in [0, 1].</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>Derivative: the slope where the line is inside (0, 1), and 0 elsewhere, at its ends too.</remarks>
    public static Tensor HardSigmoid(Tensor x, double slope = 1.0 / 6, double offset = 0.5)
    {
        Arguments.RequireFloating("hard_sigmoid", x);
        return Cut(slope * x + offset, 0, 1);
    }
}
