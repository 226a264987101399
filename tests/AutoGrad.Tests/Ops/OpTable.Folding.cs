namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Folding() => new Dictionary<string, OpRow>
    {
        ["max_unpool1d"] = Unpools(x => Pool.MaxUnpool1d(x[0], x[1], 2), [6], [2, 1, 3], 0, 3, 5, 1, 2, 4),
        ["max_unpool1d/padding"] = Unpools(x => Pool.MaxUnpool1d(x[0], x[1], 3, stride: 2, padding: 1), [5], [1, 1, 3], 0, 4, 2),
        ["max_unpool2d"] = Unpools(x => Pool.MaxUnpool2d(x[0], x[1], 2), [4, 4], [1, 2, 2, 2], 0, 3, 9, 15, 5, 2, 8, 14),
        ["max_unpool3d"] = Unpools(x => Pool.MaxUnpool3d(x[0], x[1], 2), [2, 4, 2], [1, 2, 1, 2, 1], 3, 12, 0, 15),
        ["max_unpool"] = Unpools(x => Pool.MaxUnpool(x[0], x[1], [5, 3]), [5, 3], [2, 1, 2, 1], 14, 2, 0, 7),
        ["max_unpool/same_place"] = Unpools(x => Pool.MaxUnpool(x[0], x[1], [4]), [4], [1, 2, 3], 1, 1, 3, 2, 0, 2),
        ["max_unpool/none"] = Unpools(x => Pool.MaxUnpool(x[0], x[1], [4]), [4], [0, 2, 3], 0),
        ["unfold2d"] = Unfolds(x => Tensor.Unfold2d(x, 2), (2, 2), new Window2d(), [2, 2, 3, 4], [1, 1, 2, 2], [0, 2, 3, 2]),
        ["unfold2d/steps"] = Unfolds(
            x => Tensor.Unfold2d(x, 2, stride: 2, padding: 1, dilation: 2), (2, 2), new Window2d(2, 2, 1, 1, 1, 1, 2, 2), [1, 2, 4, 3]),
        ["unfold2d/window"] = Unfolds(
            x => Tensor.Unfold2d(x, (3, 2), new Window2d(1, 3, 2, 0, 0, 1, 1, 2)), (3, 2), new Window2d(1, 3, 2, 0, 0, 1, 1, 2), [2, 1, 3, 5]),
        ["fold2d"] = Folds(x => Tensor.Fold2d(x, (3, 4), 2), (3, 4), (2, 2), new Window2d(), [2, 8, 6], [0, 4, 6]),
        ["fold2d/one"] = Folds(x => Tensor.Fold2d(x, (1, 1), 1), (1, 1), (1, 1), new Window2d(), [1, 1, 1]),
        ["fold2d/steps"] = Folds(
            x => Tensor.Fold2d(x, (4, 3), 2, stride: 2, padding: 1, dilation: 2), (4, 3), (2, 2), new Window2d(2, 2, 1, 1, 1, 1, 2, 2), [1, 8, 4]),
        ["fold2d/window"] = Folds(
            x => Tensor.Fold2d(x, (3, 5), (3, 2), new Window2d(1, 3, 2, 0, 0, 1, 1, 2)), (3, 5), (3, 2), new Window2d(1, 3, 2, 0, 0, 1, 1, 2), [2, 6, 6]),
    };

    private static OpRow Unpools(Func<Tensor[], Tensor> call, int[] places, int[] shape, params double[] indices) => new(
        call,
        x =>
        {
            int size = places.Aggregate(1, (product, extent) => product * extent);
            int each = x[0].Shape[2..].Aggregate(1, (product, extent) => product * extent);
            var y = new double[x[0].Shape[0] * x[0].Shape[1] * size];
            for (int i = 0; i < x[0].Data.Length; i++)
            {
                y[i / each * size + (int)x[1].Data[i]] = x[0].Data[i];
            }

            return new Nd([.. x[0].Shape[..2], .. places], y);
        },
        [shape, Operand.Places(shape, indices)]);

    private static OpRow Unfolds(Func<Tensor, Tensor> call, (int Height, int Width) window, Window2d w, params int[][] cases) => new(
        x => call(x[0]),
        x =>
        {
            int taps = window.Height * window.Width;
            (int rows, int columns) = WindowCounts((x[0].Shape[2], x[0].Shape[3]), window, w);
            return Nd.Make([x[0].Shape[0], x[0].Shape[1] * taps, rows * columns], y =>
            {
                (int row, int column) = Place(y[1] % taps, y[2], window, w, columns);
                return row >= 0 && row < x[0].Shape[2] && column >= 0 && column < x[0].Shape[3] ? x[0][y[0], y[1] / taps, row, column] : 0;
            });
        },
        [.. cases.Select(shape => (Operand[])[shape])]);

    private static OpRow Folds(Func<Tensor, Tensor> call, (int Height, int Width) image, (int Height, int Width) window, Window2d w, params int[][] cases) => new(
        x => call(x[0]),
        x =>
        {
            int taps = window.Height * window.Width;
            int columns = WindowCounts(image, window, w).Columns;
            return Nd.Make([x[0].Shape[0], x[0].Shape[1] / taps, image.Height, image.Width], at =>
            {
                int[] y = [.. at];
                double sum = 0;
                Nd.Make([taps, x[0].Shape[2]], from =>
                {
                    sum += Place(from[0], from[1], window, w, columns) == (y[2], y[3]) ? x[0][y[0], y[1] * taps + from[0], from[1]] : 0;
                    return 0;
                });
                return sum;
            });
        },
        [.. cases.Select(shape => (Operand[])[shape])])
    { Tolerance = 1e-13 };

    private static (int Rows, int Columns) WindowCounts((int Height, int Width) image, (int Height, int Width) window, Window2d w) => (
        (image.Height + w.Top + w.Bottom - w.DilationHeight * (window.Height - 1) - 1) / w.StrideHeight + 1,
        (image.Width + w.Left + w.Right - w.DilationWidth * (window.Width - 1) - 1) / w.StrideWidth + 1);

    private static (int Row, int Column) Place(int tap, int at, (int Height, int Width) window, Window2d w, int columns) => (
        at / columns * w.StrideHeight + tap / window.Width * w.DilationHeight - w.Top, at % columns * w.StrideWidth + tap % window.Width * w.DilationWidth - w.Left);
}
