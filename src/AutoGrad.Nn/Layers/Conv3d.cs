namespace AutoGrad.Nn;

/// <summary>Filters slid through volumes, and a bias a filter: <see cref="Tensor.Convolve3d(Tensor, Tensor, int, int, int, int)"/> with parameters.</summary>
/// <param name="Weight">[outputs, inputs / groups, kd, kh, kw]</param>
/// <param name="Bias">[outputs]</param>
public sealed record Conv3d(Tensor Weight, Tensor Bias)
{
    /// <summary>Draws starting filters, and no bias.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="inputs">Channels in; a multiple of the groups.</param>
    /// <param name="outputs">Channels out, one a filter; a multiple of the groups.</param>
    /// <param name="window">Depth, height and width of a filter; 1 or more.</param>
    /// <param name="groups">Into how many groups the channels fall, as <c>Apply</c> will be told.</param>
    /// <param name="initializer">How the filters are drawn; <see cref="Initial.GlorotUniform"/> unless said.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <exception cref="ShapeException">A number is not positive, or the channels do not fall into the groups.</exception>
    public static Conv3d Init(
        RandomKey key, int inputs, int outputs, int window, int groups = 1, Initializer? initializer = null, DType dtype = DType.Float32)
    {
        (Tensor weight, Tensor bias) = Filters.Draw("conv3d", 3, isTransposed: false, key, inputs, outputs, window, groups, initializer, dtype);
        return new Conv3d(weight, bias);
    }

    /// <summary>Filters a batch of volumes.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[n, c, d, h, w]: volumes, channels first, of the parameters' dtype.</param>
    /// <param name="stride">Distance from one window to the next; 1 or more.</param>
    /// <param name="padding">Zeros put around the volumes on each side; 0 or more.</param>
    /// <param name="dilation">Distance between a filter's taps; 1 or more.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <returns>[n, outputs, (d + 2 padding - dilation (kd - 1) - 1) / stride + 1, …]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or a window is larger than the padded volume.</exception>
    public static Tensor Apply(Conv3d p, Tensor x, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(p);
        return Filters.WithBias(Tensor.Convolve3d(x, p.Weight, stride, padding, dilation, groups), p.Bias);
    }

    /// <summary>Filters a batch of volumes, with windows that differ by axis and side.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[n, c, d, h, w]: volumes, channels first, of the parameters' dtype.</param>
    /// <param name="steps">Strides, paddings and dilations.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <returns>[n, outputs, od, oh, ow]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or a window is larger than the padded volume.</exception>
    public static Tensor Apply(Conv3d p, Tensor x, Window3d steps, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(p);
        return Filters.WithBias(Tensor.Convolve3d(x, p.Weight, steps, groups), p.Bias);
    }
}
