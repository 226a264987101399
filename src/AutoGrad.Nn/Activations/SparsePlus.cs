namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Rounds the corner of ReLU by a parabola: <c>y = 0</c> from -1 down, <c>(x + 1)² / 4</c> between -1 and 1, and x from 1 up.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: 0 or more.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>Derivative: <see cref="SparseSigmoid"/>; continuous. The softplus of <see cref="Sparsemax"/>.</remarks>
    public static Tensor SparsePlus(Tensor x)
    {
        Arguments.RequireFloating("sparse_plus", x);
        return Tensor.Where(x >= 1.0, x, 0.25 * Tensor.Square(1.0 + Tensor.Clamp(x, -1, 1)));
    }
}
