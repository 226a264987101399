namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Puts the elements along an axis in order, the least first.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="descending">Whether the greatest comes first.</param>
    /// <returns>[...]: this shape. Equal elements keep their order; a NaN counts as greater than all.</returns>
    /// <exception cref="ShapeException">There is no such axis, or the dtype is Bool.</exception>
    /// <remarks>Derivative: cotangents go back to where their elements came from.</remarks>
    public Tensor Sort(int axis = -1, bool descending = false) => TakeAlongAxis(ArgSort(axis, descending), axis);
}
