namespace AutoGrad;

public static partial class Pool
{
    /// <summary>Averages all places of each channel.</summary>
    /// <param name="x">[n, c, ...]: channels second, one place or more; a floating dtype.</param>
    /// <returns>[n, c, 1, ...]: the rank of <paramref name="x"/>.</returns>
    /// <exception cref="ShapeException">There are no axes after the channels, or no places.</exception>
    public static Tensor GlobalAverage(Tensor x)
    {
        RequirePlaces("global_average_pool", x);
        return x.Mean([.. Enumerable.Range(2, x.Rank - 2)], keepDims: true);
    }

    /// <summary>Takes the greatest number of each channel.</summary>
    /// <param name="x">[n, c, ...]: channels second, one place or more; a floating dtype.</param>
    /// <returns>[n, c, 1, ...]: the rank of <paramref name="x"/>.</returns>
    /// <exception cref="ShapeException">There are no axes after the channels, or no places.</exception>
    /// <remarks>Derivative: 1 for the first in scan order among equals, as in every pool; <see cref="Tensor.Max()"/> shares it.</remarks>
    public static Tensor GlobalMax(Tensor x)
    {
        RequirePlaces("global_max_pool", x);
        int places = x.Shape[2..].Size;
        return Max2d(x.Reshape([x.Shape[0], x.Shape[1], 1, places]), (1, places))
            .Reshape([x.Shape[0], x.Shape[1], .. Enumerable.Repeat(1, x.Rank - 2)]);
    }

    private static void RequirePlaces(string op, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        ShapeException.ThrowUnlessFloating(op, x.Spec);
        ShapeException.ThrowUnless(x.Rank > 2 && x.Shape[2..].Size > 0, op, "x must be [n, c, ...], with one place or more", x.Spec);
    }
}
