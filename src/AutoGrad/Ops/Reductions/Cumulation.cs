namespace AutoGrad;

/// <summary>What cumulative functions without a kernel of their own share.</summary>
internal static class Cumulation
{
    /// <summary>
    /// Combines each place with all before it, in as many steps as the count has binary digits: after step k a place holds
    /// the 2ᵏ up to it. Derivatives of every order are those of the function that combines two.
    /// </summary>
    /// <remarks>Source: Hillis and Steele, Data parallel algorithms, Communications of the ACM 29 (1986).</remarks>
    public static Tensor Run(Tensor x, int axis, bool exclusive, bool reverse, double identity, Func<Tensor, Tensor, Tensor> combine)
    {
        int extent = x.Shape[axis];
        Tensor y = reverse ? x.Flip(axis) : x;
        for (int distance = 1; distance < extent; distance *= 2)
        {
            Tensor later = combine(y.SliceAxis(axis, 0, extent - distance), y.SliceAxis(axis, distance, extent - distance));
            y = Tensor.Concatenate([y.SliceAxis(axis, 0, distance), later], axis);
        }

        if (exclusive && extent > 0)
        {
            y = Tensor.Concatenate([Tensor.Full(x.Shape.With(axis, 1), identity, x.DType), y.SliceAxis(axis, 0, extent - 1)], axis);
        }

        return reverse ? y.Flip(axis) : y;
    }
}
