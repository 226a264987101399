using System.Globalization;

namespace AutoGrad;

public static partial class Draw
{
    /// <summary>Draws numbers from an exponential distribution, with the density <c>rate · exp(-rate · x)</c> from 0 on.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="shape">What to fill.</param>
    /// <param name="rate">Above 0; the mean is its reciprocal.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <returns>[shape]: 0 or more.</returns>
    /// <exception cref="ArgumentException">The rate is not above 0 and finite.</exception>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>For a rate that is differentiated, write <c>Draw.Exponential(key, shape) / rate</c>.</remarks>
    public static Tensor Exponential(RandomKey key, Shape shape, double rate = 1, DType dtype = DType.Float32)
    {
        DrawOp.Require("exponential", key, shape, dtype);
        return rate > 0 && double.IsFinite(rate)
            ? new ExponentialDrawOp(shape, dtype, rate).Apply(key.Words)
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"exponential: the rate must be above 0 and finite; got {rate}."));
    }
}

internal sealed record ExponentialDrawOp(Shape Shape, DType DType, double Rate) : MappedDrawOp(Shape, DType)
{
    public override string Name => "exponential";

    protected override void Map(Span<double> x)
    {
        Unit(x);
        Scale(x, 0, 1 / Rate);
    }

    /// <summary>From even numbers of (-1, 1) to numbers of rate 1.</summary>
    public static void Unit(Span<double> x)
    {
        // The number nearest to 1 rounds to it, and has the logarithm 0.
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = 0.5 + (0.5 * x[i]);
        }

        LogKernel.Run<double>(x, x);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = -x[i];
        }
    }
}
