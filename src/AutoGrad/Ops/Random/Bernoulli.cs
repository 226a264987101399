namespace AutoGrad;

public static partial class Draw
{
    /// <summary>Draws yes or no.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="shape">What to fill.</param>
    /// <param name="probability">Of true; in [0, 1].</param>
    /// <returns>[shape]: Bool.</returns>
    /// <exception cref="ArgumentException">The probability is not in [0, 1].</exception>
    public static Tensor Bernoulli(RandomKey key, Shape shape, double probability = 0.5)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(shape);
        key.RequireSingle("bernoulli");
        return probability is >= 0 and <= 1
            ? Uniform(key, shape, dtype: DType.Float64) < probability
            : throw new ArgumentException($"bernoulli: the probability must be in [0, 1]; got {probability}.");
    }

    /// <summary>Draws yes or no, each with a probability of its own.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="probabilities">[...]: of true; 0 or less is never, 1 or more is always. A floating dtype.</param>
    /// <returns>[...]: Bool.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    public static Tensor Bernoulli(RandomKey key, Tensor probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        DrawOp.Require("bernoulli", key, probabilities.Shape, probabilities.DType);
        return Uniform(key, probabilities.Shape, dtype: DType.Float64) < probabilities.To(DType.Float64);
    }

    /// <summary>Draws 1 or -1, one as likely as the other.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="shape">What to fill.</param>
    /// <param name="dtype">Any dtype with negative numbers.</param>
    /// <returns>[shape]: 1 or -1.</returns>
    /// <exception cref="ShapeException">The dtype has no negative numbers.</exception>
    public static Tensor Rademacher(RandomKey key, Shape shape, DType dtype = DType.Float32)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ShapeException.ThrowUnless(
            dtype is DType.Float32 or DType.Float64 or DType.Int32 or DType.Int64, "rademacher", "a dtype with negative numbers is needed", new Spec(shape, dtype));
        ArgumentNullException.ThrowIfNull(key);
        key.RequireSingle("rademacher");
        return 1 - 2 * Bernoulli(key, shape).To(dtype);
    }
}
