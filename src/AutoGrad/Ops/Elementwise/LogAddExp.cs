namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Adds two numbers given by their logarithms: <c>z = ln(eˣ + eʸ)</c>, without overflow.</summary>
    /// <param name="x">[...]: a floating dtype.</param>
    /// <param name="y">[...]: the same dtype; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: the joint shape, within 2 ulp of the greater of |z|, |x| and |y|; -∞ where both are.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ or are not floating.</exception>
    /// <remarks>Derivatives: <c>1 / (1 + eʸ⁻ˣ)</c> and <c>1 / (1 + eˣ⁻ʸ)</c>; both 0 where x = y = -∞, ½ each where x = y = +∞.</remarks>
    public static Tensor LogAddExp(Tensor x, Tensor y) => LogAddExpOp.Instance.Apply(x, y);
}

internal sealed record LogAddExpOp : FloatingBinary
{
    public static readonly LogAddExpOp Instance = new();

    public override string Name => "logaddexp";

    protected override double Value(double x, double y)
    {
        double greater = Math.Max(x, y);
        double apart = Math.Abs(x - y);

        // Of two equal infinities the difference is NaN; log1p(e⁻ᵈ) as 2 artanh(e⁻ᵈ / (2 + e⁻ᵈ)) does not round 1 + e⁻ᵈ.
        return double.IsInfinity(greater) ? greater : greater + (2 * Math.Atanh(Math.Exp(-apart) / (2 + Math.Exp(-apart))));
    }

    protected override Tensor DifferentialLeft(Tensor v, Tensor x, Tensor y, Tensor z) => v * Share(x, y);

    protected override Tensor DifferentialRight(Tensor v, Tensor x, Tensor y, Tensor z) => v * Share(y, x);

    // The part of x in the sum, by x - y where that is a number.
    private static Tensor Share(Tensor x, Tensor y)
    {
        Tensor same = Tensor.Equal(x, y);
        Tensor bothLeast = same & Tensor.Equal(x, double.NegativeInfinity);
        Tensor bothGreatest = same & Tensor.Equal(x, double.PositiveInfinity);
        Tensor neither = bothLeast | bothGreatest;
        Tensor apart = Tensor.Where(neither, 0.0, x) - Tensor.Where(neither, 0.0, y);
        return Tensor.Where(bothLeast, 0.0, Tensor.Sigmoid(apart));
    }
}
