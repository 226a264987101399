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
        Shape features = Features("layer_norm", x, axes, epsilon);
        RequireShaped("layer_norm", "scale", features, x, scale);
        RequireShaped("layer_norm", "shift", features, x, shift);
        return Affinely(Standard(x, From(x.Rank - axes, x.Rank), epsilon), scale, shift);
    }

    /// <summary>The last extents of x, as many as are asked for.</summary>
    private static Shape Features(string op, Tensor x, int axes, double epsilon)
    {
        ArgumentNullException.ThrowIfNull(x);
        Require(op, axes >= 1 && axes <= x.Rank, $"the last {axes} axes of x are to be normalised, which must be 1 or more that it has", x);
        RequireEpsilon(op, epsilon);
        return x.Shape[(x.Rank - axes)..];
    }
}
