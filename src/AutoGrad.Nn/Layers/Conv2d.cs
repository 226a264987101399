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
    /// <param name="groups">Into how many groups the channels fall, as <see cref="Apply"/> will be told.</param>
    /// <param name="initializer">How the filters are drawn; <see cref="Initial.GlorotUniform"/> unless said.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <exception cref="ShapeException">A number is not positive, or the channels do not fall into the groups.</exception>
    public static Conv2d Init(
        RandomKey key, int inputs, int outputs, int window, int groups = 1, Initializer? initializer = null, DType dtype = DType.Float32)
    {
        if (Math.Min(Math.Min(inputs, outputs), Math.Min(window, groups)) < 1 || inputs % groups != 0 || outputs % groups != 0)
        {
            throw new ShapeException(
                "conv2d", "inputs, outputs, window and groups must be 1 or more, and the channels multiples of the groups",
                $"{inputs}, {outputs}, {window} and {groups}");
        }

        // Groups cut both what a filter sees and who sees a channel.
        Shape shape = [outputs, inputs / groups, window, window];
        Tensor weight = (initializer ?? Initial.GlorotUniform)(
            key, shape, inputs / groups * window * window, outputs / groups * window * window, dtype);
        return new Conv2d(weight, Tensor.Zeros([outputs], dtype));
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
        return Tensor.Convolve2d(x, p.Weight, stride, padding, dilation, groups) + p.Bias.Reshape([-1, 1, 1]);
    }
}
