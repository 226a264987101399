namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Multiplies each element of one tensor by the whole of another, as blocks: the Kronecker product.</summary>
    /// <param name="x">[n, m]: or any rank; fewer axes than the other's count as extents of 1 in front.</param>
    /// <param name="y">[p, q]: the same dtype.</param>
    /// <returns>[n p, m q]</returns>
    /// <exception cref="ShapeException">The dtypes differ.</exception>
    public static Tensor Kron(Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        int rank = Math.Max(x.Rank, y.Rank);
        int[] left = [.. Enumerable.Repeat(1, rank - x.Rank), .. x.Shape];
        int[] right = [.. Enumerable.Repeat(1, rank - y.Rank), .. y.Shape];
        Tensor z = x.Reshape([.. left.SelectMany(extent => (int[])[extent, 1])]) * y.Reshape([.. right.SelectMany(extent => (int[])[1, extent])]);
        return z.Reshape([.. left.Zip(right, (a, b) => a * b)]);
    }
}
