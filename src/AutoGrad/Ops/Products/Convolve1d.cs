namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>
    /// Slides filters over rows: <c>y[n, o, i] = Σ x[n, c, i s + v d - p] w[o, c, v]</c>, with stride s, dilation d and
    /// padding p (what deep learning calls convolution; the filter is not mirrored).
    /// </summary>
    /// <param name="x">[n, c, w]: rows, channels first.</param>
    /// <param name="weights">[out, c / groups, kw]: the same floating dtype.</param>
    /// <param name="stride">Distance from one window to the next; 1 or more.</param>
    /// <param name="padding">Zeros put at each end of the rows; 0 or more.</param>
    /// <param name="dilation">Distance between a filter's taps; 1 or more.</param>
    /// <param name="groups">Into how many equal groups the channels fall; each group of outputs sees its own inputs only.</param>
    /// <returns>[n, out, (w + 2p - d (kw - 1) - 1) / s + 1]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or a window is larger than the padded row.</exception>
    public static Tensor Convolve1d(Tensor x, Tensor weights, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        Convolve1d(x, weights, new Window1d(stride, padding, padding, dilation), groups);

    /// <summary>Slides filters over rows, with ends padded differently.</summary>
    /// <param name="x">[n, c, w]: rows, channels first.</param>
    /// <param name="weights">[out, c / groups, kw]: the same floating dtype.</param>
    /// <param name="window">Stride, paddings and dilation.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <returns>[n, out, ow]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or a window is larger than the padded row.</exception>
    public static Tensor Convolve1d(Tensor x, Tensor weights, Window1d window, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(window);
        const string Name = "convolve1d";
        Window1d.RequireValid(Name, window, window);
        Convolution.Output(Name, x.Spec, weights.Spec, [window], groups);

        // Rows are images of height 1.
        return Convolve2d(x.ExpandDims(2), weights.ExpandDims(2), Window2d.Of(new Window1d(), window), groups).Squeeze(2);
    }
}
