namespace AutoGrad;

public static partial class Draw
{
    /// <summary>Draws numbers from a Gumbel distribution, that of the greatest of many: <c>F(x) = exp(-exp(-(x - location) / scale))</c>.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="shape">What to fill.</param>
    /// <param name="location">Where the density is greatest.</param>
    /// <param name="scale">How wide; above 0.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <returns>[shape]</returns>
    /// <exception cref="ArgumentException">The scale is not above 0, or a number is not finite.</exception>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>The greatest of scores with such noise added is a draw from their softmax. For parameters that are differentiated, write <c>location + scale * Draw.Gumbel(key, shape)</c>.</remarks>
    public static Tensor Gumbel(RandomKey key, Shape shape, double location = 0, double scale = 1, DType dtype = DType.Float32)
    {
        DrawOp.Require("gumbel", key, shape, dtype);
        DrawOp.RequireScale("gumbel", location, scale);
        return new GumbelOp(shape, dtype, location, scale).Apply(key.Words);
    }
}

internal sealed record GumbelOp(Shape Shape, DType DType, double Location, double Extent) : MappedDrawOp(Shape, DType)
{
    private const double Least = 1.0 / (1L << 54);

    public override string Name => "gumbel";

    protected override void Map(Span<double> x)
    {
        // The inner logarithm would be 0 for the number nearest to 1.
        ExponentialDrawOp.Unit(x);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = Math.Max(x[i], Least);
        }

        LogKernel.Run<double>(x, x);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = -x[i];
        }

        Scale(x, Location, Extent);
    }
}
