namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Squeezes each element into (-1, 1): <c>y = tanh(x)</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: in [-1, 1].</returns>
    /// <remarks>Derivative: <c>1 - y²</c>.</remarks>
    public static Tensor Tanh(Tensor x) => Tensor.Tanh(x);
}
