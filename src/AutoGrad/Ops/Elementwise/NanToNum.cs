namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Replaces what is not a finite number.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <param name="nan">What stands for NaN.</param>
    /// <param name="positiveInfinity">What stands for +∞; the greatest number of the dtype if not given.</param>
    /// <param name="negativeInfinity">What stands for -∞; the least number of the dtype if not given.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>Derivative: 1 where x is finite, 0 where it was replaced.</remarks>
    public static Tensor NanToNum(Tensor x, double nan = 0, double? positiveInfinity = null, double? negativeInfinity = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ShapeException.ThrowUnlessFloating("nan_to_num", x.Spec);
        double most = x.DType == DType.Float32 ? float.MaxValue : double.MaxValue;
        Tensor bounded = Where(
            Equal(x, double.PositiveInfinity),
            positiveInfinity ?? most,
            Where(Equal(x, double.NegativeInfinity), negativeInfinity ?? -most, x));
        return Where(IsNaN(x), nan, bounded);
    }
}
