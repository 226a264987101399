namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the angle of the point (x, y) from the x axis, in radians: <c>z = atan(y / x)</c> in the right quadrant.</summary>
    /// <param name="y">[...]: the ordinate; a floating dtype.</param>
    /// <param name="x">[...]: the abscissa; the same dtype; its shape broadcasts with that of <paramref name="y"/>.</param>
    /// <returns>[...]: the joint shape, in [-π, π], within 2 ulp; signs of zeros and infinities count as IEEE 754 says.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ or are not floating.</exception>
    /// <remarks>Derivatives: <c>x / (x² + y²)</c> by y and <c>-y / (x² + y²)</c> by x; both 0 where x = y = 0, where the angle is undefined.</remarks>
    public static Tensor Atan2(Tensor y, Tensor x) => Atan2Op.Instance.Apply(y, x);
}

internal sealed record Atan2Op : FloatingBinary
{
    public static readonly Atan2Op Instance = new();

    public override string Name => "atan2";

    // The family's x is the ordinate here, its y the abscissa.
    protected override double Value(double x, double y) => Math.Atan2(x, y);

    protected override Tensor DifferentialLeft(Tensor v, Tensor x, Tensor y, Tensor z) => v * Slope(y, x);

    protected override Tensor DifferentialRight(Tensor v, Tensor x, Tensor y, Tensor z) => -(v * Slope(x, y));

    // Divided by the length twice, as its square may overflow where the quotient is an ordinary number.
    private static Tensor Slope(Tensor along, Tensor across)
    {
        Tensor length = Tensor.Hypot(along, across);
        Tensor isZero = Tensor.Equal(length, 0);
        Tensor safe = Tensor.Where(isZero, 1.0, length);
        return Tensor.Where(isZero, 0.0, along / safe / safe);
    }
}
