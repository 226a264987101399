namespace AutoGrad.Nn;

public static partial class Normalize
{
    /// <summary>Takes out mean and variance along an axis: <c>y = (x - μ) / √(σ² + ε)</c>.</summary>
    /// <param name="x">[...]: a floating dtype.</param>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="epsilon">Added to the variance, in its units; 0 or more.</param>
    /// <returns>[...]: with mean 0 and variance 1 along the axis; 0 where all numbers along it are equal.</returns>
    /// <exception cref="ShapeException">There is no such axis, or the dtype is not floating.</exception>
    /// <exception cref="ArgumentException">Epsilon is negative.</exception>
    public static Tensor Standardize(Tensor x, int axis = -1, double epsilon = 1e-5) => Standardize(x, [axis], epsilon);

    /// <summary>Takes out mean and variance over several axes: <c>y = (x - μ) / √(σ² + ε)</c>.</summary>
    /// <param name="x">[...]: a floating dtype.</param>
    /// <param name="axes">Each in [-rank, rank); none means all.</param>
    /// <param name="epsilon">Added to the variance, in its units; 0 or more.</param>
    /// <returns>[...]: with mean 0 and variance 1 over the axes; 0 where all numbers are equal.</returns>
    /// <exception cref="ShapeException">There is no such axis, one stands twice, or the dtype is not floating.</exception>
    /// <exception cref="ArgumentException">Epsilon is negative.</exception>
    public static Tensor Standardize(Tensor x, ReadOnlySpan<int> axes, double epsilon = 1e-5)
    {
        Arguments.RequireFloating("standardize", x);
        RequireEpsilon("standardize", epsilon);
        return Standard(x, axes.IsEmpty ? From(0, x.Rank) : axes, epsilon);
    }
}
