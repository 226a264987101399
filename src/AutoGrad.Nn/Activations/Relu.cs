namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Cuts each element off below 0: <c>y = max(x, 0)</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: 0 or more.</returns>
    /// <remarks>Derivative: 1 above 0, and 0 elsewhere, at 0 too.</remarks>
    public static Tensor Relu(Tensor x) => Tensor.Relu(x);
}
