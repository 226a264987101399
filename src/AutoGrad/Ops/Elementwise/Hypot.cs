namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the length of the hypotenuse: <c>z = √(x² + y²)</c>, without overflow or underflow on the way.</summary>
    /// <param name="x">[...]: a floating dtype.</param>
    /// <param name="y">[...]: the same dtype; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: the joint shape, within 1 ulp; +∞ where either is infinite, even beside NaN.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ or are not floating.</exception>
    /// <remarks>Derivatives: <c>x / z</c> and <c>y / z</c>; both 0 where x = y = 0, the least subgradient.</remarks>
    public static Tensor Hypot(Tensor x, Tensor y) => HypotOp.Instance.Apply(x, y);
}

internal sealed record HypotOp : FloatingBinary
{
    public static readonly HypotOp Instance = new();

    public override string Name => "hypot";

    public override Saved Saved => Saved.Inputs | Saved.Output;

    protected override double Value(double x, double y) => double.Hypot(x, y);

    protected override Tensor DifferentialLeft(Tensor v, Tensor x, Tensor y, Tensor z) => v * Share(x, z);

    protected override Tensor DifferentialRight(Tensor v, Tensor x, Tensor y, Tensor z) => v * Share(y, z);

    private static Tensor Share(Tensor x, Tensor z)
    {
        Tensor isZero = Tensor.Equal(z, 0);
        return Tensor.Where(isZero, 0.0, x / Tensor.Where(isZero, 1.0, z));
    }
}
