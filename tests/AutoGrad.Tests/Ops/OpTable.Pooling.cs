namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> MorePooling() => new Dictionary<string, OpRow>
    {
        ["max_pool1d"] = RowPools(x => Pool.Max1d(x, 2), new Pooled((1, 2), (1, 2)), v => v.Max()),
        ["max_pool1d/padding"] = RowPools(
            x => Pool.Max1d(x, 3, stride: 2, padding: 1, dilation: 2), new Pooled((1, 3), (1, 2), Left: 1, Right: 1, DilationWidth: 2), v => v.Max()),
        ["max_pool1d/ceiling"] = RowPools(x => Pool.Max1d(x, 2, stride: 3, ceiling: true), new Pooled((1, 2), (1, 3), Ceiling: true), v => v.Max()),
        ["max_pool1d/indices"] = new(
            x => Pool.Max1dWithIndices(x[0], 2).Indices,
            x => Flat(Pooling(Deep(x[0]), new Pooled((1, 2), (1, 2)), (values, places, _) => places[Array.IndexOf(values, values.Max())])),
            [(int[])[2, 2, 5]])
        { IsDiscrete = true },
        ["max_pool2d/window"] = Pools(
            x => Pool.Max2d(x, (2, 3), new Window2d(1, 2, 1, 0, 0, 1)), new Pooled((2, 3), (1, 2), Top: 1, Right: 1), v => v.Max()),
        ["max_pool2d/ceiling"] = Pools(
            x => Pool.Max2d(x, 3, stride: 2, padding: 1, ceiling: true), new Pooled((3, 3), (2, 2), 1, 1, 1, 1, Ceiling: true), v => v.Max()),
        ["average_pool1d"] = RowPools(x => Pool.Average1d(x, 2), new Pooled((1, 2), (1, 2)), v => v.Average()),
        ["average_pool1d/padding"] = RowPools(
            x => Pool.Average1d(x, 3, stride: 2, padding: 1, countPadding: false), new Pooled((1, 3), (1, 2), Left: 1, Right: 1), v => v.Average()),
        ["average_pool2d/window"] = Pools(x => Pool.Average2d(x, (2, 3), new Window2d(2, 1)), new Pooled((2, 3), (2, 1)), v => v.Average()),
        ["average_pool2d/ceiling"] = Pools(
            x => Pool.Average2d(x, 2, ceiling: true), new Pooled((2, 2), (2, 2), Ceiling: true), v => v.Average()),
        ["average_pool2d/ceiling_inside"] = Pools(
            x => Pool.Average2d(x, 3, stride: 2, padding: 1, countPadding: false, ceiling: true),
            new Pooled((3, 3), (2, 2), 1, 1, 1, 1, Ceiling: true), v => v.Average()),
        ["average_pool2d/ceiling_padding"] = Pools(
            x => Pool.Average2d(x, 3, stride: 3, padding: 1, ceiling: true),
            new Pooled((3, 3), (3, 3), 1, 1, 1, 1, Ceiling: true), (v, _, padded) => v.Sum() / padded),
        ["lp_pool2d/1"] = Pools(x => Pool.Lp2d(x, 1, 2), new Pooled((2, 2), (2, 2)), v => v.Sum(Math.Abs)),
        ["lp_pool2d/2"] = Pools(x => Pool.Lp2d(x, 2, 2, stride: 1), new Pooled((2, 2), (1, 1)), v => Math.Sqrt(v.Sum(e => e * e))),
        ["lp_pool2d/3"] = Pools(
            x => Pool.Lp2d(x, 3, 3, stride: 2, padding: 1), new Pooled((3, 3), (2, 2), 1, 1, 1, 1), v => Math.Cbrt(v.Sum(e => Math.Abs(e * e * e)))),
        ["lp_pool2d/infinity"] = Pools(x => Pool.Lp2d(x, double.PositiveInfinity, 2), new Pooled((2, 2), (2, 2)), v => v.Max(Math.Abs)),
        ["adaptive_average_pool2d"] = Adapts(x => Pool.AdaptiveAverage2d(x, (3, 2)), (3, 2), v => v.Average()),
        ["adaptive_average_pool2d/more"] = Adapts(x => Pool.AdaptiveAverage2d(x, (5, 7)), (5, 7), v => v.Average()),
        ["adaptive_max_pool2d"] = Adapts(x => Pool.AdaptiveMax2d(x, (3, 2)), (3, 2), v => v.Max()),
        ["global_average_pool"] = Adapts(Pool.GlobalAverage, (1, 1), v => v.Average()),
        ["global_max_pool"] = Adapts(Pool.GlobalMax, (1, 1), v => v.Max()),
    };

    private sealed record Pooled(
        (int Height, int Width) Window, (int Height, int Width) Stride, int Top = 0, int Bottom = 0, int Left = 0, int Right = 0, int DilationWidth = 1,
        bool Ceiling = false);

    private static OpRow Pools(Func<Tensor, Tensor> call, Pooled how, Func<double[], double> fold) => Pools(call, how, (values, _, _) => fold(values));

    private static OpRow Pools(Func<Tensor, Tensor> call, Pooled how, Func<double[], int[], int, double> fold) => new(
        x => call(x[0]), x => Pooling(x[0], how, fold), [(int[])[2, 2, 4, 5]], [(int[])[1, 1, 7, 4]], [(int[])[0, 1, 4, 4]])
    { Tolerance = 1e-13 };

    private static OpRow RowPools(Func<Tensor, Tensor> call, Pooled how, Func<double[], double> fold) => new(
        x => call(x[0]), x => Flat(Pooling(Deep(x[0]), how, (values, _, _) => fold(values))), [(int[])[2, 2, 7]], [(int[])[1, 1, 5]], [(int[])[0, 1, 4]])
    { Tolerance = 1e-13 };

    private static OpRow Adapts(Func<Tensor, Tensor> call, (int Height, int Width) outputs, Func<double[], double> fold) => new(
        x => call(x[0]), x => Adaptive(x[0], outputs, fold), [(int[])[2, 2, 5, 4]], [(int[])[1, 1, 1, 1]], [(int[])[0, 1, 3, 3]])
    { Tolerance = 1e-13 };

    // The extents as ONNX's operators define them: a cut window counts where it starts before the end of the image.
    private static Nd Pooling(Nd x, Pooled how, Func<double[], int[], int, double> fold)
    {
        int Count(int extent, int window, int stride, int before, int after)
        {
            int places = extent + before + after - window;
            int count = 1 + (how.Ceiling ? (int)Math.Ceiling(places / (double)stride) : places / stride);
            return how.Ceiling && (count - 1) * stride >= extent + before ? count - 1 : count;
        }

        int wide = how.DilationWidth * (how.Window.Width - 1) + 1;
        int[] shape =
        [
            x.Shape[0], x.Shape[1], Count(x.Shape[2], how.Window.Height, how.Stride.Height, how.Top, how.Bottom),
            Count(x.Shape[3], wide, how.Stride.Width, how.Left, how.Right),
        ];
        return Nd.Make(shape, at =>
        {
            var values = new List<double>();
            var places = new List<int>();
            int padded = 0;
            for (int u = 0; u < how.Window.Height; u++)
            {
                for (int v = 0; v < how.Window.Width; v++)
                {
                    int row = at[2] * how.Stride.Height + u - how.Top;
                    int column = at[3] * how.Stride.Width + v * how.DilationWidth - how.Left;
                    padded += row < x.Shape[2] + how.Bottom && column < x.Shape[3] + how.Right ? 1 : 0;
                    if (row >= 0 && row < x.Shape[2] && column >= 0 && column < x.Shape[3])
                    {
                        values.Add(x[at[0], at[1], row, column]);
                        places.Add(row * x.Shape[3] + column);
                    }
                }
            }

            return fold([.. values], [.. places], padded);
        });
    }

    private static Nd Adaptive(Nd x, (int Height, int Width) outputs, Func<double[], double> fold) =>
        Nd.Make([x.Shape[0], x.Shape[1], outputs.Height, outputs.Width], at =>
        {
            IEnumerable<int> Window(int i, int extent, int windows) => Enumerable.Range(0, extent)
                .Where(place => place >= Math.Floor(i * extent / (double)windows) && place < Math.Ceiling((i + 1) * extent / (double)windows));
            int[] y = [.. at];
            return fold([.. Window(y[2], x.Shape[2], outputs.Height)
                .SelectMany(row => Window(y[3], x.Shape[3], outputs.Width).Select(column => x[y[0], y[1], row, column]))]);
        });
}
