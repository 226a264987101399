namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>
    /// Turns scores into a distribution with zeros in it: the point of the simplex nearest to each slice along an axis,
    /// <c>yᵢ = max(xᵢ - τ, 0)</c> with τ such that the slice sums to 1.
    /// </summary>
    /// <param name="x">[...]: scores; a floating dtype.</param>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>[...]: each slice along the axis sums to 1. NaN for a slice of -∞ only, or with +∞ in it.</returns>
    /// <exception cref="ShapeException">There is no such axis, or the dtype is not floating.</exception>
    /// <remarks>
    /// Derivative: <c>ȳ</c> less its mean over the support, inside it; 0 outside. Source: Martins and Astudillo, arXiv:1602.02068, Algorithm 1.
    /// </remarks>
    public static Tensor Sparsemax(Tensor x, int axis = -1)
    {
        Arguments.RequireFloating("sparsemax", x);
        int at = Arguments.AxisOf("sparsemax", x, axis);
        int extent = x.Shape[at];
        if (extent == 0)
        {
            return x;
        }

        // Differences from the greatest score keep their digits however large the scores are.
        Tensor z = x - Transform.StopGradient(x.Max(at, keepDims: true));
        Tensor support = Support(Transform.StopGradient(z), at, extent);
        Tensor count = support.To(x.DType).Sum(at, keepDims: true);
        Tensor threshold = (Tensor.Where(support, z, 0.0).Sum(at, keepDims: true) - 1.0) / count;

        // Without a number there is no support.
        Tensor outside = Tensor.Where(count > 0.0, 0.0, Tensor.Full([], double.NaN, x.DType));
        return Tensor.Where(support, Tensor.Relu(z - threshold), outside);
    }

    /// <summary>Which elements are above the threshold that Algorithm 1 finds in the sorted slice.</summary>
    private static Tensor Support(Tensor z, int axis, int extent)
    {
        Tensor sorted = z.Sort(axis, descending: true);
        Tensor rank = Tensor.Arange(1, extent + 1, z.DType).Reshape([-1, .. Enumerable.Repeat(1, z.Rank - 1 - axis)]);
        Tensor counted = 1.0 + rank * sorted > sorted.CumSum(axis);
        Tensor count = counted.To(z.DType).Sum(axis, keepDims: true);
        return z > (Tensor.Where(counted, sorted, 0.0).Sum(axis, keepDims: true) - 1.0) / count;
    }
}
