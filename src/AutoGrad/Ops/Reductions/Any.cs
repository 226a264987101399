namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Tells whether of all elements one is not 0; of a mask, whether one is true.</summary>
    /// <returns>[]: Bool; false for no elements.</returns>
    public Tensor Any() => Any([], keepDims: false);

    /// <summary>Tells whether of the elements along an axis one is not 0; of a mask, whether one is true.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <returns>[...]: without the axis; Bool; false where there are no elements.</returns>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public Tensor Any(int axis, bool keepDims = false) => Any([axis], keepDims);

    /// <summary>Tells whether of the elements along several axes one is not 0; of a mask, whether one is true.</summary>
    /// <param name="axes">Each in [-rank, rank); none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <returns>[...]: without the axes; Bool; false where there are no elements.</returns>
    /// <exception cref="ShapeException">There is no such axis, or one stands twice.</exception>
    public Tensor Any(ReadOnlySpan<int> axes, bool keepDims = false)
    {
        return CountNonZero(axes, keepDims) > 0;
    }
}
