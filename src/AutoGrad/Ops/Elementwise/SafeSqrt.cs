namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the square root of each element, flat at 0: <c>y = √x</c> with slope 0 where x = 0.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>; NaN below 0.</returns>
    /// <remarks>Derivative: <c>1 / (2 y)</c>, and 0 where x = 0, so that lengths and deviations of nothing have a finite gradient; <see cref="Sqrt"/> has +∞ there.</remarks>
    public static Tensor SafeSqrt(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        ShapeException.ThrowUnlessFloating("safe_sqrt", x.Spec);
        Tensor isZero = Equal(x, 0);
        return Where(isZero, 0.0, Sqrt(Where(isZero, 1.0, x)));
    }
}
