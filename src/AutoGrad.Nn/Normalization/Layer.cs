namespace AutoGrad.Nn;

public static partial class Normalize
{
    /// <summary>
    /// Normalises each example's features: <c>y = (x - μ) / √(σ² + ε) · scale + shift</c>, with the mean μ and the variance σ² over the
    /// last axes.
    /// </summary>
    /// <param name="x">[..., features]: a floating dtype.</param>
    /// <param name="scale">[features]: of the axes that are normalised together; 1 unless given.</param>
    /// <param name="shift">[features]: of the same shape; 0 unless given.</param>
    /// <param name="axes">How many of the last axes are normalised together; 1 or more.</param>
    /// <param name="epsilon">Added to the variance, in its units; 0 or more. It keeps a row of equal numbers at the shift.</param>
    /// <returns>[..., features]</returns>
    /// <exception cref="ShapeException">There are not so many axes, or scale or shift are not shaped like them.</exception>
    /// <exception cref="ArgumentException">Epsilon is negative.</exception>
    /// <remarks>Source: Ba, Kiros and Hinton, Layer Normalization, arXiv:1607.06450, equation 4.</remarks>
    public static Tensor Layer(Tensor x, Tensor? scale = null, Tensor? shift = null, int axes = 1, double epsilon = 1e-5)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.LayerNorm(scale, shift, axes, epsilon);
    }
}
