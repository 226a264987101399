namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Moves all places along an axis; what leaves at one end comes in at the other.</summary>
    /// <param name="shift">How far towards the end; negative for towards the start.</param>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>[...]: this shape.</returns>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public Tensor Roll(int shift, int axis)
    {
        int at = Shape.Axis(axis, "roll");
        int extent = Shape[at];
        int moved = extent == 0 ? 0 : (shift % extent + extent) % extent;
        return moved == 0 ? this : Concatenate([SliceAxis(at, extent - moved, moved), SliceAxis(at, 0, extent - moved)], at);
    }
}
