namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Multiplies by a logarithm: <c>z = x ln y</c>, and 0 where x = 0 even if y is 0, negative or ∞.</summary>
    /// <param name="x">[...]: the factor; a floating dtype.</param>
    /// <param name="y">[...]: the same dtype; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: the joint shape, within 2 ulp; NaN where y is NaN.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ or are not floating.</exception>
    /// <remarks>Derivatives: <c>ln y</c> and <c>x / y</c>; both 0 where x = 0 and the logarithm is not a finite number.</remarks>
    public static Tensor XLogY(Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        const string Name = "xlogy";
        ShapeException.ThrowUnlessSameDType(Name, x.Spec, y.Spec);
        ShapeException.ThrowUnlessFloating(Name, x.Spec);
        _ = Broadcasting.Join(Name, x.Spec, y.Spec);
        Tensor isNothing = Equal(x, 0) & ((y <= 0.0) | Equal(y, double.PositiveInfinity));
        return x * Log(Where(isNothing, 1.0, y));
    }
}
