namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Tells which elements are neither infinite nor NaN.</summary>
    /// <param name="x">[...]: any shape and dtype.</param>
    /// <returns>[...]: Bool; true everywhere for integers.</returns>
    /// <remarks>A constant to every derivative.</remarks>
    public static Tensor IsFinite(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.DType.IsFloating() ? (x > double.NegativeInfinity) & (x < double.PositiveInfinity) : Equal(x, x);
    }
}
