namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Lets one half of the features gate the other: <c>y = a σ(b)</c>, with a the first half along an axis and b the second.</summary>
    /// <param name="x">[..., 2 k, ...]: a floating dtype.</param>
    /// <param name="axis">The axis that is halved; in [-rank, rank).</param>
    /// <returns>[..., k, ...]</returns>
    /// <exception cref="ShapeException">There is no such axis, its extent is odd, or the dtype is not floating.</exception>
    /// <remarks>Source: Dauphin, Fan, Auli and Grangier, arXiv:1612.08083, equation 1.</remarks>
    public static Tensor Glu(Tensor x, int axis = -1)
    {
        (Tensor first, Tensor second) = Halves("glu", x, axis);
        return first * Tensor.Sigmoid(second);
    }

    private static (Tensor First, Tensor Second) Halves(string op, Tensor x, int axis)
    {
        Arguments.RequireFloating(op, x);
        int at = Arguments.AxisOf(op, x, axis);
        if (x.Shape[at] % 2 != 0)
        {
            throw new ShapeException(op, $"axis {axis} must have an even extent, to be halved", x.Spec.ToString());
        }

        Tensor[] halves = x.Split(2, at);
        return (halves[0], halves[1]);
    }
}
