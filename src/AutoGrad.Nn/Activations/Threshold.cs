namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Replaces what is not above a threshold: <c>y = x</c> above it, <c>value</c> elsewhere.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <param name="threshold">The greatest number that is replaced. With a value of 0 this is the thresholded ReLU.</param>
    /// <param name="value">What stands in its place.</param>
    /// <returns>[...]: NaN stays NaN.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>Derivative: 1 above the threshold, and 0 elsewhere, on it too.</remarks>
    public static Tensor Threshold(Tensor x, double threshold, double value = 0)
    {
        Arguments.RequireFloating("threshold", x);
        return Tensor.Where(x <= threshold, value, x);
    }
}
