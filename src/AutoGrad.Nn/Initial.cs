namespace AutoGrad.Nn;

/// <summary>Draws the starting weights of a layer.</summary>
/// <param name="key">Used up: draw nothing else from it.</param>
/// <param name="shape">What to fill.</param>
/// <param name="fanIn">How many inputs each output is a sum of.</param>
/// <param name="fanOut">How many outputs each input goes into.</param>
/// <param name="dtype">A floating dtype.</param>
/// <returns>[shape]</returns>
public delegate Tensor Initializer(RandomKey key, Shape shape, int fanIn, int fanOut, DType dtype);

/// <summary>Starting weights, each an <see cref="Initializer"/>: how wide to draw, so that signals neither fade nor grow from layer to layer.</summary>
public static partial class Initial
{
    /// <summary>Draws evenly with variance <c>2 / (fanIn + fanOut)</c>: for layers before tanh, sigmoid or nothing.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="shape">What to fill.</param>
    /// <param name="fanIn">How many inputs each output is a sum of.</param>
    /// <param name="fanOut">How many outputs each input goes into.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <returns>[shape]: within ±√(6 / (fanIn + fanOut)).</returns>
    /// <remarks>Source: Glorot and Bengio, AISTATS 2010, equation 16.</remarks>
    public static Tensor GlorotUniform(RandomKey key, Shape shape, int fanIn, int fanOut, DType dtype = DType.Float32) =>
        Even(key, shape, 2.0 / (fanIn + fanOut), dtype);

    /// <summary>Draws normally with variance <c>2 / (fanIn + fanOut)</c>: for layers before tanh, sigmoid or nothing.</summary>
    /// <inheritdoc cref="GlorotUniform"/>
    /// <returns>[shape]: with standard deviation √(2 / (fanIn + fanOut)).</returns>
    /// <remarks>Source: Glorot and Bengio, AISTATS 2010, equation 12.</remarks>
    public static Tensor GlorotNormal(RandomKey key, Shape shape, int fanIn, int fanOut, DType dtype = DType.Float32) =>
        Draw.Normal(key, shape, 0, Math.Sqrt(2.0 / (fanIn + fanOut)), dtype);

    /// <summary>Draws evenly with variance <c>2 / fanIn</c>: for layers before ReLU, which cuts half of the signal off.</summary>
    /// <inheritdoc cref="GlorotUniform"/>
    /// <returns>[shape]: within ±√(6 / fanIn).</returns>
    /// <remarks>Source: He, Zhang, Ren and Sun, ICCV 2015, equation 10.</remarks>
    public static Tensor HeUniform(RandomKey key, Shape shape, int fanIn, int fanOut, DType dtype = DType.Float32) =>
        Even(key, shape, 2.0 / fanIn, dtype);

    /// <summary>Draws normally with variance <c>2 / fanIn</c>: for layers before ReLU, which cuts half of the signal off.</summary>
    /// <inheritdoc cref="GlorotUniform"/>
    /// <returns>[shape]: with standard deviation √(2 / fanIn).</returns>
    /// <remarks>Source: He, Zhang, Ren and Sun, ICCV 2015, equation 10.</remarks>
    public static Tensor HeNormal(RandomKey key, Shape shape, int fanIn, int fanOut, DType dtype = DType.Float32) =>
        Draw.Normal(key, shape, 0, Math.Sqrt(2.0 / fanIn), dtype);

    /// <summary>Draws evenly with variance <c>1 / fanIn</c>: for layers that normalise themselves.</summary>
    /// <inheritdoc cref="GlorotUniform"/>
    /// <returns>[shape]: within ±√(3 / fanIn).</returns>
    /// <remarks>Source: LeCun, Bottou, Orr and Müller, Efficient BackProp, 1998, equation 16.</remarks>
    public static Tensor LecunUniform(RandomKey key, Shape shape, int fanIn, int fanOut, DType dtype = DType.Float32) =>
        Even(key, shape, 1.0 / fanIn, dtype);

    /// <summary>Draws normally with variance <c>1 / fanIn</c>: for layers that normalise themselves.</summary>
    /// <inheritdoc cref="GlorotUniform"/>
    /// <returns>[shape]: with standard deviation √(1 / fanIn).</returns>
    /// <remarks>Source: LeCun, Bottou, Orr and Müller, Efficient BackProp, 1998, equation 16.</remarks>
    public static Tensor LecunNormal(RandomKey key, Shape shape, int fanIn, int fanOut, DType dtype = DType.Float32) =>
        Draw.Normal(key, shape, 0, Math.Sqrt(1.0 / fanIn), dtype);

    /// <summary>Draws nothing: zeros, where nothing needs to be told apart, as in a single layer.</summary>
    /// <inheritdoc cref="GlorotUniform"/>
    /// <returns>[shape]: zeros.</returns>
    /// <remarks>Hidden units that start equal stay equal.</remarks>
    public static Tensor Zeros(RandomKey key, Shape shape, int fanIn, int fanOut, DType dtype = DType.Float32) => Tensor.Zeros(shape, dtype);

    // An even spread over ±b has variance b² / 3.
    private static Tensor Even(RandomKey key, Shape shape, double variance, DType dtype)
    {
        double bound = Math.Sqrt(3 * variance);
        return Draw.Uniform(key, shape, -bound, bound, dtype);
    }
}
