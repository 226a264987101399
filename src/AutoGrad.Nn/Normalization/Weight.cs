namespace AutoGrad.Nn;

public static partial class Normalize
{
    /// <summary>Makes weights of a direction and a length for each output: <c>w = g v / ‖v‖</c>, so that the two are learned apart.</summary>
    /// <param name="direction">[..., outputs, ...]: v, of the shape of the weights; a floating dtype.</param>
    /// <param name="length">[outputs]: g, the length of each output's weights; the same dtype.</param>
    /// <param name="axis">The axis of the outputs, in [-rank, rank): 0 for filters of a convolution, 1 for an <see cref="Affine"/>.</param>
    /// <returns>[..., outputs, ...]: 0 where a direction is 0 throughout.</returns>
    /// <exception cref="ShapeException">There is no such axis, there is not one length an output, or the dtypes differ or are not floating.</exception>
    /// <remarks>
    /// Start with any weights: <c>v = w</c>, and g from <see cref="Tensor.Norm(ReadOnlySpan{int}, bool, double)"/> over the other axes.
    /// Source: Salimans and Kingma, Weight Normalization, arXiv:1602.07868, equation 2.
    /// </remarks>
    public static Tensor Weight(Tensor direction, Tensor length, int axis = 0)
    {
        ArgumentNullException.ThrowIfNull(length);
        Arguments.RequireFloating("weight_norm", direction);
        int at = Arguments.AxisOf("weight_norm", direction, axis);
        RequireShaped("weight_norm", "the lengths", [direction.Shape[at]], direction, length);
        int[] others = [.. Enumerable.Range(0, direction.Rank).Where(other => other != at)];
        Tensor norm = others.Length == 0 ? Tensor.Abs(direction) : direction.Norm(others, keepDims: true);
        Tensor isZero = Tensor.Equal(norm, 0);

        // The direction first: a length over a small norm would overflow in derivatives that are not.
        return direction / Tensor.Where(isZero, 1.0, norm) * Tensor.Where(isZero, 0.0, length.Reshape(norm.Shape));
    }
}
