namespace AutoGrad.Nn;

/// <summary>Filters slid over images, and a bias a filter: <see cref="Tensor.Convolve2d(Tensor, Tensor, int, int, int, int)"/> with parameters.</summary>
/// <param name="Weight">[outputs, inputs / groups, kh, kw]</param>
/// <param name="Bias">[outputs]</param>
public sealed record Conv2d(Tensor Weight, Tensor Bias)
{
    /// <summary>Draws starting filters, and no bias.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="inputs">Channels in; a multiple of the groups.</param>
    /// <param name="outputs">Channels out, one a filter; a multiple of the groups.</param>
    /// <param name="window">Height and width of a filter, in pixels; 1 or more.</param>
    /// <param name="groups">Into how many groups the channels fall, as <c>Apply</c> will be told.</param>
    /// <param name="initializer">How the filters are drawn; <see cref="Initial.GlorotUniform"/> unless said.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <exception cref="ShapeException">A number is not positive, or the channels do not fall into the groups.</exception>
    public static Conv2d Init(
        RandomKey key, int inputs, int outputs, int window, int groups = 1, Initializer? initializer = null, DType dtype = DType.Float32)
    {
        (Tensor weight, Tensor bias) = Filters.Draw("conv2d", 2, isTransposed: false, key, inputs, outputs, window, groups, initializer, dtype);
        return new Conv2d(weight, bias);
    }

    /// <summary>Filters a batch of images.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[n, c, h, w]: images, channels first, of the parameters' dtype.</param>
    /// <param name="stride">Distance from one window to the next, in pixels; 1 or more.</param>
    /// <param name="padding">Zeros put around the images on each side, in pixels; 0 or more.</param>
    /// <param name="dilation">Distance between a filter's taps, in pixels; 1 or more.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <returns>[n, outputs, (h + 2 padding - dilation (kh - 1) - 1) / stride + 1, …]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or a window is larger than the padded image.</exception>
    public static Tensor Apply(Conv2d p, Tensor x, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(p);
        return Filters.WithBias(Tensor.Convolve2d(x, p.Weight, stride, padding, dilation, groups), p.Bias);
    }

    /// <summary>Filters a batch of images, with windows that differ by axis and side.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[n, c, h, w]: images, channels first, of the parameters' dtype.</param>
    /// <param name="steps">Strides, paddings and dilations.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <returns>[n, outputs, oh, ow]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or a window is larger than the padded image.</exception>
    public static Tensor Apply(Conv2d p, Tensor x, Window2d steps, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(p);
        return Filters.WithBias(Tensor.Convolve2d(x, p.Weight, steps, groups), p.Bias);
    }
}
