namespace AutoGrad.Data;

/// <summary>Gives each column mean 0 and variance 1: <c>y = (x - mean) / deviation</c>.</summary>
/// <param name="Mean">[...]: of each column, without the axis of examples.</param>
/// <param name="Deviation">[...]: the root of each column's variance (over n, not n - 1); 1 for a column that never varies.</param>
public sealed record Standardizer(Tensor Mean, Tensor Deviation)
{
    /// <summary>Measures a data set: the training part, that what is held out stays unseen.</summary>
    /// <param name="x">[n, ...]: floating; n is 1 or more.</param>
    /// <exception cref="ShapeException">There is no example, or the dtype is not floating.</exception>
    public static Standardizer Fit(Tensor x)
    {
        Columns.Require("Standardizer.Fit", x);
        Tensor mean = x.Mean(axis: 0);
        Tensor deviation = Tensor.Sqrt(Tensor.Square(x - mean).Mean(axis: 0));

        // By its extremes, for a mean is rounded and a column of one number may seem to vary by that.
        return new Standardizer(mean, Columns.OneWhereConstant(x, deviation));
    }

    /// <summary>Standardizes examples.</summary>
    /// <param name="x">[n, ...] or [...]</param>
    /// <returns>[n, ...] or [...]</returns>
    /// <exception cref="ShapeException">The columns are others than those fitted: nothing is broadcast.</exception>
    public Tensor Apply(Tensor x) => (Columns.RequireThose("Standardizer.Apply", x, Mean) - Mean) / Deviation;

    /// <summary>The way back: <c>x = y deviation + mean</c>.</summary>
    /// <param name="y">[n, ...] or [...]: standardized.</param>
    /// <returns>[n, ...] or [...]</returns>
    /// <exception cref="ShapeException">The columns are others than those fitted: nothing is broadcast.</exception>
    public Tensor Invert(Tensor y) => Columns.RequireThose("Standardizer.Invert", y, Mean) * Deviation + Mean;
}
