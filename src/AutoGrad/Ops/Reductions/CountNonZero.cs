namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Counts those of all elements that are not 0; a NaN is not, and of a mask what is true.</summary>
    /// <returns>[]: Int32.</returns>
    public Tensor CountNonZero() => CountNonZero([], keepDims: false);

    /// <summary>Counts those of the elements along an axis that are not 0; a NaN is not, and of a mask what is true.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <returns>[...]: without the axis; Int32.</returns>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public Tensor CountNonZero(int axis, bool keepDims = false) => CountNonZero([axis], keepDims);

    /// <summary>Counts those of the elements along several axes that are not 0; a NaN is not, and of a mask what is true.</summary>
    /// <param name="axes">Each in [-rank, rank); none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <returns>[...]: without the axes; Int32.</returns>
    /// <exception cref="ShapeException">There is no such axis, or one stands twice.</exception>
    public Tensor CountNonZero(ReadOnlySpan<int> axes, bool keepDims = false)
    {
        Tensor isZero = DType == DType.Bool ? !this : Equal(this, 0);
        return (!isZero).Sum(axes, keepDims);
    }
}
