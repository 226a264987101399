namespace AutoGrad;

public static partial class Draw
{
    /// <summary>Draws numbers from a Cauchy distribution, with the density <c>1 / (π scale (1 + ((x - location) / scale)²))</c>: it has no mean.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="shape">What to fill.</param>
    /// <param name="location">The median.</param>
    /// <param name="scale">How wide; above 0. Half of the draws are nearer to the median.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <returns>[shape]</returns>
    /// <exception cref="ArgumentException">The scale is not above 0, or a number is not finite.</exception>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>For parameters that are differentiated, write <c>location + scale * Draw.Cauchy(key, shape)</c>.</remarks>
    public static Tensor Cauchy(RandomKey key, Shape shape, double location = 0, double scale = 1, DType dtype = DType.Float32)
    {
        DrawOp.Require("cauchy", key, shape, dtype);
        DrawOp.RequireScale("cauchy", location, scale);
        return new CauchyOp(shape, dtype, location, scale).Apply(key.Words);
    }
}

internal sealed record CauchyOp(Shape Shape, DType DType, double Location, double Extent) : MappedDrawOp(Shape, DType)
{
    public override string Name => "cauchy";

    protected override void Map(Span<double> x)
    {
        // Beyond 1 as the reciprocal at the other end of the quarter turn, which keeps the digits of the tails.
        Span<double> turned = stackalloc double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double part = Math.Abs(x[i]);
            turned[i] = Math.PI / 2 * (part > 0.5 ? 1 - part : part);
        }

        TanKernel.Run<double>(turned, turned);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = Math.CopySign(Math.Abs(x[i]) > 0.5 ? 1 / turned[i] : turned[i], x[i]);
        }

        Scale(x, Location, Extent);
    }
}
