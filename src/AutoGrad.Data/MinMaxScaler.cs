namespace AutoGrad.Data;

/// <summary>Brings each column to [0, 1]: <c>y = (x - low) / range</c>.</summary>
/// <param name="Low">[...]: the least number of each column, without the axis of examples.</param>
/// <param name="Range">[...]: from the least to the greatest; 1 for a column that never varies.</param>
public sealed record MinMaxScaler(Tensor Low, Tensor Range)
{
    /// <summary>Measures a data set: the training part, that what is held out stays unseen.</summary>
    /// <param name="x">[n, ...]: floating; n is 1 or more.</param>
    /// <exception cref="ShapeException">There is no example, or the dtype is not floating.</exception>
    public static MinMaxScaler Fit(Tensor x)
    {
        Columns.Require("MinMaxScaler.Fit", x);
        Tensor low = x.Min(axis: 0);
        return new MinMaxScaler(low, Columns.OneWhereConstant(x, x.Max(axis: 0) - low));
    }

    /// <summary>Scales examples. What lies outside the range that was fitted lies outside [0, 1].</summary>
    /// <param name="x">[n, ...] or [...]</param>
    /// <returns>[n, ...] or [...]</returns>
    /// <exception cref="ShapeException">The columns are others than those fitted: nothing is broadcast.</exception>
    public Tensor Apply(Tensor x) => (Columns.RequireThose("MinMaxScaler.Apply", x, Low) - Low) / Range;

    /// <summary>The way back: <c>x = y range + low</c>.</summary>
    /// <param name="y">[n, ...] or [...]: scaled.</param>
    /// <returns>[n, ...] or [...]</returns>
    /// <exception cref="ShapeException">The columns are others than those fitted: nothing is broadcast.</exception>
    public Tensor Invert(Tensor y) => Columns.RequireThose("MinMaxScaler.Invert", y, Low) * Range + Low;
}

/// <summary>What is measured of columns.</summary>
internal static class Columns
{
    public static void Require(string op, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank == 0 || x.Shape[0] == 0 || x.DType is not (DType.Float32 or DType.Float64))
        {
            throw new ShapeException(op, "x must be [n, ...], floating, with one example or more (convert with x.To(DType.Float32))", x.Spec.ToString());
        }
    }

    /// <summary>Refuses examples whose columns would broadcast to those that were fitted, or repeat them.</summary>
    public static Tensor RequireThose(string op, Tensor x, Tensor fitted)
    {
        ArgumentNullException.ThrowIfNull(x);
        int examples = x.Rank - fitted.Rank;
        return examples is 0 or 1 && x.Shape[examples..] == fitted.Shape
            ? x
            : throw new ShapeException(op, $"there must be the columns that were fitted, [n, ...] or [...] with {fitted.Shape}", x.Spec.ToString());
    }

    /// <summary>A divisor that leaves a column of one number alone.</summary>
    public static Tensor OneWhereConstant(Tensor x, Tensor spread) => Tensor.Where(Tensor.Equal(x.Max(axis: 0), x.Min(axis: 0)), Tensor.OnesLike(spread), spread);
}
