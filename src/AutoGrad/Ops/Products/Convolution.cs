namespace AutoGrad;

/// <summary>What convolutions of rows, images and volumes share.</summary>
internal static class Convolution
{
    private static readonly string[] s_names = ["row", "image", "volume"];
    private static readonly string[] s_places = ["w", "h, w", "d, h, w"];
    private static readonly string[] s_taps = ["kw", "kh, kw", "kd, kh, kw"];

    /// <summary>What rows, images or volumes are: <c>[n, c, h, w]</c>.</summary>
    /// <param name="axes">How many axes there are after the channels; 1 to 3.</param>
    public static string Layout(int axes) => $"[n, c, {s_places[axes - 1]}]";

    /// <summary>The shape that a convolution gives.</summary>
    /// <param name="op">The operation, as its user calls it.</param>
    /// <param name="x">[n, c, ...]</param>
    /// <param name="weights">[out, c / groups, ...]</param>
    /// <param name="windows">One for each axis after the channels.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or a window is larger than what it moves over.</exception>
    public static Shape Output(string op, Spec x, Spec weights, ReadOnlySpan<Window1d> windows, int groups)
    {
        int axes = windows.Length;
        ShapeException.ThrowUnlessSameDType(op, x, weights);
        ShapeException.ThrowUnlessFloating(op, x);
        ShapeException.ThrowUnless(
            x.Shape.Rank == axes + 2 && weights.Shape.Rank == axes + 2 && groups >= 1
                && x.Shape[1] == weights.Shape[1] * groups && weights.Shape[0] % groups == 0,
            op, $"x must be {Layout(axes)} and weights [out, c / groups, {s_taps[axes - 1]}], both channels multiples of {groups} groups", x, weights);
        var shape = new int[axes + 2];
        (shape[0], shape[1]) = (x.Shape[0], weights.Shape[0]);
        bool fits = true;
        for (int i = 0; i < axes; i++)
        {
            shape[i + 2] = windows[i].Count(x.Shape[i + 2], weights.Shape[i + 2]);
            fits &= shape[i + 2] > 0 && weights.Shape[i + 2] > 0;
        }

        ShapeException.ThrowUnless(
            fits, op, $"the padded {s_names[axes - 1]} must be at least as large as the dilated filter (add padding)", x, weights);
        return Shape.Create(shape);
    }

    /// <summary>The shape that a transposed convolution gives.</summary>
    /// <param name="op">The operation, as its user calls it.</param>
    /// <param name="x">[n, c, ...]</param>
    /// <param name="weights">[c, out / groups, ...]</param>
    /// <param name="windows">One for each axis after the channels.</param>
    /// <param name="outputPadding">How many places more at each axis' end; each below its stride.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <exception cref="ShapeException">The shapes, channels, paddings or groups do not fit, or nothing would be left.</exception>
    public static Shape TransposedOutput(
        string op, Spec x, Spec weights, ReadOnlySpan<Window1d> windows, ReadOnlySpan<int> outputPadding, int groups)
    {
        int axes = windows.Length;
        ShapeException.ThrowUnlessSameDType(op, x, weights);
        ShapeException.ThrowUnlessFloating(op, x);
        for (int i = 0; i < axes; i++)
        {
            if (outputPadding[i] < 0 || outputPadding[i] >= windows[i].Stride)
            {
                throw new ShapeException(
                    op, "the output padding must be 0 or more, and below the stride", $"{outputPadding[i]} with a stride of {windows[i].Stride}");
            }
        }

        ShapeException.ThrowUnless(
            x.Shape.Rank == axes + 2 && weights.Shape.Rank == axes + 2 && groups >= 1 && x.Shape[1] == weights.Shape[0] && x.Shape[1] % groups == 0,
            op, $"x must be {Layout(axes)} and weights [c, out / groups, {s_taps[axes - 1]}], c a multiple of {groups} groups", x, weights);
        var shape = new int[axes + 2];
        (shape[0], shape[1]) = (x.Shape[0], weights.Shape[1] * groups);
        bool fits = true;
        for (int i = 0; i < axes; i++)
        {
            shape[i + 2] = windows[i].Spread(x.Shape[i + 2], weights.Shape[i + 2]) + outputPadding[i];
            fits &= shape[i + 2] > 0 && x.Shape[i + 2] > 0 && weights.Shape[i + 2] > 0;
        }

        ShapeException.ThrowUnless(
            fits, op, $"x and weights must hold places, and the padding leave some of the output (it would be {string.Join(" by ", shape[2..])})", x, weights);
        return Shape.Create(shape);
    }

    /// <summary>
    /// Where the taps along the depth find the planes of volumes, channel by channel: plane j of channel c is number
    /// <c>c extent + j</c>.
    /// </summary>
    /// <param name="windows">How many windows there are along the depth.</param>
    /// <param name="channels">How many channels there are.</param>
    /// <param name="taps">How many planes a window holds.</param>
    /// <param name="extent">How many planes a channel has, padding included.</param>
    /// <param name="moves">How the window moves along the depth; its padding is in the planes.</param>
    /// <returns>[windows, channels taps]: Int32.</returns>
    public static Tensor Planes(int windows, int channels, int taps, int extent, Window1d moves)
    {
        var places = new int[windows * channels * taps];
        for (int i = 0; i < places.Length; i++)
        {
            (int window, int rest) = Math.DivRem(i, channels * taps);
            (int channel, int tap) = Math.DivRem(rest, taps);
            places[i] = channel * extent + window * moves.Stride + tap * moves.Dilation;
        }

        return Tensor.From([windows, channels * taps], places);
    }
}
