namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Products() => new Dictionary<string, OpRow>
    {
        ["matmul"] = Multiplies([2, 3], [3, 4]) with { Covers = ["MatMulOp"] },
        ["matmul/stacks"] = Multiplies([2, 2, 3], [2, 3, 2]),
        ["matmul/stack_left"] = Multiplies([2, 3, 2], [2, 4]),
        ["matmul/stack_right"] = Multiplies([2, 3], [4, 3, 2]),
        ["matmul/broadcast"] = Multiplies([2, 1, 2, 3], [4, 3, 2]),
        ["matmul/vectors"] = Multiplies([3], [3]),
        ["matmul/vector_left"] = Multiplies([3], [2, 3, 4]),
        ["matmul/vector_right"] = Multiplies([2, 2, 3], [3]),
        ["matmul/transposed_left"] = new(
            x => Tensor.MatMul(x[0].T, x[1]), x => Product(Turned(x[0]), x[1]), [(int[])[3, 2], (int[])[3, 4]], [(int[])[2, 3, 2], (int[])[3, 2]])
        { Tolerance = 1e-13 },
        ["matmul/transposed_right"] = new(
            x => Tensor.MatMul(x[0], x[1].T), x => Product(x[0], Turned(x[1])), [(int[])[2, 3], (int[])[4, 3]], [(int[])[3], (int[])[2, 3]])
        { Tolerance = 1e-13 },
        ["matmul/ones"] = Multiplies([1, 1], [1, 1]),
        ["matmul/empty_inner"] = Multiplies([2, 0], [0, 3]),
        ["matmul/empty_outer"] = Multiplies([0, 2], [2, 3]),
        ["matmul/larger"] = Multiplies([9, 17], [17, 21]),
        ["convolve2d"] = Convolves([2, 2, 5, 4], [3, 2, 2, 3], 1, 0, 1, 1) with { Covers = ["Convolve2dOp", "Convolve2dInputOp", "Convolve2dWeightsOp"] },
        ["convolve2d/stride_padding"] = Convolves([1, 2, 5, 6], [2, 2, 3, 3], 2, 1, 1, 1),
        ["convolve2d/dilation"] = Convolves([1, 1, 6, 6], [2, 1, 2, 2], 1, 1, 2, 1),
        ["convolve2d/groups"] = Convolves([2, 4, 4, 4], [6, 2, 2, 2], 2, 1, 1, 2),
        ["convolve2d/depthwise"] = Convolves([1, 3, 4, 4], [3, 1, 3, 3], 1, 1, 1, 3),
        ["convolve2d/one"] = Convolves([1, 1, 1, 1], [1, 1, 1, 1], 1, 0, 1, 1),
        ["convolve2d/pointwise"] = Convolves([2, 3, 2, 2], [4, 3, 1, 1], 1, 0, 1, 1),
        ["convolve2d/no_images"] = Convolves([0, 2, 3, 3], [2, 2, 2, 2], 1, 0, 1, 1),
        ["convolve2d/window"] = new(
            x => Tensor.Convolve2d(x[0], x[1], new Window2d(2, 1, 1, 0, 0, 2, 1, 2), 1),
            x => Convolution(x[0], x[1], (2, 1), (1, 0, 0, 2), (1, 2), 1),
            [(int[])[1, 2, 4, 4], (int[])[2, 2, 2, 2]])
        { Tolerance = 1e-13 },
    };

    private static IEnumerable<KeyValuePair<string, OpRow>> Pooling() => new Dictionary<string, OpRow>
    {
        ["max_pool2d"] = Pools(x => Pool.Max2d(x, 2), 2, 2, 0, 1, v => v.Max()) with { Covers = ["MaxPool2dIndicesOp", "TakeAlongAxisOp"] },
        ["max_pool2d/overlapping"] = Pools(x => Pool.Max2d(x, 3, stride: 1, padding: 1), 3, 1, 1, 1, v => v.Max()),
        ["max_pool2d/dilation"] = Pools(x => Pool.Max2d(x, 2, stride: 1, dilation: 2), 2, 1, 0, 2, v => v.Max()),
        ["average_pool2d"] = Pools(x => Pool.Average2d(x, 2), 2, 2, 0, 1, v => v.Sum() / 4) with { Covers = ["WindowSum2dOp", "WindowSpread2dOp"] },
        ["average_pool2d/padding"] = Pools(x => Pool.Average2d(x, 3, stride: 2, padding: 1), 3, 2, 1, 1, v => v.Sum() / 9),
        ["average_pool2d/inside"] = Pools(x => Pool.Average2d(x, 3, stride: 2, padding: 1, countPadding: false), 3, 2, 1, 1, v => v.Average()),
        ["max_pool2d/indices"] = new(
            x => Pool.Max2dWithIndices(x[0], 2).Indices,
            x => Windows(x[0], 2, 2, 0, 1, (values, places) => places[Array.IndexOf(values, values.Max())]),
            [(int[])[2, 2, 4, 5]], [(int[])[0, 1, 2, 2]])
        { IsDiscrete = true, Covers = ["MaxPool2dIndicesOp"] },
    };

    // Dot products of up to 20 terms around 1.
    private static OpRow Multiplies(int[] x, int[] y) => new(v => Tensor.MatMul(v[0], v[1]), v => Product(v[0], v[1]), [x, y]) { Tolerance = 1e-13 };

    private static OpRow Convolves(int[] x, int[] weights, int stride, int padding, int dilation, int groups) => new(
        v => Tensor.Convolve2d(v[0], v[1], stride, padding, dilation, groups),
        v => Convolution(v[0], v[1], (stride, stride), (padding, padding, padding, padding), (dilation, dilation), groups),
        [x, weights])
    { Tolerance = 1e-13 };

    private static OpRow Pools(Func<Tensor, Tensor> call, int window, int stride, int padding, int dilation, Func<double[], double> fold) => new(
        x => call(x[0]), x => Windows(x[0], window, stride, padding, dilation, (values, _) => fold(values)), [(int[])[2, 2, 4, 5]], [(int[])[1, 1, 3, 3]], [(int[])[0, 1, 4, 4]])
    { Tolerance = 1e-13 };

    private static Nd Turned(Nd x) => Nd.Make([.. x.Shape[..^2], x.Shape[^1], x.Shape[^2]], at => x[[.. at[..^2], at[^1], at[^2]]]);

    // NumPy's matmul, element by element.
    private static Nd Product(Nd x, Nd y)
    {
        Nd left = x.Rank == 1 ? new Nd([1, x.Shape[0]], x.Data) : x;
        Nd right = y.Rank == 1 ? new Nd([y.Shape[0], 1], y.Data) : y;
        int[] stacks = Nd.Zip(_ => 0, Nd.Make(left.Shape[..^2], _ => 0), Nd.Make(right.Shape[..^2], _ => 0)).Shape;
        Nd z = Nd.Make([.. stacks, left.Shape[^2], right.Shape[^1]], at =>
        {
            int[] a = Own(left, at, at[^2], 0);
            int[] b = Own(right, at, 0, at[^1]);
            double sum = 0;
            for (int k = 0; k < left.Shape[^1]; k++)
            {
                (a[^1], b[^2]) = (k, k);
                sum += left[a] * right[b];
            }

            return sum;
        });
        int[] shape = [.. stacks, .. x.Rank == 1 ? (int[])[] : [left.Shape[^2]], .. y.Rank == 1 ? (int[])[] : [right.Shape[^1]]];
        return new Nd(shape, z.Data);
    }

    private static int[] Own(Nd x, int[] at, int row, int column)
    {
        int stacks = x.Rank - 2;
        int[] outer = at[..^2];
        return [.. outer[(outer.Length - stacks)..].Select((i, axis) => x.Shape[axis] == 1 ? 0 : i), row, column];
    }

    private static Nd Convolution(
        Nd x, Nd w, (int Height, int Width) stride, (int Top, int Bottom, int Left, int Right) pad, (int Height, int Width) dilation, int groups)
    {
        (int kh, int kw) = (w.Shape[2], w.Shape[3]);
        int height = (x.Shape[2] + pad.Top + pad.Bottom - dilation.Height * (kh - 1) - 1) / stride.Height + 1;
        int width = (x.Shape[3] + pad.Left + pad.Right - dilation.Width * (kw - 1) - 1) / stride.Width + 1;
        int perGroup = w.Shape[0] / groups;
        return Nd.Make([x.Shape[0], w.Shape[0], height, width], at =>
        {
            double sum = 0;
            for (int c = 0; c < w.Shape[1]; c++)
            {
                for (int u = 0; u < kh; u++)
                {
                    for (int v = 0; v < kw; v++)
                    {
                        int row = at[2] * stride.Height + u * dilation.Height - pad.Top;
                        int column = at[3] * stride.Width + v * dilation.Width - pad.Left;
                        bool inside = row >= 0 && row < x.Shape[2] && column >= 0 && column < x.Shape[3];
                        sum += inside ? x[at[0], at[1] / perGroup * w.Shape[1] + c, row, column] * w[at[1], c, u, v] : 0;
                    }
                }
            }

            return sum;
        });
    }

    private static Nd Windows(Nd x, int window, int stride, int padding, int dilation, Func<double[], int[], double> fold)
    {
        int Count(int extent) => (extent + 2 * padding - dilation * (window - 1) - 1) / stride + 1;
        return Nd.Make([x.Shape[0], x.Shape[1], Count(x.Shape[2]), Count(x.Shape[3])], at =>
        {
            var values = new List<double>();
            var places = new List<int>();
            for (int u = 0; u < window; u++)
            {
                for (int v = 0; v < window; v++)
                {
                    int row = at[2] * stride + u * dilation - padding;
                    int column = at[3] * stride + v * dilation - padding;
                    if (row >= 0 && row < x.Shape[2] && column >= 0 && column < x.Shape[3])
                    {
                        values.Add(x[at[0], at[1], row, column]);
                        places.Add(row * x.Shape[3] + column);
                    }
                }
            }

            return fold([.. values], [.. places]);
        });
    }
}
