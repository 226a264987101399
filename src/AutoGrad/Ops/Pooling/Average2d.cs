namespace AutoGrad;

public static partial class Pool
{
    /// <summary>Averages each window.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first; a floating dtype.</param>
    /// <param name="window">Height and width of the window, in pixels.</param>
    /// <param name="stride">Distance from one window to the next; the window's size unless said.</param>
    /// <param name="padding">Zeros around the image.</param>
    /// <param name="dilation">Distance between the places of a window.</param>
    /// <param name="countPadding">Whether padding counts in the average (PyTorch's default), or only the image's own places do (Keras').</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the image or the padding before it; what lies beyond the padding never counts in the average.</param>
    /// <returns>[n, c, oh, ow]</returns>
    /// <exception cref="ShapeException">The images are not of rank 4, or empty, or smaller than the window.</exception>
    public static Tensor Average2d(
        Tensor x, int window, int? stride = null, int padding = 0, int dilation = 1, bool countPadding = true, bool ceiling = false) =>
        Average("average_pool2d", x, Over(window, Moves(window, stride, padding, dilation)), countPadding, ceiling);

    /// <summary>Averages each window, with windows that differ by axis and side.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first; a floating dtype.</param>
    /// <param name="window">Height and width of the window, in pixels.</param>
    /// <param name="steps">Strides, paddings (zeros) and dilations; windows side by side unless said.</param>
    /// <param name="countPadding">Whether padding counts in the average (PyTorch's default), or only the image's own places do (Keras').</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the image or the padding before it; what lies beyond the padding never counts in the average.</param>
    /// <returns>[n, c, oh, ow]</returns>
    /// <exception cref="ShapeException">The images are not of rank 4, or empty, or smaller than the window.</exception>
    public static Tensor Average2d(
        Tensor x, (int Height, int Width) window, Window2d? steps = null, bool countPadding = true, bool ceiling = false) =>
        Average("average_pool2d", x, Over(window, steps), countPadding, ceiling);
}
