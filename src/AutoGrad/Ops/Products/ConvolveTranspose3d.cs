namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>
    /// Spreads each place of a volume over a window, the transpose of
    /// <see cref="Convolve3d(Tensor, Tensor, int, int, int, int)"/> with the same weights (not its inverse):
    /// <c>y[n, o, i s + t d - p, j s + u d - p, k s + v d - p] += x[n, c, i, j, k] w[c, o, t, u, v]</c>.
    /// </summary>
    /// <param name="x">[n, c, d, h, w]: volumes, channels first.</param>
    /// <param name="weights">[c, out / groups, kd, kh, kw]: the same floating dtype.</param>
    /// <param name="stride">Distance from one place's window to the next; 1 or more.</param>
    /// <param name="padding">Places cut off at each side; 0 or more.</param>
    /// <param name="outputPadding">Places more at the back, at the bottom and on the right; below the stride.</param>
    /// <param name="dilation">Distance between a filter's taps; 1 or more.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <returns>[n, out, (d - 1) s - 2p + dilation (kd - 1) + 1 + outputPadding, …]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or nothing would be left of the volumes.</exception>
    public static Tensor ConvolveTranspose3d(
        Tensor x, Tensor weights, int stride = 1, int padding = 0, int outputPadding = 0, int dilation = 1, int groups = 1) =>
        ConvolveTranspose3d(x, weights, Cube(stride, padding, dilation), (outputPadding, outputPadding, outputPadding), groups);

    /// <summary>Spreads each place of a volume over a window, with windows that differ by axis and side.</summary>
    /// <param name="x">[n, c, d, h, w]: volumes, channels first.</param>
    /// <param name="weights">[c, out / groups, kd, kh, kw]: the same floating dtype.</param>
    /// <param name="window">Strides, dilations, and as paddings how much is cut off.</param>
    /// <param name="outputPadding">Places more at the back, at the bottom and on the right; each below its stride.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <returns>[n, out, od, oh, ow]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or nothing would be left of the volumes.</exception>
    public static Tensor ConvolveTranspose3d(
        Tensor x, Tensor weights, Window3d window, (int Depth, int Height, int Width) outputPadding = default, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(window);
        const string Name = "convolve_transpose3d";
        window.RequireValid(Name);
        Shape y = Convolution.TransposedOutput(
            Name, x.Spec, weights.Spec, [window.Planes, window.Rows, window.Columns],
            [outputPadding.Depth, outputPadding.Height, outputPadding.Width], groups);
        (int images, int channels, int planes, int taps) = (x.Shape[0], x.Shape[1], x.Shape[2], weights.Shape[2]);

        // Each plane spreads over images of out kd channels, and those are added up where they lie along the depth.
        Tensor filters = weights.Reshape([channels, weights.Shape[1] * taps, weights.Shape[3], weights.Shape[4]]);
        int depth = y[2] + window.Front + window.Back;
        return new Convolve2dInputOp(Window2d.Of(window.Rows, window.Columns), groups, y[3], y[4])
            .Apply(x.SwapAxes(1, 2).Reshape([images * planes, channels, x.Shape[3], x.Shape[4]]), filters)
            .Reshape([images, planes, y[1] * taps, y[3], y[4]])
            .ScatterAdd(Convolution.Planes(planes, y[1], taps, depth, window.Planes), y[1] * depth, axis: 1)
            .Reshape([images, y[1], depth, y[3], y[4]])
            .SliceAxis(2, window.Front, y[2]);
    }
}
