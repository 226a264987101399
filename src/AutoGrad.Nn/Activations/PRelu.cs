namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Flattens each element below 0 by a slope that is learned: <c>y = x</c> above 0, <c>slope · x</c> elsewhere.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <param name="slope">[...]: broadcasts to the shape of <paramref name="x"/>; the same dtype. For one slope a channel of [n, c, h, w]: [c, 1, 1].</param>
    /// <returns>[...]: the shape of <paramref name="x"/>.</returns>
    /// <exception cref="ShapeException">The slope does not broadcast to the shape of x, or the dtypes differ or are not floating.</exception>
    /// <remarks>
    /// Derivatives: 1 above 0 and the slope elsewhere, at 0 too; for the slope <c>min(x, 0)</c>.
    /// Source: He, Zhang, Ren and Sun, arXiv:1502.01852, equation 1.
    /// </remarks>
    public static Tensor PRelu(Tensor x, Tensor slope)
    {
        Arguments.RequireFloating("prelu", x);
        ArgumentNullException.ThrowIfNull(slope);
        if (slope.DType != x.DType || !BroadcastsTo(slope.Shape, x.Shape))
        {
            throw new ShapeException(
                "prelu", "the slope must broadcast to x and have its dtype (one a channel of [n, c, h, w] is [c, 1, 1])", $"{x.Spec} and {slope.Spec}");
        }

        // Relu and Negative each give 0 on the other's side, so that neither slope meets the infinity of the other.
        return Tensor.Relu(x) + slope * Negative(x);
    }

    private static bool BroadcastsTo(Shape from, Shape to)
    {
        int more = to.Rank - from.Rank;
        return more >= 0 && Enumerable.Range(0, from.Rank).All(axis => from[axis] == 1 || from[axis] == to[axis + more]);
    }
}
