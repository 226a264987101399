namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Tells which elements are +∞ or -∞.</summary>
    /// <param name="x">[...]: any shape and dtype.</param>
    /// <returns>[...]: Bool; false everywhere for integers.</returns>
    /// <remarks>A constant to every derivative.</remarks>
    public static Tensor IsInfinity(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.DType.IsFloating() ? Equal(x, double.PositiveInfinity) | Equal(x, double.NegativeInfinity) : NotEqual(x, x);
    }
}
