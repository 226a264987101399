namespace AutoGrad;

public static partial class Pool
{
    /// <summary>Averages each window.</summary>
    /// <param name="x">[n, c, d, h, w]: volumes, channels first; a floating dtype.</param>
    /// <param name="window">Depth, height and width of the window.</param>
    /// <param name="stride">Distance from one window to the next; the window's size unless said.</param>
    /// <param name="padding">Zeros around the volume.</param>
    /// <param name="dilation">Distance between the places of a window.</param>
    /// <param name="countPadding">Whether padding counts in the average (PyTorch's default), or only the volume's own places do (Keras').</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the volume or the padding before it; what lies beyond the padding never counts in the average.</param>
    /// <returns>[n, c, od, oh, ow]</returns>
    /// <exception cref="ShapeException">The volumes are not of rank 5, or empty, or smaller than the window.</exception>
    public static Tensor Average3d(
        Tensor x, int window, int? stride = null, int padding = 0, int dilation = 1, bool countPadding = true, bool ceiling = false) =>
        Average("average_pool3d", x, Through(window, Moves(window, stride, padding, dilation)), countPadding, ceiling);

    /// <summary>Averages each window, with windows that differ by axis and side.</summary>
    /// <param name="x">[n, c, d, h, w]: volumes, channels first; a floating dtype.</param>
    /// <param name="window">Depth, height and width of the window.</param>
    /// <param name="steps">Strides, paddings (zeros) and dilations; windows side by side unless said.</param>
    /// <param name="countPadding">Whether padding counts in the average (PyTorch's default), or only the volume's own places do (Keras').</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the volume or the padding before it; what lies beyond the padding never counts in the average.</param>
    /// <returns>[n, c, od, oh, ow]</returns>
    /// <exception cref="ShapeException">The volumes are not of rank 5, or empty, or smaller than the window.</exception>
    public static Tensor Average3d(
        Tensor x, (int Depth, int Height, int Width) window, Window3d? steps = null, bool countPadding = true, bool ceiling = false) =>
        Average("average_pool3d", x, Through(window, steps), countPadding, ceiling);
}
