namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Takes the greatest elements along an axis, the greatest first, and says where they were.</summary>
    /// <param name="k">How many; in [0, n] for an axis of extent n.</param>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="largest">Whether the greatest are wanted; otherwise the least, the least first.</param>
    /// <returns>Values and indices, both [..., k, ...]; among equals the lowest index comes first. A NaN counts as greater than all.</returns>
    /// <exception cref="ShapeException">There is no such axis, it does not have so many elements, or the dtype is Bool.</exception>
    /// <remarks>Derivative: cotangents go back to where their elements came from.</remarks>
    public ValuesAndIndices TopK(int k, int axis = -1, bool largest = true)
    {
        int at = Shape.Axis(axis, "top_k");
        if (k < 0 || k > Shape[at])
        {
            throw new ShapeException("top_k", $"k must be in [0, {Shape[at]}] for axis {axis}", $"{k} for {Spec}");
        }

        Tensor indices = ArgSort(at, descending: largest).SliceAxis(at, 0, k);
        return new ValuesAndIndices(TakeAlongAxis(indices, at), indices);
    }
}
