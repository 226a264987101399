namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Windows() => new Dictionary<string, OpRow>
    {
        ["max_pool1d/window"] = Slides(
            x => Pool.Max1d(x, 3, new Window1d(2, 2, 1, 1)), [3], [new(2, 2, 1)], false, v => v.Max(), [2, 1, 6], [1, 1, 1]),
        ["max_pool3d"] = Slides(x => Pool.Max3d(x, 2), [2, 2, 2], [new(2), new(2), new(2)], false, v => v.Max(), [1, 2, 4, 3, 5], [0, 1, 2, 2, 2]),
        ["max_pool3d/window"] = Slides(
            x => Pool.Max3d(x, (2, 3, 2), new Window3d(1, 2, 1, 1, 0, 2, 1, 0, 1, 2, 1, 2)),
            [2, 3, 2], [new(1, 1, 0, 2), new(2, 2, 1), new(1, 0, 1, 2)], false, v => v.Max(), [1, 2, 3, 4, 4]),
        ["max_pool3d/ceiling"] = Slides(
            x => Pool.Max3d(x, 3, stride: 2, padding: 1, ceiling: true),
            [3, 3, 3], [new(2, 1, 1), new(2, 1, 1), new(2, 1, 1)], true, v => v.Max(), [1, 1, 4, 3, 2], [1, 1, 1, 1, 1]),
        ["max_pool3d/indices"] = Indexes(
            x => Pool.Max3dWithIndices(x, 2, stride: 1, padding: 1, dilation: 2).Indices,
            [2, 2, 2], [new(1, 1, 1, 2), new(1, 1, 1, 2), new(1, 1, 1, 2)], [1, 2, 3, 4, 2]),
        ["max_pool2d/indices_window"] = Indexes(
            x => Pool.Max2dWithIndices(x, (2, 3), new Window2d(1, 2, 1, 0, 0, 1)).Indices, [2, 3], [new(1, 1, 0), new(2, 0, 1)], [2, 1, 3, 4]),
        ["max_pool1d/indices_window"] = Indexes(
            x => Pool.Max1dWithIndices(x, 3, new Window1d(2, 1, 2)).Indices, [3], [new(2, 1, 2)], [2, 2, 5]),
        ["average_pool1d/window"] = Slides(
            x => Pool.Average1d(x, 2, new Window1d(1, 0, 2, 3), countPadding: false), [2], [new(1, 0, 2, 3)], false, v => v.Average(), [2, 1, 6]),
        ["average_pool1d/dilation"] = Slides(
            x => Pool.Average1d(x, 2, stride: 1, dilation: 3), [2], [new(1, 0, 0, 3)], false, v => v.Average(), [2, 1, 6]),
        ["average_pool2d/dilation"] = Slides(
            x => Pool.Average2d(x, 2, stride: 2, padding: 1, countPadding: false, ceiling: true, dilation: 2),
            [2, 2], [new(2, 1, 1, 2), new(2, 1, 1, 2)], true, v => v.Average(), [1, 2, 5, 4]),

        // A window that lies in padding alone has an average where padding counts.
        ["average_pool2d/wide_padding"] = Slides(
            x => Pool.Average2d(x, 2, stride: 1, padding: 3), [2, 2], [new(1, 3, 3), new(1, 3, 3)], false, v => v.Sum() / 4, [1, 1, 2, 1]),
        ["average_pool3d"] = Slides(
            x => Pool.Average3d(x, 2), [2, 2, 2], [new(2), new(2), new(2)], false, v => v.Average(), [1, 2, 4, 3, 5], [0, 1, 2, 2, 2]),
        ["average_pool3d/window"] = Slides(
            x => Pool.Average3d(x, (2, 1, 3), new Window3d(1, 2, 1, 1, 0, 0, 0, 1, 1, 2, 1, 1), countPadding: false),
            [2, 1, 3], [new(1, 1, 0, 2), new(2), new(1, 1, 1)], false, v => v.Average(), [1, 2, 3, 3, 3]),
        ["average_pool3d/padding"] = Slides(
            x => Pool.Average3d(x, 2, stride: 1, padding: 1), [2, 2, 2], [new(1, 1, 1), new(1, 1, 1), new(1, 1, 1)], false, v => v.Sum() / 8, [1, 1, 2, 1, 2]),
        ["average_pool3d/ceiling"] = Slides(
            x => Pool.Average3d(x, 3, stride: 2, padding: 1, ceiling: true),
            [3, 3, 3], [new(2, 1, 1), new(2, 1, 1), new(2, 1, 1)], true, (v, _, padded) => v.Sum() / padded, [1, 1, 4, 3, 2], [1, 1, 1, 1, 1]),
        ["lp_pool1d"] = Slides(
            x => Pool.Lp1d(x, 3, 3, stride: 2, padding: 1, ceiling: true), [3], [new(2, 1, 1)], true, v => Math.Cbrt(v.Sum(e => Math.Abs(e * e * e))), [2, 1, 6]),
        ["lp_pool1d/window"] = Slides(
            x => Pool.Lp1d(x, 2, 2, new Window1d(1, 1, 0, 2)), [2], [new(1, 1, 0, 2)], false, v => Math.Sqrt(v.Sum(e => e * e)), [2, 1, 5]),
        ["lp_pool2d/window"] = Slides(
            x => Pool.Lp2d(x, 1, (2, 3), new Window2d(1, 2, 1, 0, 0, 1)), [2, 3], [new(1, 1, 0), new(2, 0, 1)], false, v => v.Sum(Math.Abs), [1, 1, 3, 4]),
        ["lp_pool2d/dilation"] = Slides(
            x => Pool.Lp2d(x, 2, 2, stride: 1, dilation: 2), [2, 2], [new(1, 0, 0, 2), new(1, 0, 0, 2)], false, v => Math.Sqrt(v.Sum(e => e * e)), [1, 1, 4, 3]),
        ["lp_pool3d"] = Slides(
            x => Pool.Lp3d(x, 2, 2), [2, 2, 2], [new(2), new(2), new(2)], false, v => Math.Sqrt(v.Sum(e => e * e)), [1, 2, 2, 3, 4], [0, 1, 2, 2, 2]),
        ["lp_pool3d/infinity"] = Slides(
            x => Pool.Lp3d(x, double.PositiveInfinity, (1, 2, 2), new Window3d(StrideDepth: 2, Front: 0, Top: 1)),
            [1, 2, 2], [new(2), new(1, 1, 0), new(1)], false, v => v.Max(Math.Abs), [1, 1, 3, 2, 3]),
        ["adaptive_average_pool1d"] = Adapts(x => Pool.AdaptiveAverage1d(x, 3), [3], v => v.Average(), [2, 2, 7], [1, 1, 2], [0, 1, 3]),
        ["adaptive_average_pool2d/divides"] = Adapts(x => Pool.AdaptiveAverage2d(x, (2, 1)), [2, 1], v => v.Average(), [1, 2, 4, 3]),
        ["adaptive_average_pool3d"] = Adapts(x => Pool.AdaptiveAverage3d(x, (2, 3, 1)), [2, 3, 1], v => v.Average(), [1, 2, 3, 4, 2], [1, 1, 1, 1, 1]),
        ["adaptive_max_pool1d"] = Adapts(x => Pool.AdaptiveMax1d(x, 3), [3], v => v.Max(), [2, 2, 7], [1, 1, 2]),
        ["adaptive_max_pool3d"] = Adapts(x => Pool.AdaptiveMax3d(x, (2, 3, 1)), [2, 3, 1], v => v.Max(), [1, 2, 3, 4, 2], [1, 1, 1, 1, 1]),
        ["adaptive_max_pool1d/indices"] = AdaptiveIndexes(x => Pool.AdaptiveMax1dWithIndices(x, 3).Indices, [3], [2, 2, 7]),
        ["adaptive_max_pool2d/indices"] = AdaptiveIndexes(x => Pool.AdaptiveMax2dWithIndices(x, (2, 3)).Indices, [2, 3], [2, 1, 4, 5]),
        ["adaptive_max_pool3d/indices"] = AdaptiveIndexes(x => Pool.AdaptiveMax3dWithIndices(x, (2, 2, 2)).Indices, [2, 2, 2], [1, 2, 3, 4, 3]),
        ["global_average_pool/volumes"] = Adapts(Pool.GlobalAverage, [1, 1, 1], v => v.Average(), [2, 1, 2, 3, 2]),
        ["global_max_pool/volumes"] = Adapts(Pool.GlobalMax, [1, 1, 1], v => v.Max(), [2, 1, 2, 3, 2]),
        ["global_lp_pool"] = Adapts(x => Pool.GlobalLp(x, 3), [1, 1], v => Math.Cbrt(v.Sum(e => Math.Abs(e * e * e))), [2, 2, 3, 2], [1, 1, 1, 1]),
        ["global_lp_pool/infinity"] = Adapts(x => Pool.GlobalLp(x, double.PositiveInfinity), [1], v => v.Max(Math.Abs), [2, 2, 5]),
    };

    private static OpRow Slides(Func<Tensor, Tensor> call, int[] window, Window1d[] moves, bool ceiling, Func<double[], double> fold, params int[][] cases) =>
        Slides(call, window, moves, ceiling, (values, _, _) => fold(values), cases);

    private static OpRow Slides(
        Func<Tensor, Tensor> call, int[] window, Window1d[] moves, bool ceiling, Func<double[], int[], int, double> fold, params int[][] cases) => new(
        x => call(x[0]), x => Slid(x[0], window, moves, ceiling, fold), [.. cases.Select(shape => (Operand[])[shape])])
        { Tolerance = 1e-13 };

    private static OpRow Indexes(Func<Tensor, Tensor> call, int[] window, Window1d[] moves, int[] shape) =>
        Slides(call, window, moves, false, (values, places, _) => places[Array.IndexOf(values, values.Max())], shape) with { IsDiscrete = true };

    private static OpRow Adapts(Func<Tensor, Tensor> call, int[] outputs, Func<double[], double> fold, params int[][] cases) => new(
        x => call(x[0]), x => Adapted(x[0], outputs, (values, _) => fold(values)), [.. cases.Select(shape => (Operand[])[shape])])
    { Tolerance = 1e-13 };

    private static OpRow AdaptiveIndexes(Func<Tensor, Tensor> call, int[] outputs, int[] shape) => new(
        x => call(x[0]), x => Adapted(x[0], outputs, (values, places) => places[Array.IndexOf(values, values.Max())]), [shape])
    { IsDiscrete = true };

    // Extents as ONNX's operators define them: a cut window counts where it starts before the end of the places. The fold gets
    // the places' values, their numbers row by row, and how many places a window holds with the padding that was asked for.
    private static Nd Slid(Nd x, int[] window, Window1d[] moves, bool ceiling, Func<double[], int[], int, double> fold)
    {
        int axes = window.Length;
        int Count(int axis)
        {
            (int stride, int before, int after, int dilation) = moves[axis];
            int room = x.Shape[axis + 2] + before + after - dilation * (window[axis] - 1) - 1;
            int count = 1 + (ceiling ? (int)Math.Ceiling(room / (double)stride) : (int)Math.Floor(room / (double)stride));
            return ceiling && (count - 1) * stride >= x.Shape[axis + 2] + before ? count - 1 : count;
        }

        return Nd.Make([.. x.Shape[..2], .. Enumerable.Range(0, axes).Select(Count)], at =>
        {
            int[] y = [.. at];
            var values = new List<double>();
            var places = new List<int>();
            int padded = 0;
            Nd.Make(window, tap =>
            {
                int[] from = [.. moves.Select((m, i) => y[i + 2] * m.Stride + tap[i] * m.Dilation - m.Before)];
                padded += from.Select((place, i) => place < x.Shape[i + 2] + moves[i].After).All(isInside => isInside) ? 1 : 0;
                if (from.Select((place, i) => place >= 0 && place < x.Shape[i + 2]).All(isReal => isReal))
                {
                    values.Add(x[[y[0], y[1], .. from]]);
                    places.Add(from.Select((place, i) => (place, i)).Aggregate(0, (flat, next) => flat * x.Shape[next.i + 2] + next.place));
                }

                return 0;
            });
            return fold([.. values], [.. places], padded);
        });
    }

    // Window i of m along an extent e: the places from ⌊i e / m⌋ to below ⌈(i + 1) e / m⌉, as PyTorch has them.
    private static Nd Adapted(Nd x, int[] outputs, Func<double[], int[], double> fold) => Nd.Make([.. x.Shape[..2], .. outputs], at =>
    {
        int[] y = [.. at];
        var values = new List<double>();
        var places = new List<int>();
        int flat = 0;
        Nd.Make(x.Shape[2..], place =>
        {
            bool isIn = outputs.Select((m, i) => place[i] >= Math.Floor(y[i + 2] * x.Shape[i + 2] / (double)m)
                && place[i] < Math.Ceiling((y[i + 2] + 1) * x.Shape[i + 2] / (double)m)).All(isOn => isOn);
            if (isIn)
            {
                values.Add(x[[y[0], y[1], .. place]]);
                places.Add(flat);
            }

            flat++;
            return 0;
        });
        return fold([.. values], [.. places]);
    });
}
