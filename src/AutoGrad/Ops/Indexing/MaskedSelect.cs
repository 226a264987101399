namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Takes the elements where a mask is true, in row-major order, into a vector of a size known beforehand.</summary>
    /// <param name="mask">[...]: Bool; broadcasts to this tensor's shape.</param>
    /// <param name="size">How many places the result has; elements beyond them are left out.</param>
    /// <param name="fill">What the places hold that no element is left for.</param>
    /// <returns>[size]</returns>
    /// <exception cref="ShapeException">The mask is not Bool, or does not broadcast.</exception>
    /// <remarks>Unlike <c>x[mask]</c> it never reads the mask's values to know its shape, and so works under Vmap and Checkpoint.</remarks>
    public Tensor MaskedSelect(Tensor mask, int size, double fill = 0)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ShapeException.ThrowUnless(mask.DType == DType.Bool, "masked_select", "the mask must be Bool (compare first: x > 0.0)", mask.Spec);
        Tensor accepts = mask.BroadcastTo(Shape).Reshape([Size]);

        // Each accepted element goes where the number of those before it says, and all others one place past the end.
        Tensor counted = accepts.CumSum(axis: 0, exclusive: true);
        Tensor places = Where(accepts & (counted < size), counted, size);
        return SetPlacesOp.Instance.Apply(Full([size + 1], fill, DType), places, Reshape([Size])).SliceAxis(0, 0, size);
    }
}
