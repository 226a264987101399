namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Moves each element between bounds of its own: <c>z = min(max(x, low), high)</c>.</summary>
    /// <param name="x">[...]: any dtype but Bool.</param>
    /// <param name="low">[...]: the least values; the same dtype; a NaN bounds nothing.</param>
    /// <param name="high">[...]: the greatest values; the same dtype; where they are below <paramref name="low"/>, the result.</param>
    /// <returns>[...]: the joint shape of all three; NaN stays NaN.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ.</exception>
    /// <remarks>Derivatives: 1 for x inside and on the bounds, else 1 for the bound that holds it.</remarks>
    public static Tensor Clamp(Tensor x, Tensor low, Tensor high)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(low);
        ArgumentNullException.ThrowIfNull(high);
        const string Name = "clamp";
        ShapeException.ThrowUnlessSameDType(Name, x.Spec, low.Spec);
        ShapeException.ThrowUnlessSameDType(Name, x.Spec, high.Spec);
        ShapeException.ThrowUnless(x.DType != DType.Bool, Name, "numbers are needed (convert with x.To(DType.Int32))", x.Spec);
        Shape bounds = Broadcasting.Join(Name, low.Spec, high.Spec);
        _ = Broadcasting.Join(Name, x.Spec, new Spec(bounds, x.DType));
        return Where((x > high) | (low > high), high, Where(x < low, low, x));
    }
}
