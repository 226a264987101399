namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>
    /// Slides filters through volumes: <c>y[n, o, i, j, k] = Σ x[n, c, i s + t d - p, j s + u d - p, k s + v d - p] w[o, c, t, u, v]</c>,
    /// with stride s, dilation d and padding p (what deep learning calls convolution; the filter is not mirrored).
    /// </summary>
    /// <param name="x">[n, c, d, h, w]: volumes, channels first.</param>
    /// <param name="weights">[out, c / groups, kd, kh, kw]: the same floating dtype.</param>
    /// <param name="stride">Distance from one window to the next; 1 or more.</param>
    /// <param name="padding">Zeros put around the volumes on each side; 0 or more.</param>
    /// <param name="dilation">Distance between a filter's taps; 1 or more.</param>
    /// <param name="groups">Into how many equal groups the channels fall; each group of outputs sees its own inputs only.</param>
    /// <returns>[n, out, (d + 2p - dilation (kd - 1) - 1) / s + 1, …]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or a window is larger than the padded volume.</exception>
    /// <remarks>On the way, and on a tape, the planes under each window stand side by side: kd / s times the volumes' memory.</remarks>
    public static Tensor Convolve3d(Tensor x, Tensor weights, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        Convolve3d(x, weights, Cube(stride, padding, dilation), groups);

    /// <summary>Slides filters through volumes, with windows that differ by axis and side.</summary>
    /// <param name="x">[n, c, d, h, w]: volumes, channels first.</param>
    /// <param name="weights">[out, c / groups, kd, kh, kw]: the same floating dtype.</param>
    /// <param name="window">Strides, paddings and dilations.</param>
    /// <param name="groups">Into how many equal groups the channels fall.</param>
    /// <returns>[n, out, od, oh, ow]</returns>
    /// <exception cref="ShapeException">The shapes, channels or groups do not fit, or a window is larger than the padded volume.</exception>
    /// <remarks>On the way, and on a tape, the planes under each window stand side by side: kd / s times the volumes' memory.</remarks>
    public static Tensor Convolve3d(Tensor x, Tensor weights, Window3d window, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(window);
        const string Name = "convolve3d";
        window.RequireValid(Name);
        Shape y = Convolution.Output(Name, x.Spec, weights.Spec, [window.Planes, window.Rows, window.Columns], groups);
        (int images, int channels, int taps) = (x.Shape[0], x.Shape[1], weights.Shape[2]);

        // The planes under a window are channels of an image: each depth of the output is a convolution of c kd channels.
        Tensor padded = window is { Front: 0, Back: 0 } ? x : x.Pad([0, 0, window.Front, 0, 0], [0, 0, window.Back, 0, 0]);
        int depth = padded.Shape[2];
        Tensor planes = padded.Reshape([images, channels * depth, x.Shape[3], x.Shape[4]])
            .Gather(Convolution.Planes(y[2], channels, taps, depth, window.Planes), axis: 1)
            .Reshape([images * y[2], channels * taps, x.Shape[3], x.Shape[4]]);
        Tensor filters = weights.Reshape([y[1], weights.Shape[1] * taps, weights.Shape[3], weights.Shape[4]]);
        return Convolve2d(planes, filters, Window2d.Of(window.Rows, window.Columns), groups)
            .Reshape([images, y[2], y[1], y[3], y[4]]).SwapAxes(1, 2);
    }

    private static Window3d Cube(int stride, int padding, int dilation)
    {
        var axis = new Window1d(stride, padding, padding, dilation);
        return Window3d.Of(axis, axis, axis);
    }
}
