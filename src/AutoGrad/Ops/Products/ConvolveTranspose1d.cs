namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>
    /// Spreads each place of a row over a window: <c>y[n, o, i s + v d - p] += x[n, c, i] w[c, o, v]</c>, the transpose of
    /// <see cref="Convolve1d(Tensor, Tensor, int, int, int, int)"/> with the same weights (not its inverse).
    /// </summary>
    /// <param name="x">[n, c, w]: rows, channels first.</param>
    /// <param name="weights">[c, out / groups, kw]: the same floating dtype.</param>
    /// <param name="stride">Distance from one place's window to the next; 1 or more.</param>
    /// <param name="padding">Places cut off at each end; 0 or more.</param>
    /// <param name="outputPadding">Places more at the end; below the stride.</param>
    /// <param name="dilation">Distance between a filter's taps; 1 or more.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <returns>[n, out, (w - 1) s - 2p + d (kw - 1) + 1 + outputPadding]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or nothing would be left of the rows.</exception>
    public static Tensor ConvolveTranspose1d(
        Tensor x, Tensor weights, int stride = 1, int padding = 0, int outputPadding = 0, int dilation = 1, int groups = 1) =>
        ConvolveTranspose1d(x, weights, new Window1d(stride, padding, padding, dilation), outputPadding, groups);

    /// <summary>Spreads each place of a row over a window, with ends cut off differently.</summary>
    /// <param name="x">[n, c, w]: rows, channels first.</param>
    /// <param name="weights">[c, out / groups, kw]: the same floating dtype.</param>
    /// <param name="window">Stride, dilation, and as paddings how much is cut off.</param>
    /// <param name="outputPadding">Places more at the end; below the stride.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <returns>[n, out, ow]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or nothing would be left of the rows.</exception>
    public static Tensor ConvolveTranspose1d(Tensor x, Tensor weights, Window1d window, int outputPadding = 0, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(window);
        const string Name = "convolve_transpose1d";
        Window1d.RequireValid(Name, window, window);
        Convolution.TransposedOutput(Name, x.Spec, weights.Spec, [window], [outputPadding], groups);
        return ConvolveTranspose2d(
            x.ExpandDims(2), weights.ExpandDims(2), Window2d.Of(new Window1d(), window), (0, outputPadding), groups).Squeeze(2);
    }
}
