namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Lets one half of the features, swished, gate the other: <c>y = a σ(a) b</c>, with a the first half along an axis and b the second.</summary>
    /// <param name="x">[..., 2 k, ...]: a floating dtype.</param>
    /// <param name="axis">The axis that is halved; in [-rank, rank).</param>
    /// <returns>[..., k, ...]</returns>
    /// <exception cref="ShapeException">There is no such axis, its extent is odd, or the dtype is not floating.</exception>
    /// <remarks>The first half is the gate, as in the source; in <see cref="Glu"/> it is the second. Source: Shazeer, arXiv:2002.05202, equation 5.</remarks>
    public static Tensor SwiGlu(Tensor x, int axis = -1)
    {
        (Tensor first, Tensor second) = Halves("swiglu", x, axis);
        return Silu(first) * second;
    }
}
