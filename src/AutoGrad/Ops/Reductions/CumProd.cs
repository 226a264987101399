namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Multiplies up along an axis: <c>yᵢ = x₀ · … · xᵢ</c>.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="exclusive">Whether a place leaves its own element out, and the first has 1.</param>
    /// <param name="reverse">Whether to run from the last place to the first.</param>
    /// <returns>[...]: this shape. A mask counts as 0 and 1, in Int32.</returns>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    /// <remarks>Derivative: products of the other elements, formed without dividing, and so exact beside zeros, in every order.</remarks>
    public Tensor CumProd(int axis, bool exclusive = false, bool reverse = false) =>
        Cumulation.Run(DType == DType.Bool ? To(DType.Int32) : this, Shape.Axis(axis, "cum_prod"), exclusive, reverse, 1, Multiply);
}
