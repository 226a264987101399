namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>
    /// Spreads each pixel over a window: <c>y[n, o, i s + u d - p, j s + v d - p] += x[n, c, i, j] w[c, o, u, v]</c>, the
    /// transpose of <see cref="Convolve2d(Tensor, Tensor, int, int, int, int)"/> with the same weights (not its inverse).
    /// </summary>
    /// <param name="x">[n, c, h, w]: images, channels first.</param>
    /// <param name="weights">[c, out / groups, kh, kw]: the same floating dtype.</param>
    /// <param name="stride">Distance from one pixel's window to the next; 1 or more.</param>
    /// <param name="padding">Places cut off at each side; 0 or more.</param>
    /// <param name="outputPadding">Places more at the bottom and on the right; below the stride. It says which of the extents that a convolution takes to h is meant.</param>
    /// <param name="dilation">Distance between a filter's taps; 1 or more.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <returns>[n, out, (h - 1) s - 2p + d (kh - 1) + 1 + outputPadding, …]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or nothing would be left of the images.</exception>
    public static Tensor ConvolveTranspose2d(
        Tensor x, Tensor weights, int stride = 1, int padding = 0, int outputPadding = 0, int dilation = 1, int groups = 1) =>
        ConvolveTranspose2d(
            x, weights, new Window2d(stride, stride, padding, padding, padding, padding, dilation, dilation), (outputPadding, outputPadding), groups);

    /// <summary>Spreads each pixel over a window, with windows that differ by axis and side.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first.</param>
    /// <param name="weights">[c, out / groups, kh, kw]: the same floating dtype.</param>
    /// <param name="window">Strides, dilations, and as paddings how much is cut off.</param>
    /// <param name="outputPadding">Places more at the bottom and on the right; each below its stride.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <returns>[n, out, oh, ow]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or nothing would be left of the images.</exception>
    public static Tensor ConvolveTranspose2d(
        Tensor x, Tensor weights, Window2d window, (int Height, int Width) outputPadding = default, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(window);
        const string Name = "convolve_transpose2d";
        window.RequireValid(Name);
        Shape y = Convolution.TransposedOutput(
            Name, x.Spec, weights.Spec, [window.Rows, window.Columns], [outputPadding.Height, outputPadding.Width], groups);
        return new Convolve2dInputOp(window, groups, y[2], y[3]).Apply(x, weights);
    }
}
