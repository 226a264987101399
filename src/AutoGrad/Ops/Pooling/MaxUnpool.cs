namespace AutoGrad;

public static partial class Pool
{
    /// <summary>
    /// Puts numbers where <see cref="Max1dWithIndices(Tensor, int, int?, int, int, bool)"/> and its likes found them, and zeros
    /// elsewhere: <c>y[n, c, indices[n, c, i]] = x[n, c, i]</c>.
    /// </summary>
    /// <param name="x">[n, c, ...]: any dtype.</param>
    /// <param name="indices">[n, c, ...]: Int32 or Int64, the shape of <paramref name="x"/>; each counts through its own channel's places, row by row.</param>
    /// <param name="places">The extents after the channels that the result has; of any rank.</param>
    /// <returns>[n, c, places]</returns>
    /// <exception cref="ShapeException">The shapes differ, there are no channels, or the indices are not integers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not among the places; the message names it.</exception>
    /// <remarks>Of several numbers for one place the last stays, and has the derivative.</remarks>
    public static Tensor MaxUnpool(Tensor x, Tensor indices, Shape places)
    {
        ArgumentNullException.ThrowIfNull(places);
        return Unpooled("max_unpool", x, indices, places);
    }

    /// <summary>Undoes <see cref="Max1d(Tensor, int, int?, int, int, bool)"/> but for what was not the greatest, which becomes 0.</summary>
    /// <param name="x">[n, c, w]: what the pool gave.</param>
    /// <param name="indices">[n, c, w]: where it was.</param>
    /// <param name="window">How many places the window held.</param>
    /// <param name="stride">Distance from one window to the next; the window's size unless said.</param>
    /// <param name="padding">Places at each end that were never chosen.</param>
    /// <returns>[n, c, (w - 1) stride - 2 padding + window]: the least row that the pool could have come from; <see cref="MaxUnpool"/> makes others.</returns>
    /// <exception cref="ShapeException">The shapes differ, or are not of rank 3, or the indices are not integers, or nothing would be left of the rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not on the row; the message names it.</exception>
    public static Tensor MaxUnpool1d(Tensor x, Tensor indices, int window, int? stride = null, int padding = 0) =>
        Undone("max_unpool1d", x, indices, 1, window, Moves(window, stride, padding, 1));

    /// <summary>Undoes <see cref="Max2d(Tensor, int, int?, int, int, bool)"/> but for what was not the greatest, which becomes 0.</summary>
    /// <param name="x">[n, c, h, w]: what the pool gave.</param>
    /// <param name="indices">[n, c, h, w]: where it was.</param>
    /// <param name="window">Height and width of the window, in pixels.</param>
    /// <param name="stride">Distance from one window to the next; the window's size unless said.</param>
    /// <param name="padding">Places around the image that were never chosen.</param>
    /// <returns>[n, c, (h - 1) stride - 2 padding + window, …]: the least image that the pool could have come from; <see cref="MaxUnpool"/> makes others.</returns>
    /// <exception cref="ShapeException">The shapes differ, or are not of rank 4, or the indices are not integers, or nothing would be left of the images.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not in the image; the message names it.</exception>
    public static Tensor MaxUnpool2d(Tensor x, Tensor indices, int window, int? stride = null, int padding = 0) =>
        Undone("max_unpool2d", x, indices, 2, window, Moves(window, stride, padding, 1));

    /// <summary>Undoes <see cref="Max3d(Tensor, int, int?, int, int, bool)"/> but for what was not the greatest, which becomes 0.</summary>
    /// <param name="x">[n, c, d, h, w]: what the pool gave.</param>
    /// <param name="indices">[n, c, d, h, w]: where it was.</param>
    /// <param name="window">Depth, height and width of the window.</param>
    /// <param name="stride">Distance from one window to the next; the window's size unless said.</param>
    /// <param name="padding">Places around the volume that were never chosen.</param>
    /// <returns>[n, c, (d - 1) stride - 2 padding + window, …]: the least volume that the pool could have come from; <see cref="MaxUnpool"/> makes others.</returns>
    /// <exception cref="ShapeException">The shapes differ, or are not of rank 5, or the indices are not integers, or nothing would be left of the volumes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not in the volume; the message names it.</exception>
    public static Tensor MaxUnpool3d(Tensor x, Tensor indices, int window, int? stride = null, int padding = 0) =>
        Undone("max_unpool3d", x, indices, 3, window, Moves(window, stride, padding, 1));

    private static Tensor Undone(string op, Tensor x, Tensor indices, int axes, int window, Window1d moves)
    {
        ArgumentNullException.ThrowIfNull(x);
        Window1d.RequireValid(op, moves, moves);
        ShapeException.ThrowUnless(x.Rank == axes + 2, op, $"x must be {Convolution.Layout(axes)}", x.Spec);
        int[] places = [.. x.Shape[2..].Select(extent => moves.Spread(extent, window))];
        ShapeException.ThrowUnless(
            places.Min() > 0, op, $"the padding must leave some of the {s_names[axes - 1]} (it would be {string.Join(" by ", places)})", x.Spec);
        return Unpooled(op, x, indices, Shape.Create(places));
    }

    private static Tensor Unpooled(string op, Tensor x, Tensor indices, Shape places)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(indices);
        ShapeException.ThrowUnless(
            x.Rank >= 2 && x.Shape == indices.Shape, op, "x and indices must have one shape, [n, c, ...]", x.Spec, indices.Spec);
        int channels = x.Shape[..2].Size;
        Tensor apart = Tensor.Zeros([channels * places.Size], x.DType);
        Tensor where = AutoGrad.Indices.Offset(op, indices.Reshape([channels, x.Shape[2..].Size]), places.Size);
        return Updates.Apply(op, apart, where.Reshape([x.Size]), x.Reshape([x.Size]), Update.Set).Reshape([x.Shape[0], x.Shape[1], .. places]);
    }
}
