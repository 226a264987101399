namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Takes a diagonal of a matrix, or of each matrix of a stack: <c>y[i] = x[i, i + offset]</c>.</summary>
    /// <param name="offset">How far above the main diagonal; negative for below.</param>
    /// <param name="firstAxis">The matrices' rows; in [-rank, rank).</param>
    /// <param name="secondAxis">The matrices' columns; in [-rank, rank).</param>
    /// <returns>[..., k]: without the two axes, the diagonal last; empty if it lies outside.</returns>
    /// <exception cref="ShapeException">There are no two such axes.</exception>
    public Tensor Diagonal(int offset = 0, int firstAxis = -2, int secondAxis = -1)
    {
        (int row, int column) = (Shape.Axis(firstAxis, "diagonal"), Shape.Axis(secondAxis, "diagonal"));
        if (row == column)
        {
            throw new ShapeException("diagonal", "two different axes are needed", $"{firstAxis} and {secondAxis} for {Spec}");
        }

        Tensor x = Transpose([.. Enumerable.Range(0, Rank).Where(axis => axis != row && axis != column), row, column]);
        (int n, int m) = (x.Shape[-2], x.Shape[-1]);
        int length = Math.Max(0, offset >= 0 ? Math.Min(n, m - offset) : Math.Min(n + offset, m));
        // Row by row, the next of the diagonal is one row and one place further.
        return x.Reshape([.. x.Shape[..^2], n * m]).SliceAxis(-1, length == 0 ? 0 : offset >= 0 ? offset : -offset * m, length, m + 1);
    }
}
