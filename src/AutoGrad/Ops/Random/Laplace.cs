namespace AutoGrad;

public static partial class Draw
{
    /// <summary>Draws numbers from a Laplace distribution, with the density <c>exp(-|x - location| / scale) / (2 scale)</c>.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="shape">What to fill.</param>
    /// <param name="location">Where the distribution is centred.</param>
    /// <param name="scale">How wide; above 0. The standard deviation is √2 of it.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <returns>[shape]</returns>
    /// <exception cref="ArgumentException">The scale is not above 0, or a number is not finite.</exception>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>For parameters that are differentiated, write <c>location + scale * Draw.Laplace(key, shape)</c>.</remarks>
    public static Tensor Laplace(RandomKey key, Shape shape, double location = 0, double scale = 1, DType dtype = DType.Float32)
    {
        DrawOp.Require("laplace", key, shape, dtype);
        DrawOp.RequireScale("laplace", location, scale);
        return new LaplaceOp(shape, dtype, location, scale).Apply(key.Words);
    }
}

internal sealed record LaplaceOp(Shape Shape, DType DType, double Location, double Extent) : MappedDrawOp(Shape, DType)
{
    public override string Name => "laplace";

    protected override void Map(Span<double> x)
    {
        Span<double> tail = stackalloc double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            tail[i] = 1 - Math.Abs(x[i]);
        }

        LogKernel.Run<double>(tail, tail);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = Math.CopySign(tail[i], x[i]);
        }

        Scale(x, Location, Extent);
    }
}
