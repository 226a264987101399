namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Cuts each element off below 0 and above 6: <c>y = min(max(x, 0), 6)</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: in [0, 6].</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>Derivative: 1 inside, and 0 elsewhere, at 0 and 6 too. Source: Howard and others, arXiv:1704.04861.</remarks>
    public static Tensor Relu6(Tensor x)
    {
        Arguments.RequireFloating("relu6", x);
        return Cut(x, 0, 6);
    }
}
