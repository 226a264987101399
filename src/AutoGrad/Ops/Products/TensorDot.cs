namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Multiplies and sums over axes: the last of <paramref name="x"/> with the first of <paramref name="y"/>.</summary>
    /// <param name="x">[..., c]: c stands for as many axes as are summed.</param>
    /// <param name="y">[c, ...]: the same floating dtype.</param>
    /// <param name="axes">How many axes are summed; 2 for matrices as one list of numbers.</param>
    /// <returns>[x's other axes, y's other axes]</returns>
    /// <exception cref="ShapeException">There are not so many axes, or their extents differ.</exception>
    public static Tensor TensorDot(Tensor x, Tensor y, int axes = 2)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ShapeException.ThrowUnless(axes >= 0 && axes <= x.Rank && axes <= y.Rank, "tensor_dot", $"both tensors must have the {axes} axes to sum", x.Spec, y.Spec);
        return TensorDot(x, y, [.. Enumerable.Range(x.Rank - axes, axes)], [.. Enumerable.Range(0, axes)]);
    }

    /// <summary>Multiplies and sums over axes that are named pair by pair.</summary>
    /// <param name="x">[...]: a floating dtype.</param>
    /// <param name="y">[...]: the same dtype.</param>
    /// <param name="xAxes">Axes of <paramref name="x"/>, each in [-rank, rank).</param>
    /// <param name="yAxes">The axes of <paramref name="y"/> that belong to them.</param>
    /// <returns>[x's other axes, y's other axes]</returns>
    /// <exception cref="ShapeException">The axes do not pair up, or their extents differ.</exception>
    public static Tensor TensorDot(Tensor x, Tensor y, ReadOnlySpan<int> xAxes, ReadOnlySpan<int> yAxes)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        int[] left = [.. xAxes.ToArray().Select(axis => x.Shape.Axis(axis, "tensor_dot"))];
        int[] right = [.. yAxes.ToArray().Select(axis => y.Shape.Axis(axis, "tensor_dot"))];
        ShapeException.ThrowUnless(
            left.Select(axis => x.Shape[axis]).SequenceEqual(right.Select(axis => y.Shape[axis])) && left.Distinct().Count() == left.Length && right.Distinct().Count() == right.Length,
            "tensor_dot", $"axes [{string.Join(", ", left)}] and [{string.Join(", ", right)}] must pair up, each once, with equal extents", x.Spec, y.Spec);
        int[] xFree = [.. Enumerable.Range(0, x.Rank).Except(left)];
        int[] yFree = [.. Enumerable.Range(0, y.Rank).Except(right)];
        int size = left.Aggregate(1, (product, axis) => product * x.Shape[axis]);
        int[] rows = [.. xFree.Select(axis => x.Shape[axis])];
        int[] columns = [.. yFree.Select(axis => y.Shape[axis])];
        Tensor a = x.Transpose([.. xFree, .. left]).Reshape([rows.Aggregate(1, (product, extent) => product * extent), size]);
        Tensor b = y.Transpose([.. right, .. yFree]).Reshape([size, columns.Aggregate(1, (product, extent) => product * extent)]);
        return MatMul(a, b).Reshape([.. rows, .. columns]);
    }
}
