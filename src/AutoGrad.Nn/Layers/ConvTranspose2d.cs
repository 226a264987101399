namespace AutoGrad.Nn;

/// <summary>
/// Each pixel spread over a window, and a bias a channel: <see cref="Tensor.ConvolveTranspose2d(Tensor, Tensor, int, int, int, int, int)"/>
/// with parameters.
/// </summary>
/// <param name="Weight">[inputs, outputs / groups, kh, kw]</param>
/// <param name="Bias">[outputs]</param>
public sealed record ConvTranspose2d(Tensor Weight, Tensor Bias)
{
    /// <summary>Draws starting filters, and no bias.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="inputs">Channels in; a multiple of the groups.</param>
    /// <param name="outputs">Channels out; a multiple of the groups.</param>
    /// <param name="window">Height and width of a filter, in pixels; 1 or more.</param>
    /// <param name="groups">Into how many groups the channels fall, as <c>Apply</c> will be told.</param>
    /// <param name="initializer">How the filters are drawn; <see cref="Initial.GlorotUniform"/> unless said. It hears how many inputs an output is a sum of at a stride of 1.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <exception cref="ShapeException">A number is not positive, or the channels do not fall into the groups.</exception>
    public static ConvTranspose2d Init(
        RandomKey key, int inputs, int outputs, int window, int groups = 1, Initializer? initializer = null, DType dtype = DType.Float32)
    {
        (Tensor weight, Tensor bias) = Filters.Draw(
            "conv_transpose2d", 2, isTransposed: true, key, inputs, outputs, window, groups, initializer, dtype);
        return new ConvTranspose2d(weight, bias);
    }

    /// <summary>Spreads a batch of images.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[n, c, h, w]: images, channels first, of the parameters' dtype.</param>
    /// <param name="stride">Distance from one pixel's window to the next; 1 or more.</param>
    /// <param name="padding">Places cut off at each side, in pixels; 0 or more.</param>
    /// <param name="outputPadding">Places more at the bottom and on the right; below the stride.</param>
    /// <param name="dilation">Distance between a filter's taps, in pixels; 1 or more.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <returns>[n, outputs, (h - 1) stride - 2 padding + dilation (kh - 1) + 1 + outputPadding, …]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or nothing would be left of the images.</exception>
    public static Tensor Apply(
        ConvTranspose2d p, Tensor x, int stride = 1, int padding = 0, int outputPadding = 0, int dilation = 1, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(p);
        return Filters.WithBias(Tensor.ConvolveTranspose2d(x, p.Weight, stride, padding, outputPadding, dilation, groups), p.Bias);
    }

    /// <summary>Spreads a batch of images, with windows that differ by axis and side.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[n, c, h, w]: images, channels first, of the parameters' dtype.</param>
    /// <param name="steps">Strides, dilations, and as paddings how much is cut off.</param>
    /// <param name="outputPadding">Places more at the bottom and on the right; each below its stride.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <returns>[n, outputs, oh, ow]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or nothing would be left of the images.</exception>
    public static Tensor Apply(ConvTranspose2d p, Tensor x, Window2d steps, (int Height, int Width) outputPadding = default, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(p);
        return Filters.WithBias(Tensor.ConvolveTranspose2d(x, p.Weight, steps, outputPadding, groups), p.Bias);
    }
}
