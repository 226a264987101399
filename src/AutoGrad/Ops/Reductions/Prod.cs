namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Multiplies all elements: <c>y = Π xᵢ</c>.</summary>
    /// <returns>[]: 1 for no elements. Integers wrap around; a mask counts as 0 and 1, in Int32.</returns>
    /// <remarks>Derivative: the product of the other elements, formed without dividing, and so exact beside zeros, in every order.</remarks>
    public Tensor Prod() => Prod([], keepDims: false);

    /// <summary>Multiplies the elements along an axis: <c>y = Π xᵢ</c>.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <returns>[...]: without the axis; 1 where there are no elements.</returns>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    /// <remarks>Derivative: the product of the other elements, formed without dividing, and so exact beside zeros, in every order.</remarks>
    public Tensor Prod(int axis, bool keepDims = false) => Prod([axis], keepDims);

    /// <summary>Multiplies the elements along several axes: <c>y = Π xᵢ</c>.</summary>
    /// <param name="axes">Each in [-rank, rank); none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <returns>[...]: without the axes; 1 where there are no elements.</returns>
    /// <exception cref="ShapeException">There is no such axis, or one stands twice.</exception>
    /// <remarks>Derivative: the product of the other elements, formed without dividing, and so exact beside zeros, in every order.</remarks>
    public Tensor Prod(ReadOnlySpan<int> axes, bool keepDims = false)
    {
        Tensor x = DType == DType.Bool ? To(DType.Int32) : this;
        Axes reduced = Axes.Of(Shape, axes, "prod");
        Tensor y = reduced.Count == 0 ? x : Multiplied(Reduction.ToFront(x, reduced));
        return keepDims ? y.Reshape(reduced.Reduce(Shape, keepDims: true)) : y;
    }

    // Half times half until one is left. Each factor's cotangent is then made of products of the others, as
    // prefix times suffix would be; a tree needs fewer roundings and its derivatives are again such products.
    private static Tensor Multiplied(Tensor x)
    {
        while (x.Shape[0] > 1)
        {
            int half = x.Shape[0] / 2;
            Tensor y = x.SliceAxis(0, 0, half) * x.SliceAxis(0, half, half);
            x = x.Shape[0] % 2 == 0 ? y : Concatenate([y, x.SliceAxis(0, 2 * half, 1)]);
        }

        return x.Shape[0] == 0 ? Ones(x.Shape[1..], x.DType) : x.Reshape(x.Shape[1..]);
    }
}
