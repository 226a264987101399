namespace AutoGrad;

public static partial class Draw
{
    /// <summary>Draws numbers from a logistic distribution, whose distribution function is the sigmoid of <c>(x - location) / scale</c>.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="shape">What to fill.</param>
    /// <param name="location">Where the distribution is centred.</param>
    /// <param name="scale">How wide; above 0. The standard deviation is π / √3 of it.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <returns>[shape]</returns>
    /// <exception cref="ArgumentException">The scale is not above 0, or a number is not finite.</exception>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>For parameters that are differentiated, write <c>location + scale * Draw.Logistic(key, shape)</c>.</remarks>
    public static Tensor Logistic(RandomKey key, Shape shape, double location = 0, double scale = 1, DType dtype = DType.Float32)
    {
        DrawOp.Require("logistic", key, shape, dtype);
        DrawOp.RequireScale("logistic", location, scale);
        return new LogisticOp(shape, dtype, location, scale).Apply(key.Words);
    }
}

internal sealed record LogisticOp(Shape Shape, DType DType, double Location, double Extent) : MappedDrawOp(Shape, DType)
{
    public override string Name => "logistic";

    protected override void Map(Span<double> x)
    {
        AtanhKernel.Run<double>(x, x);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= 2;
        }

        Scale(x, Location, Extent);
    }
}
