namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Raises e to each element: <c>y = eˣ</c>, for what must be above 0, such as a rate or a scale.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: 0 or more; +∞ from 88.7 up in Float32, 709.8 in Float64.</returns>
    /// <remarks>Derivative: y.</remarks>
    public static Tensor Exponential(Tensor x) => Tensor.Exp(x);
}
