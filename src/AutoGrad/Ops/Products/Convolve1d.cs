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
    /// <remarks>For ends padded differently, or by something else than 0, pad first.</remarks>
    public static Tensor Convolve1d(Tensor x, Tensor weights, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(weights);
        ConvolutionOfRows.RequireRows("convolve1d", "weights [out, c / groups, kw]", x, weights);
        return Convolve2d(x.ExpandDims(2), weights.ExpandDims(2), ConvolutionOfRows.Window(stride, padding, dilation), groups).Squeeze(2);
    }
}

/// <summary>Rows as images of height 1.</summary>
internal static class ConvolutionOfRows
{
    public static Window2d Window(int stride, int padding, int dilation) => new(1, stride, 0, 0, padding, padding, 1, dilation);

    public static void RequireRows(string op, string weightsRule, Tensor x, Tensor weights) => ShapeException.ThrowUnless(
        x.Shape.Rank == 3 && weights.Shape.Rank == 3, op, $"x must be [n, c, w] and {weightsRule}", x.Spec, weights.Spec);
}
