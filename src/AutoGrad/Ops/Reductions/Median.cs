namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Finds the middle of all elements: half are less, half greater.</summary>
    /// <returns>[]: NaN for a NaN among them.</returns>
    /// <exception cref="ShapeException">There are no elements, or the dtype is not floating.</exception>
    /// <remarks>The mean of the middle two for an even number. Derivative: 1 for the middle element, or ½ for each of the two.</remarks>
    public Tensor Median() => Median([]);

    /// <summary>Finds the middle of the elements along an axis: half are less, half greater.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <returns>[...]: without the axis; NaN for a NaN among the elements.</returns>
    /// <exception cref="ShapeException">There is no such axis, it has no elements, or the dtype is not floating.</exception>
    /// <remarks>The mean of the middle two for an even number. Derivative: 1 for the middle element, or ½ for each of the two.</remarks>
    public Tensor Median(int axis, bool keepDims = false) => Median([axis], keepDims);

    /// <summary>Finds the middle of the elements along several axes: half are less, half greater.</summary>
    /// <param name="axes">Each in [-rank, rank); none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <returns>[...]: without the axes; NaN for a NaN among the elements.</returns>
    /// <exception cref="ShapeException">There is no such axis, one stands twice or has no elements, or the dtype is not floating.</exception>
    /// <remarks>The mean of the middle two for an even number. Derivative: 1 for the middle element, or ½ for each of the two.</remarks>
    public Tensor Median(ReadOnlySpan<int> axes, bool keepDims = false) => Quantile(0.5, axes, keepDims);
}
