namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Tells whether of all elements none is 0; of a mask, whether all are true.</summary>
    /// <returns>[]: Bool; true for no elements.</returns>
    public Tensor All() => All([], keepDims: false);

    /// <summary>Tells whether of the elements along an axis none is 0; of a mask, whether all are true.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <returns>[...]: without the axis; Bool; true where there are no elements.</returns>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public Tensor All(int axis, bool keepDims = false) => All([axis], keepDims);

    /// <summary>Tells whether of the elements along several axes none is 0; of a mask, whether all are true.</summary>
    /// <param name="axes">Each in [-rank, rank); none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <returns>[...]: without the axes; Bool; true where there are no elements.</returns>
    /// <exception cref="ShapeException">There is no such axis, or one stands twice.</exception>
    public Tensor All(ReadOnlySpan<int> axes, bool keepDims = false)
    {
        Tensor isZero = DType == DType.Bool ? !this : Equal(this, 0);
        return Equal(isZero.Sum(axes, keepDims), 0);
    }
}
