using System.Globalization;

namespace AutoGrad;

public static partial class Draw
{
    /// <summary>Draws numbers from the part of the standard normal distribution that lies in an interval.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="shape">What to fill.</param>
    /// <param name="low">Where the interval starts; -∞ for the whole side.</param>
    /// <param name="high">Where it ends; ∞ for the whole side.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <returns>[shape]: in [low, high].</returns>
    /// <exception cref="ArgumentException">The interval is empty, or so far out that less than 10⁻⁹ of the distribution lies in it.</exception>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>
    /// The standard deviation of the draws is less than 1: 0.8796 for the interval from -2 to 2. For a mean and a deviation,
    /// write <c>mean + deviation * Draw.TruncatedNormal(key, shape)</c>, with the bounds in deviations.
    /// </remarks>
    public static Tensor TruncatedNormal(RandomKey key, Shape shape, double low = -2, double high = 2, DType dtype = DType.Float32)
    {
        DrawOp.Require("truncated_normal", key, shape, dtype);
        var draw = new TruncatedNormalOp(shape, dtype, low, high);
        return draw.Share >= 1e-9
            ? draw.Apply(key.Words)
            : throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"truncated_normal: low must be below high, with 1e-9 of the normal distribution between them; got {low} and {high}."));
    }
}

internal sealed record TruncatedNormalOp(Shape Shape, DType DType, double Low, double High) : MappedDrawOp(Shape, DType)
{
    public override string Name => "truncated_normal";

    /// <summary>How much of the normal distribution is in the interval; NaN if a bound is.</summary>
    public double Share => (Erf(High) - Erf(Low)) / 2;

    protected override void Map(Span<double> x)
    {
        (double start, double end) = (Erf(Low), Erf(High));
        Scale(x, (start + end) / 2, (end - start) / 2);
        ErfinvKernel.Run<double>(x, x);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = Math.Clamp(Math.Sqrt(2) * x[i], Low, High);
        }
    }

    private static double Erf(double bound)
    {
        double y = bound / Math.Sqrt(2);
        ErfKernel.Run<double>(new ReadOnlySpan<double>(in y), new Span<double>(ref y));
        return y;
    }
}
