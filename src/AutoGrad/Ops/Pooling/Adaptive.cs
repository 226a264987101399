namespace AutoGrad;

public static partial class Pool
{
    private static Tensor AverageAdaptively(string op, Tensor x, int[] outputs, object given)
    {
        (Tensor tiles, int[][] places) = Tiles(op, x, outputs, given);
        PoolAxis[] axes = SideBySide(places, outputs);
        if (places.All(along => along.All(place => place >= 0)))
        {
            return Sum(tiles, axes) / axes.Aggregate(1, (product, axis) => product * axis.Size);
        }

        Tensor mask = places.Select(Own).Aggregate((rows, columns) => rows.ExpandDims(-1) & columns);
        return Sum(Tensor.Where(mask, tiles, 0.0), axes) / Sum(mask.To(x.DType).Reshape([1, 1, .. mask.Shape]), axes);
    }

    private static ValuesAndIndices MaxAdaptively(string op, Tensor x, int[] outputs, object given)
    {
        // A place repeated to fill its tile stands behind itself in scan order, and is not chosen.
        (Tensor tiles, int[][] places) = Tiles(op, x, outputs, given);
        ValuesAndIndices y = Greatest(tiles, SideBySide(places, outputs));
        if (tiles == x)
        {
            return y;
        }

        // Where each place of the tiles is in x.
        Tensor from = Tensor.Scalar(0, DType.Int32);
        for (int i = 0; i < places.Length; i++)
        {
            from = from.ExpandDims(-1) * x.Shape[i + 2] + Indices(places[i]);
        }

        return y with { Indices = from.Reshape([from.Size]).Gather(y.Indices) };
    }

    // Windows copied side by side, all as large as the largest: along each axis those places of x that are its own,
    // or, below zero, the complement of the last one once more.
    private static (Tensor Tiles, int[][] Places) Tiles(string op, Tensor x, int[] outputs, object given)
    {
        RequirePlaces(op, x, outputs.Length);
        if (outputs.Min() < 1)
        {
            throw new ShapeException(op, "the outputs must be 1 or more", $"{given}");
        }

        int[][] places = [.. outputs.Select((windows, i) => Places(x.Shape[i + 2], windows))];
        Tensor tiles = x;
        for (int i = 0; i < places.Length; i++)
        {
            // Where windows divide the axis, it is its own tiles.
            tiles = x.Shape[i + 2] % outputs[i] == 0 ? tiles : tiles.Gather(Indices(places[i]), axis: i + 2);
        }

        return (tiles, places);
    }

    private static PoolAxis[] SideBySide(int[][] places, int[] outputs) =>
        [.. places.Zip(outputs, (along, windows) => along.Length / windows).Select(size => new PoolAxis(size, new Window1d(size)))];

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
