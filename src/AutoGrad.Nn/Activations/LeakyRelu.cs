namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Flattens each element below 0: <c>y = x</c> above 0, <c>slope · x</c> elsewhere.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <param name="slope">What is left of the gradient below 0; 0 gives <see cref="Relu"/>.</param>
    /// <returns>[...]</returns>
    /// <remarks>Derivative: 1 above 0, and the slope elsewhere, at 0 too. Source: Maas, Hannun and Ng, ICML 2013 workshops.</remarks>
    public static Tensor LeakyRelu(Tensor x, double slope = 0.01) => Tensor.Where(x > 0.0, x, slope * x);
}
