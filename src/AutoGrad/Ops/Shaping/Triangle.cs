namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Makes a matrix of ones on and below a diagonal, zeros above.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns; as many as rows unless said.</param>
    /// <param name="diagonal">The last diagonal with ones: how far above the main one; negative for below.</param>
    /// <param name="dtype">Of the result; Bool for a mask.</param>
    /// <returns>[rows, columns]</returns>
    public static Tensor Tri(int rows, int? columns = null, int diagonal = 0, DType dtype = DType.Float32) =>
        Lower(rows, columns ?? rows, diagonal).To(dtype);

    /// <summary>Keeps what is on and below a diagonal of a matrix, or of each of a stack; zeros above.</summary>
    /// <param name="diagonal">The last diagonal kept: how far above the main one; negative for below.</param>
    /// <returns>[..., n, m]</returns>
    /// <exception cref="ShapeException">There are fewer than two axes.</exception>
    public Tensor Tril(int diagonal = 0)
    {
        ShapeException.ThrowUnless(Rank >= 2, "tril", "a matrix or a stack of matrices is needed", Spec);
        return Where(Lower(Shape[-2], Shape[-1], diagonal), this, Zeros([], DType));
    }

    /// <summary>Keeps what is on and above a diagonal of a matrix, or of each of a stack; zeros below.</summary>
    /// <param name="diagonal">The first diagonal kept: how far above the main one; negative for below.</param>
    /// <returns>[..., n, m]</returns>
    /// <exception cref="ShapeException">There are fewer than two axes.</exception>
    public Tensor Triu(int diagonal = 0)
    {
        ShapeException.ThrowUnless(Rank >= 2, "triu", "a matrix or a stack of matrices is needed", Spec);
        return Where(Lower(Shape[-2], Shape[-1], diagonal - 1), Zeros([], DType), this);
    }

    private static Tensor Lower(int rows, int columns, int diagonal) =>
        Arange(0, columns, DType.Int32) - Arange(0, rows, DType.Int32).ExpandDims(1) <= diagonal;
}
