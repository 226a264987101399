namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the standard deviation of the elements along an axis: the root of <see cref="Variance(ReadOnlySpan{int}, bool, double)"/>.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <param name="correction">What is taken from the count before dividing by it: 0 for all there is, 1 for a sample of it.</param>
    /// <returns>[...]: without the axis; NaN where it does not hold more elements than <paramref name="correction"/>.</returns>
    /// <exception cref="ShapeException">There is no such axis, or the dtype is not floating.</exception>
    /// <remarks>No square overflows or underflows on the way. Derivative: <c>(xᵢ - m) / ((n - correction) y)</c>, and 0 where all elements are equal.</remarks>
    public Tensor StandardDeviation(int axis, bool keepDims = false, double correction = 0) => StandardDeviation([axis], keepDims, correction);

    /// <summary>Computes the standard deviation of the elements along some axes, or of all: the root of <see cref="Variance(ReadOnlySpan{int}, bool, double)"/>.</summary>
    /// <param name="axes">Each in [-rank, rank); none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <param name="correction">What is taken from the count before dividing by it: 0 for all there is, 1 for a sample of it.</param>
    /// <returns>[...]: without the axes; NaN where it does not hold more elements than <paramref name="correction"/>.</returns>
    /// <exception cref="ShapeException">There is no such axis, one stands twice, or the dtype is not floating.</exception>
    /// <remarks>No square overflows or underflows on the way. Derivative: <c>(xᵢ - m) / ((n - correction) y)</c>, and 0 where all elements are equal.</remarks>
    public Tensor StandardDeviation(ReadOnlySpan<int> axes = default, bool keepDims = false, double correction = 0)
    {
        ShapeException.ThrowUnlessFloating("standard_deviation", Spec);
        int count = Reduction.Count(Shape, Axes.Of(Shape, axes, "standard_deviation"));

        // The length of the distances: unlike the variance, it stays in range wherever they do.
        return (this - Mean(axes, keepDims: true)).Norm(axes, keepDims) / Math.Sqrt(Math.Max(count - correction, 0));
    }
}
