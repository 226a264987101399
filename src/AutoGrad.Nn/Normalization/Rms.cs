namespace AutoGrad.Nn;

public static partial class Normalize
{
    /// <summary>Divides each example's features by their root mean square: <c>y = x / √(mean x² + ε) · scale</c>.</summary>
    /// <param name="x">[..., features]: a floating dtype.</param>
    /// <param name="scale">[features]: of the axes that are normalised together; 1 unless given.</param>
    /// <param name="axes">How many of the last axes are normalised together; 1 or more.</param>
    /// <param name="epsilon">Added to the mean square, in its units; 0 or more. It keeps a row of zeros at 0.</param>
    /// <returns>[..., features]</returns>
    /// <exception cref="ShapeException">There are not so many axes, or the scale is not shaped like them.</exception>
    /// <exception cref="ArgumentException">Epsilon is negative.</exception>
    /// <remarks>Source: Zhang and Sennrich, Root Mean Square Layer Normalization, arXiv:1910.07467, equation 4.</remarks>
    public static Tensor Rms(Tensor x, Tensor? scale = null, int axes = 1, double epsilon = 1e-6)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.RmsNorm(scale, axes, epsilon);
    }
}
