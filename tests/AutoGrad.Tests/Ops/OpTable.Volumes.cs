namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Volumes() => new Dictionary<string, OpRow>
    {
        ["convolve3d"] = Volumes3d([2, 2, 3, 4, 3], [3, 2, 2, 3, 2], new Window3d(), 1),
        ["convolve3d/window"] = Volumes3d([1, 1, 4, 3, 4], [2, 1, 2, 2, 2], new Window3d(2, 1, 2, 1, 0, 0, 1, 2, 0, 2, 1, 2), 1),
        ["convolve3d/groups"] = Volumes3d([1, 4, 3, 2, 3], [6, 2, 2, 2, 2], new Window3d(Front: 1), 2),
        ["convolve3d/depthwise"] = Volumes3d([1, 2, 3, 3, 3], [4, 1, 2, 2, 2], new Window3d(), 2),
        ["convolve3d/one"] = Volumes3d([1, 1, 1, 1, 1], [1, 1, 1, 1, 1], new Window3d(), 1),
        ["convolve3d/no_volumes"] = Volumes3d([0, 2, 2, 2, 3], [3, 2, 1, 2, 2], new Window3d(), 1),
        ["convolve3d/cube"] = new(
            x => Tensor.Convolve3d(x[0], x[1], stride: 2, padding: 1, dilation: 2),
            x => Correlation.Of(x[0], x[1], [new(2, 1, 1, 2), new(2, 1, 1, 2), new(2, 1, 1, 2)], 1),
            [(int[])[1, 1, 4, 3, 3], (int[])[1, 1, 2, 2, 2]])
        { Tolerance = 1e-13 },
        ["convolve3d/same"] = new(
            x => Tensor.Convolve3d(x[0], x[1], Window3d.Same(x[0].Shape, x[1].Shape, stride: 2)),
            x => Correlation.Of(x[0], x[1], [new(2, 1, 1), new(2, 0, 1), new(2, 0, 0)], 1),
            [(int[])[1, 1, 3, 3, 4], (int[])[2, 1, 3, 2, 1]])
        { Tolerance = 1e-13 },
        ["convolve1d/same"] = new(
            x => Tensor.Convolve1d(x[0], x[1], Window1d.Same(x[0].Shape, x[1].Shape, dilation: 3)),
            x => Correlation.Of(x[0], x[1], [new(1, 1, 2, 3)], 1),
            [(int[])[2, 1, 5], (int[])[2, 1, 2]])
        { Tolerance = 1e-13 },
        ["convolve_transpose3d"] = Spreads3d([2, 2, 2, 3, 2], [2, 3, 2, 2, 3], new Window3d(), (0, 0, 0), 1),
        ["convolve_transpose3d/window"] = Spreads3d([1, 1, 2, 3, 2], [1, 2, 3, 2, 2], new Window3d(2, 1, 3, 1, 2, 0, 1, 2, 0, 1, 2, 1), (1, 0, 2), 1),
        ["convolve_transpose3d/groups"] = Spreads3d([1, 4, 2, 2, 2], [4, 2, 2, 1, 2], new Window3d(2, 1, 1, 1), (0, 0, 0), 2),
        ["convolve_transpose3d/depthwise"] = Spreads3d([1, 2, 2, 2, 2], [2, 1, 2, 2, 2], new Window3d(), (0, 0, 0), 2),
        ["convolve_transpose3d/one"] = Spreads3d([1, 1, 1, 1, 1], [1, 1, 1, 1, 1], new Window3d(), (0, 0, 0), 1),
        ["convolve_transpose3d/no_volumes"] = Spreads3d([0, 2, 2, 2, 2], [2, 1, 2, 2, 1], new Window3d(), (0, 0, 0), 1),
        ["convolve_transpose3d/cube"] = new(
            x => Tensor.ConvolveTranspose3d(x[0], x[1], stride: 2, padding: 1, outputPadding: 1, dilation: 2),
            x => Correlation.Transposed(x[0], x[1], [new(2, 1, 1, 2), new(2, 1, 1, 2), new(2, 1, 1, 2)], [1, 1, 1], 1),
            [(int[])[1, 1, 2, 2, 1], (int[])[1, 1, 2, 2, 2]])
        { Tolerance = 1e-13 },

        // Makes stride times the extents: what a "same" convolution of those would come down from.
        ["convolve_transpose3d/same"] = new(
            x => Tensor.ConvolveTranspose3d(x[0], x[1], Window3d.Same([4, 6, 4], x[1].Shape, stride: 2)),
            x => Correlation.Transposed(x[0], x[1], [new(2, 0, 1), new(2, 0, 0), new(2, 1, 1)], [0, 0, 0], 1),
            [(int[])[1, 1, 2, 3, 2], (int[])[1, 2, 3, 2, 4]])
        { Tolerance = 1e-13 },
        ["convolve_transpose2d/same"] = new(
            x => Tensor.ConvolveTranspose2d(x[0], x[1], Window2d.Same([6, 3], x[1].Shape, strideHeight: 2)),
            x => Correlation.Transposed(x[0], x[1], [new(2, 0, 1), new(1, 0, 1)], [0, 0], 1),
            [(int[])[1, 2, 3, 3], (int[])[2, 1, 3, 2]])
        { Tolerance = 1e-13 },
        ["convolve_transpose1d/window"] = new(
            x => Tensor.ConvolveTranspose1d(x[0], x[1], new Window1d(2, 2, 1, 2), outputPadding: 1),
            x => Correlation.Transposed(x[0], x[1], [new(2, 2, 1, 2)], [1], 1),
            [(int[])[2, 1, 3], (int[])[1, 2, 3]])
        { Tolerance = 1e-13 },
    };

    private static OpRow Volumes3d(int[] x, int[] weights, Window3d w, int groups) => new(
        v => Tensor.Convolve3d(v[0], v[1], w, groups), v => Correlation.Of(v[0], v[1], Axes(w), groups), [x, weights])
    { Tolerance = 1e-13 };

    private static OpRow Spreads3d(int[] x, int[] weights, Window3d w, (int Depth, int Height, int Width) more, int groups) => new(
        v => Tensor.ConvolveTranspose3d(v[0], v[1], w, more, groups),
        v => Correlation.Transposed(v[0], v[1], Axes(w), [more.Depth, more.Height, more.Width], groups),
        [x, weights])
    { Tolerance = 1e-13 };

    private static Window1d[] Axes(Window3d w) =>
    [
        new(w.StrideDepth, w.Front, w.Back, w.DilationDepth), new(w.StrideHeight, w.Top, w.Bottom, w.DilationHeight),
        new(w.StrideWidth, w.Left, w.Right, w.DilationWidth),
    ];
}
