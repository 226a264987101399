namespace AutoGrad.Nn;

/// <summary>Filters slid over rows, and a bias a filter: <see cref="Tensor.Convolve1d(Tensor, Tensor, int, int, int, int)"/> with parameters.</summary>
/// <param name="Weight">[outputs, inputs / groups, kw]</param>
/// <param name="Bias">[outputs]</param>
public sealed record Conv1d(Tensor Weight, Tensor Bias)
{
    /// <summary>Draws starting filters, and no bias.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="inputs">Channels in; a multiple of the groups.</param>
    /// <param name="outputs">Channels out, one a filter; a multiple of the groups.</param>
    /// <param name="window">How long a filter is; 1 or more.</param>
    /// <param name="groups">Into how many groups the channels fall, as <c>Apply</c> will be told.</param>
    /// <param name="initializer">How the filters are drawn; <see cref="Initial.GlorotUniform"/> unless said.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <exception cref="ShapeException">A number is not positive, or the channels do not fall into the groups.</exception>
    public static Conv1d Init(
        RandomKey key, int inputs, int outputs, int window, int groups = 1, Initializer? initializer = null, DType dtype = DType.Float32)
    {
        (Tensor weight, Tensor bias) = Filters.Draw("conv1d", 1, isTransposed: false, key, inputs, outputs, window, groups, initializer, dtype);
        return new Conv1d(weight, bias);
    }

    /// <summary>Filters a batch of rows.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[n, c, w]: rows, channels first, of the parameters' dtype.</param>
    /// <param name="stride">Distance from one window to the next; 1 or more.</param>
    /// <param name="padding">Zeros put at each end of the rows; 0 or more.</param>
    /// <param name="dilation">Distance between a filter's taps; 1 or more.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <returns>[n, outputs, (w + 2 padding - dilation (kw - 1) - 1) / stride + 1]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or a window is longer than the padded row.</exception>
    public static Tensor Apply(Conv1d p, Tensor x, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(p);
        return Filters.WithBias(Tensor.Convolve1d(x, p.Weight, stride, padding, dilation, groups), p.Bias);
    }

    /// <summary>Filters a batch of rows, with ends padded differently.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[n, c, w]: rows, channels first, of the parameters' dtype.</param>
    /// <param name="steps">Stride, paddings and dilation.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <returns>[n, outputs, ow]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or a window is longer than the padded row.</exception>
    public static Tensor Apply(Conv1d p, Tensor x, Window1d steps, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(p);
        return Filters.WithBias(Tensor.Convolve1d(x, p.Weight, steps, groups), p.Bias);
    }
}
