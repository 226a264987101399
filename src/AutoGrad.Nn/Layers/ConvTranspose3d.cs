namespace AutoGrad.Nn;

/// <summary>
/// Each place spread over a window, and a bias a channel: <see cref="Tensor.ConvolveTranspose3d(Tensor, Tensor, int, int, int, int, int)"/>
/// with parameters.
/// </summary>
/// <param name="Weight">[inputs, outputs / groups, kd, kh, kw]</param>
/// <param name="Bias">[outputs]</param>
public sealed record ConvTranspose3d(Tensor Weight, Tensor Bias)
{
    /// <summary>Draws starting filters, and no bias.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="inputs">Channels in; a multiple of the groups.</param>
    /// <param name="outputs">Channels out; a multiple of the groups.</param>
    /// <param name="window">Depth, height and width of a filter; 1 or more.</param>
    /// <param name="groups">Into how many groups the channels fall, as <c>Apply</c> will be told.</param>
    /// <param name="initializer">How the filters are drawn; <see cref="Initial.GlorotUniform"/> unless said. It hears how many inputs an output is a sum of at a stride of 1.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <exception cref="ShapeException">A number is not positive, or the channels do not fall into the groups.</exception>
    public static ConvTranspose3d Init(
        RandomKey key, int inputs, int outputs, int window, int groups = 1, Initializer? initializer = null, DType dtype = DType.Float32)
    {
        (Tensor weight, Tensor bias) = Filters.Draw(
            "conv_transpose3d", 3, isTransposed: true, key, inputs, outputs, window, groups, initializer, dtype);
        return new ConvTranspose3d(weight, bias);
    }

    /// <summary>Spreads a batch of volumes.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[n, c, d, h, w]: volumes, channels first, of the parameters' dtype.</param>
    /// <param name="stride">Distance from one place's window to the next; 1 or more.</param>
    /// <param name="padding">Places cut off at each side; 0 or more.</param>
    /// <param name="outputPadding">Places more at the back, at the bottom and on the right; below the stride.</param>
    /// <param name="dilation">Distance between a filter's taps; 1 or more.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <returns>[n, outputs, (d - 1) stride - 2 padding + dilation (kd - 1) + 1 + outputPadding, …]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or nothing would be left of the volumes.</exception>
    public static Tensor Apply(
        ConvTranspose3d p, Tensor x, int stride = 1, int padding = 0, int outputPadding = 0, int dilation = 1, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(p);
        return Filters.WithBias(Tensor.ConvolveTranspose3d(x, p.Weight, stride, padding, outputPadding, dilation, groups), p.Bias);
    }

    /// <summary>Spreads a batch of volumes, with windows that differ by axis and side.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[n, c, d, h, w]: volumes, channels first, of the parameters' dtype.</param>
    /// <param name="steps">Strides, dilations, and as paddings how much is cut off.</param>
    /// <param name="outputPadding">Places more at the back, at the bottom and on the right; each below its stride.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <returns>[n, outputs, od, oh, ow]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or nothing would be left of the volumes.</exception>
    public static Tensor Apply(ConvTranspose3d p, Tensor x, Window3d steps, (int Depth, int Height, int Width) outputPadding = default, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(p);
        return Filters.WithBias(Tensor.ConvolveTranspose3d(x, p.Weight, steps, outputPadding, groups), p.Bias);
    }
}
