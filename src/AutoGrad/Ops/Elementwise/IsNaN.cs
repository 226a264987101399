namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Tells which elements are not numbers.</summary>
    /// <param name="x">[...]: any shape and dtype.</param>
    /// <returns>[...]: Bool; false everywhere for integers.</returns>
    /// <remarks>A constant to every derivative.</remarks>
    public static Tensor IsNaN(Tensor x) => NotEqual(x, x);
}
