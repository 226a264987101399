namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Squeezes each element into [0, 1] by a straight line: <c>y = min(max((x + 1) / 2, 0), 1)</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: in [0, 1].</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>Derivative: ½ inside (-1, 1), and 0 elsewhere, at ±1 too. The sigmoid of <see cref="Sparsemax"/>.</remarks>
    public static Tensor SparseSigmoid(Tensor x)
    {
        Arguments.RequireFloating("sparse_sigmoid", x);
        return Cut(0.5 * x + 0.5, 0, 1);
    }
}
