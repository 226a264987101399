namespace AutoGrad;

public static partial class LinearAlgebra
{
    /// <summary>Measures matrices. A vector, or elements as such, are measured by the tensor's own <c>Norm</c>.</summary>
    /// <param name="x">[..., m, n]: of a floating dtype.</param>
    /// <param name="norm">How.</param>
    /// <returns>[...]: 0 for matrices without elements.</returns>
    /// <exception cref="ShapeException">There are fewer than two axes, or the dtype is not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such norm.</exception>
    /// <remarks>At kinks the derivative is the least: 0 at the zero matrix, and shared evenly by equal columns, rows or singular values.</remarks>
    public static Tensor Norm(Tensor x, MatrixNorm norm = MatrixNorm.Frobenius)
    {
        (int m, int n) = RequireMatrix("norm", x);
        if (!Enum.IsDefined(norm))
        {
            throw new ArgumentOutOfRangeException(nameof(norm), norm, "There is no such norm.");
        }

        if (m == 0 || n == 0)
        {
            return x.Sum([-2, -1]);
        }

        return norm switch
        {
            MatrixNorm.Nuclear => SingularValues(x).Sum(-1),
            MatrixNorm.Spectral => SingularValues(x).Max(-1),
            MatrixNorm.One => Tensor.Abs(x).Sum(-2).Max(-1),
            MatrixNorm.Infinity => Tensor.Abs(x).Sum(-1).Max(-1),
            _ => x.Norm([-2, -1]),
        };
    }

    /// <summary>Measures how much matrices magnify relative errors: the greatest singular value over the least.</summary>
    /// <param name="x">[..., m, n]: of a floating dtype.</param>
    /// <returns>[...]: 1 or more; infinity, with derivative 0, for matrices whose least singular value is 0; 0 for matrices without elements.</returns>
    /// <exception cref="ShapeException">There are fewer than two axes, or the dtype is not floating.</exception>
    public static Tensor ConditionNumber(Tensor x)
    {
        (int m, int n) = RequireMatrix("condition_number", x);
        if (m == 0 || n == 0)
        {
            return x.Sum([-2, -1]);
        }

        Tensor values = SingularValues(x);
        Tensor least = values.Min(-1);
        Tensor singular = Tensor.Equal(least, 0);
        return Tensor.Where(singular, double.PositiveInfinity, values.Max(-1) / Tensor.Where(singular, 1.0, least));
    }

    /// <summary>Counts how many dimensions the columns of matrices span.</summary>
    /// <param name="x">[..., m, n]: of a floating dtype.</param>
    /// <param name="relativeTolerance">Singular values of at most this times the greatest count as 0; the greater of m and n, times the distance from 1 to the next number, unless said.</param>
    /// <returns>[...]: Int32, a constant to every derivative.</returns>
    /// <exception cref="ShapeException">There are fewer than two axes, or the dtype is not floating.</exception>
    public static Tensor Rank(Tensor x, double? relativeTolerance = null)
    {
        (int m, int n) = RequireMatrix("rank", x);
        if (m == 0 || n == 0)
        {
            return Tensor.Zeros(x.Shape[..^2], DType.Int32);
        }

        Tensor values = Transform.StopGradient(SingularValues(x));
        return (values > Tolerance(x, relativeTolerance) * values.Max(-1, keepDims: true)).CountNonZero(-1);
    }

    /// <summary>Adds up the diagonals of matrices.</summary>
    /// <param name="x">[..., m, n]: of a floating dtype.</param>
    /// <returns>[...]: 0 for matrices without elements.</returns>
    /// <exception cref="ShapeException">There are fewer than two axes, or the dtype is not floating.</exception>
    public static Tensor Trace(Tensor x)
    {
        RequireMatrix("trace", x);
        return x.Diagonal().Sum(-1);
    }
}
