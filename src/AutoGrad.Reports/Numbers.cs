namespace AutoGrad.Reports;

/// <summary>Tensors as plain numbers.</summary>
internal static class Numbers
{
    /// <summary>All elements in order, Bool as 0 and 1. A tensor inside a transform gives the numbers that it has.</summary>
    /// <param name="x">[...]: any dtype.</param>
    public static double[] All(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.To(DType.Float64).ToArray<double>();
    }

    /// <summary>The elements of a vector.</summary>
    /// <param name="x">[n]: any dtype.</param>
    /// <param name="operation">Who asks, for the message.</param>
    public static double[] Row(Tensor x, string operation)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Shape.Rank == 1
            ? All(x)
            : throw new ShapeException(operation, "the numbers must be [n]: pick a row, or flatten with x.Reshape([-1])", x.Spec.ToString());
    }

    /// <summary>The rows of a matrix.</summary>
    /// <param name="x">[r, c]: any dtype, with elements.</param>
    /// <param name="operation">Who asks, for the message.</param>
    public static (double[] Values, int Rows, int Columns) Matrix(Tensor x, string operation)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Shape.Rank == 2 && x.Size > 0
            ? (All(x), x.Shape[0], x.Shape[1])
            : throw new ShapeException(operation, "the numbers must be a matrix [rows, columns] with elements", x.Spec.ToString());
    }
}
