namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Convolutions() => new Dictionary<string, OpRow>
    {
        ["convolve1d"] = Rows1d([2, 3, 7], [4, 3, 3], 1, 0, 1, 1),
        ["convolve1d/stride_padding_dilation"] = Rows1d([1, 2, 8], [2, 2, 3], 2, 2, 2, 1),
        ["convolve1d/groups"] = Rows1d([2, 4, 5], [6, 2, 2], 1, 1, 1, 2),
        ["convolve1d/one"] = Rows1d([1, 1, 1], [1, 1, 1], 1, 0, 1, 1),
        ["convolve1d/no_rows"] = Rows1d([0, 2, 4], [3, 2, 2], 1, 0, 1, 1),
        ["convolve2d/same"] = new(
            x => Tensor.Convolve2d(x[0], x[1], Window2d.Same(x[0].Shape, x[1].Shape, 2, 1, 1, 2)),
            x => Convolution(x[0], x[1], (2, 1), (0, 1, 1, 1), (1, 2), 1),
            [(int[])[1, 2, 5, 4], (int[])[2, 2, 2, 2]])
        { Tolerance = 1e-13 },
        ["convolve_transpose2d"] = Spreads([2, 2, 3, 4], [2, 3, 2, 3], new Window2d(), (0, 0), 1),
        ["convolve_transpose2d/window"] = Spreads([1, 2, 3, 2], [2, 2, 3, 2], new Window2d(2, 3, 1, 0, 0, 1, 1, 2), (1, 2), 1),
        ["convolve_transpose2d/groups"] = Spreads([2, 4, 3, 3], [4, 3, 2, 2], new Window2d(2, 2, 1, 1, 1, 1), (1, 1), 2),
        ["convolve_transpose2d/one"] = Spreads([1, 1, 1, 1], [1, 1, 1, 1], new Window2d(), (0, 0), 1),
        ["convolve_transpose2d/no_images"] = Spreads([0, 2, 3, 3], [2, 1, 2, 2], new Window2d(), (0, 0), 1),
        ["convolve_transpose2d/square"] = new(
            x => Tensor.ConvolveTranspose2d(x[0], x[1], stride: 2, padding: 1, outputPadding: 1, dilation: 2),
            x => Spread(x[0], x[1], new Window2d(2, 2, 1, 1, 1, 1, 2, 2), (1, 1), 1),
            [(int[])[1, 2, 2, 3], (int[])[2, 1, 2, 2]])
        { Tolerance = 1e-13 },
        ["convolve_transpose1d"] = new(
            x => Tensor.ConvolveTranspose1d(x[0], x[1], stride: 3, padding: 1, outputPadding: 2, dilation: 2, groups: 2),
            x => Flat(Spread(Deep(x[0]), Deep(x[1]), new Window2d(1, 3, 0, 0, 1, 1, 1, 2), (0, 2), 2)),
            [(int[])[2, 4, 3], (int[])[4, 2, 3]], [(int[])[1, 2, 1], (int[])[2, 1, 2]])
        { Tolerance = 1e-13 },
    };

    private static OpRow Rows1d(int[] x, int[] weights, int stride, int padding, int dilation, int groups) => new(
        v => Tensor.Convolve1d(v[0], v[1], stride, padding, dilation, groups),
        v => Flat(Convolution(Deep(v[0]), Deep(v[1]), (1, stride), (0, 0, padding, padding), (1, dilation), groups)),
        [x, weights])
    { Tolerance = 1e-13 };

    private static OpRow Spreads(int[] x, int[] weights, Window2d window, (int Height, int Width) outputPadding, int groups) => new(
        v => Tensor.ConvolveTranspose2d(v[0], v[1], window, outputPadding, groups),
        v => Spread(v[0], v[1], window, outputPadding, groups),
        [x, weights])
    { Tolerance = 1e-13 };

    private static Nd Deep(Nd x) => new([x.Shape[0], x.Shape[1], 1, x.Shape[2]], x.Data);

    private static Nd Flat(Nd x) => new([x.Shape[0], x.Shape[1], x.Shape[3]], x.Data);

    private static Nd Spread(Nd x, Nd w, Window2d window, (int Height, int Width) more, int groups) => Correlation.Transposed(
        x, w,
        [
            new(window.StrideHeight, window.Top, window.Bottom, window.DilationHeight),
            new(window.StrideWidth, window.Left, window.Right, window.DilationWidth),
        ],
        [more.Height, more.Width], groups);
}
