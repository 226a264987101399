namespace AutoGrad;

public static partial class Pool
{
    /// <summary>Averages all places of each channel.</summary>
    /// <param name="x">[n, c, ...]: channels second, one place or more; a floating dtype.</param>
    /// <returns>[n, c, 1, ...]: the rank of <paramref name="x"/>.</returns>
    /// <exception cref="ShapeException">There are no axes after the channels, or no places.</exception>
    public static Tensor GlobalAverage(Tensor x) => x.Mean(PlaceAxes("global_average_pool", x), keepDims: true);

    /// <summary>Takes the greatest number of each channel.</summary>
    /// <param name="x">[n, c, ...]: channels second, one place or more; a floating dtype.</param>
    /// <returns>[n, c, 1, ...]: the rank of <paramref name="x"/>.</returns>
    /// <exception cref="ShapeException">There are no axes after the channels, or no places.</exception>
    /// <remarks>Derivative: 1 for the first in scan order among equals, as in every pool; <see cref="Tensor.Max()"/> shares it.</remarks>
    public static Tensor GlobalMax(Tensor x)
    {
        int[] ones = [.. PlaceAxes("global_max_pool", x).Select(_ => 1)];
        int places = x.Shape[2..].Size;
        return Max2d(x.Reshape([x.Shape[0], x.Shape[1], 1, places]), (1, places)).Reshape([x.Shape[0], x.Shape[1], .. ones]);
    }

    /// <summary>Takes the p-norm of all places of each channel: <c>y = (Σ |x|ᵖ)^(1/p)</c>.</summary>
    /// <param name="x">[n, c, ...]: channels second, one place or more; a floating dtype.</param>
    /// <param name="p">1 or more; ∞ takes the greatest magnitude.</param>
    /// <returns>[n, c, 1, ...]: the rank of <paramref name="x"/>.</returns>
    /// <exception cref="ShapeException">There are no axes after the channels, or no places; or p is below 1.</exception>
    /// <remarks>Neither overflows nor underflows on the way. Derivative: 0 for a channel of zeros; for ∞, 1 for the first of equal magnitudes.</remarks>
    public static Tensor GlobalLp(Tensor x, double p)
    {
        RequireNorm("global_lp_pool", p);
        int[] axes = PlaceAxes("global_lp_pool", x);
        return double.IsPositiveInfinity(p) ? GlobalMax(Tensor.Abs(x)) : x.Norm(axes, keepDims: true, p);
    }

    private static int[] PlaceAxes(string op, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        ShapeException.ThrowUnlessFloating(op, x.Spec);
        ShapeException.ThrowUnless(x.Rank > 2 && x.Shape[2..].Size > 0, op, "x must be [n, c, ...], with one place or more", x.Spec);
        return [.. Enumerable.Range(2, x.Rank - 2)];
    }
}
