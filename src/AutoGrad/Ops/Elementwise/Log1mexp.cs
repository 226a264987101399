namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the logarithm of what is missing from 1 to the exponential: <c>y = ln(1 - e⁻ˣ)</c>, without losing digits.</summary>
    /// <param name="x">[...]: any shape, 0 or more; a floating dtype. With <c>p = e⁻ˣ</c> a probability, x is <c>-ln p</c> and y is <c>ln(1 - p)</c>.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, at most 0; -∞ at 0, NaN below.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>Derivative: <c>1 / (eˣ - 1)</c>, and so +∞ at 0. Source: Mächler, Accurately Computing log(1 - exp(-|a|)), 2012, equation 7.</remarks>
    public static Tensor Log1mexp(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        ShapeException.ThrowUnlessFloating("log1mexp", x.Spec);
        const double Ln2 = 0.6931471805599453;

        // Each form sees only its own side of ln 2, where it is the exact one.
        Tensor small = Log(-Expm1(-Clamp(x, double.NegativeInfinity, Ln2)));
        Tensor large = Log1p(-Exp(-Clamp(x, Ln2, double.PositiveInfinity)));
        return Where(x > Ln2, large, small);
    }
}
