namespace AutoGrad;

public static partial class Pool
{
    /// <summary>Averages each window.</summary>
    /// <param name="x">[n, c, w]: rows, channels first; a floating dtype.</param>
    /// <param name="window">How many places the window holds.</param>
    /// <param name="stride">Distance from one window to the next; the window's size unless said.</param>
    /// <param name="padding">Zeros at each end.</param>
    /// <param name="dilation">Distance between the places of a window.</param>
    /// <param name="countPadding">Whether padding counts in the average (PyTorch's default), or only the row's own places do (Keras').</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the row or the padding before it; what lies beyond the padding never counts in the average.</param>
    /// <returns>[n, c, ow]</returns>
    /// <exception cref="ShapeException">The rows are not of rank 3, or empty, or shorter than the window.</exception>
    public static Tensor Average1d(
        Tensor x, int window, int? stride = null, int padding = 0, int dilation = 1, bool countPadding = true, bool ceiling = false) =>
        Average("average_pool1d", x, Along(window, Moves(window, stride, padding, dilation)), countPadding, ceiling);

    /// <summary>Averages each window, with ends padded differently.</summary>
    /// <param name="x">[n, c, w]: rows, channels first; a floating dtype.</param>
    /// <param name="window">How many places the window holds.</param>
    /// <param name="steps">Stride, paddings (zeros) and dilation.</param>
    /// <param name="countPadding">Whether padding counts in the average (PyTorch's default), or only the row's own places do (Keras').</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the row or the padding before it; what lies beyond the padding never counts in the average.</param>
    /// <returns>[n, c, ow]</returns>
    /// <exception cref="ShapeException">The rows are not of rank 3, or empty, or shorter than the window.</exception>
    public static Tensor Average1d(
        Tensor x, int window, Window1d steps, bool countPadding = true, bool ceiling = false) =>
        Average("average_pool1d", x, Along(window, steps), countPadding, ceiling);
}
