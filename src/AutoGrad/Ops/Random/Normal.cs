namespace AutoGrad;

public static partial class Draw
{
    /// <summary>Draws numbers from a normal distribution.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="shape">What to fill.</param>
    /// <param name="mean">Where the distribution is centred.</param>
    /// <param name="deviation">Its standard deviation; 0 or more.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <returns>[shape]</returns>
    /// <exception cref="ArgumentException">The deviation is negative or a number is not finite.</exception>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>Source: Box and Muller, A Note on the Generation of Random Normal Deviates, 1958.</remarks>
    public static Tensor Normal(RandomKey key, Shape shape, double mean = 0, double deviation = 1, DType dtype = DType.Float32)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(shape);
        ShapeException.ThrowUnlessFloating("normal", new Spec(shape, dtype));
        key.RequireSingle("normal");
        return deviation >= 0 && double.IsFinite(mean) && double.IsFinite(deviation)
            ? new NormalOp(shape, dtype, mean, deviation).Apply(key.Words)
            : throw new ArgumentException($"normal: mean and deviation must be finite, the deviation 0 or more; got {mean} and {deviation}.");
    }
}

internal sealed record NormalOp(Shape Shape, DType DType, double Mean, double Deviation) : DrawOp(Shape, DType)
{
    public override string Name => "normal";

    protected override void Fill<T>(ref RandomWords words, Span<T> y)
    {
        for (int i = 0; i < y.Length; i += 2)
        {
            // 1 - u is in (0, 1], where the logarithm is finite.
            double radius = Deviation * Math.Sqrt(-2 * Math.Log(1 - words.NextUnit()));
            (double sine, double cosine) = Math.SinCos(Math.Tau * words.NextUnit());
            y[i] = T.CreateTruncating(Mean + radius * cosine);
            if (i + 1 < y.Length)
            {
                y[i + 1] = T.CreateTruncating(Mean + radius * sine);
            }
        }
    }
}
