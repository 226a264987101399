namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the variance of the elements along an axis: <c>y = Σ (xᵢ - m)² / (n - correction)</c>, with the mean m.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <param name="correction">What is taken from the count before dividing by it: 0 for all there is, 1 for a sample of it.</param>
    /// <returns>[...]: without the axis; NaN where it does not hold more elements than <paramref name="correction"/>.</returns>
    /// <exception cref="ShapeException">There is no such axis, or the dtype is not floating.</exception>
    /// <remarks>In two passes: the squares are of distances from the mean, so that no digits cancel.</remarks>
    public Tensor Variance(int axis, bool keepDims = false, double correction = 0) => Variance([axis], keepDims, correction);

    /// <summary>Computes the variance of the elements along some axes, or of all: <c>y = Σ (xᵢ - m)² / (n - correction)</c>, with the mean m.</summary>
    /// <param name="axes">Each in [-rank, rank); none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <param name="correction">What is taken from the count before dividing by it: 0 for all there is, 1 for a sample of it.</param>
    /// <returns>[...]: without the axes; NaN where it does not hold more elements than <paramref name="correction"/>.</returns>
    /// <exception cref="ShapeException">There is no such axis, one stands twice, or the dtype is not floating.</exception>
    /// <remarks>In two passes: the squares are of distances from the mean, so that no digits cancel.</remarks>
    public Tensor Variance(ReadOnlySpan<int> axes = default, bool keepDims = false, double correction = 0)
    {
        ShapeException.ThrowUnlessFloating("variance", Spec);
        int count = Reduction.Count(Shape, Axes.Of(Shape, axes, "variance"));
        return Square(this - Mean(axes, keepDims: true)).Sum(axes, keepDims) / Math.Max(count - correction, 0);
    }
}
