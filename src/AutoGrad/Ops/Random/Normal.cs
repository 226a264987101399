namespace AutoGrad;

public static partial class Draw
{
    /// <summary>Draws numbers from a normal distribution.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="shape">What to fill.</param>
    /// <param name="mean">Where the distribution is centred.</param>
    /// <param name="deviation">Its standard deviation; 0 or more.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <returns>[shape]: none further than 8.3 deviations from the mean.</returns>
    /// <exception cref="ArgumentException">The deviation is negative or a number is not finite.</exception>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>
    /// <c>√2 erfinv(u)</c> of one even number each. For a mean and a deviation that are differentiated, write
    /// <c>mean + deviation * Draw.Normal(key, shape)</c>.
    /// </remarks>
    public static Tensor Normal(RandomKey key, Shape shape, double mean = 0, double deviation = 1, DType dtype = DType.Float32)
    {
        DrawOp.Require("normal", key, shape, dtype);
        return deviation >= 0 && double.IsFinite(mean) && double.IsFinite(deviation)
            ? new NormalOp(shape, dtype, mean, deviation).Apply(key.Words)
            : throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"normal: mean and deviation must be finite, the deviation 0 or more; got {mean} and {deviation}."));
    }
}

internal sealed record NormalOp(Shape Shape, DType DType, double Mean, double Deviation) : MappedDrawOp(Shape, DType)
{
    public override string Name => "normal";

    protected override void Map(Span<double> x)
    {
        ErfinvKernel.Run<double>(x, x);
        Scale(x, Mean, Deviation * Math.Sqrt(2));
    }
}
