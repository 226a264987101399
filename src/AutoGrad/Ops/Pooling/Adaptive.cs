namespace AutoGrad;

public static partial class Pool
{
    /// <summary>
    /// Averages as many windows as are asked for: window i of m along an extent e holds the places from <c>⌊i e / m⌋</c> to below
    /// <c>⌈(i + 1) e / m⌉</c>, so that windows share places, and differ in size, where m does not divide e.
    /// </summary>
    /// <param name="x">[n, c, h, w]: images, channels first; a floating dtype.</param>
    /// <param name="outputs">How many windows below and beside one another; each 1 or more.</param>
    /// <returns>[n, c, outputs.Height, outputs.Width]</returns>
    /// <exception cref="ShapeException">The image is not of rank 4, or empty; or no outputs are asked for.</exception>
    /// <remarks>The windows are PyTorch's.</remarks>
    public static Tensor AdaptiveAverage2d(Tensor x, (int Height, int Width) outputs)
    {
        (Tensor tiles, int[] rows, int[] columns) = Tiles("adaptive_average_pool2d", x, outputs);
        (int height, int width) = (rows.Length / outputs.Height, columns.Length / outputs.Width);
        Tensor mask = Own(rows).ExpandDims(1) & Own(columns);
        var sum = new WindowSum2dOp(height, width, new Window2d(height, width));
        return sum.Apply(Tensor.Where(mask, tiles, 0.0)) / sum.Apply(mask.To(x.DType).Reshape([1, 1, rows.Length, columns.Length]));
    }

    /// <summary>Takes the greatest numbers of as many windows as are asked for: those of <see cref="AdaptiveAverage2d"/>.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first; a floating dtype.</param>
    /// <param name="outputs">How many windows below and beside one another; each 1 or more.</param>
    /// <returns>[n, c, outputs.Height, outputs.Width]</returns>
    /// <exception cref="ShapeException">The image is not of rank 4, or empty; or no outputs are asked for.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static Tensor AdaptiveMax2d(Tensor x, (int Height, int Width) outputs)
    {
        // A place repeated to fill its tile stands behind itself in scan order, and is not chosen.
        (Tensor tiles, int[] rows, int[] columns) = Tiles("adaptive_max_pool2d", x, outputs);
        return Max2d(tiles, (rows.Length / outputs.Height, columns.Length / outputs.Width));
    }

    // Windows copied side by side, all as large as the largest: those places of the image that are its rows and columns,
    // or, below zero, the complement of the last one once more.
    private static (Tensor Tiles, int[] Rows, int[] Columns) Tiles(string op, Tensor x, (int Height, int Width) outputs)
    {
        ArgumentNullException.ThrowIfNull(x);
        ShapeException.ThrowUnlessFloating(op, x.Spec);
        ShapeException.ThrowUnless(x.Rank == 4 && x.Shape[2] > 0 && x.Shape[3] > 0, op, "x must be [n, c, h, w], with h and w 1 or more", x.Spec);
        if (Math.Min(outputs.Height, outputs.Width) < 1)
        {
            throw new ShapeException(op, "the outputs must be 1 or more", outputs.ToString());
        }

        int[] rows = Places(x.Shape[2], outputs.Height);
        int[] columns = Places(x.Shape[3], outputs.Width);
        return (x.Gather(Indices(rows), axis: 2).Gather(Indices(columns), axis: 3), rows, columns);
    }

    private static Tensor Indices(int[] places) => Tensor.From([places.Length], (int[])[.. places.Select(place => place < 0 ? ~place : place)]);

    private static Tensor Own(int[] places) => Tensor.From([places.Length], (bool[])[.. places.Select(place => place >= 0)]);

    private static int[] Places(int extent, int windows)
    {
        int First(int window) => (int)((long)window * extent / windows);
        int Past(int window) => (int)(((window + 1L) * extent + windows - 1) / windows);
        int largest = Enumerable.Range(0, windows).Max(window => Past(window) - First(window));
        return
        [
            .. Enumerable.Range(0, windows).SelectMany(window => Enumerable.Range(First(window), largest)
                .Select(place => place < Past(window) ? place : ~(Past(window) - 1))),
        ];
    }
}
