namespace AutoGrad;

public static partial class Pool
{
    /// <summary>Takes the greatest number of each window.</summary>
    /// <param name="x">[n, c, w]: rows, channels first; a floating dtype.</param>
    /// <param name="window">How many places the window holds.</param>
    /// <param name="stride">Distance from one window to the next; the window's size unless said.</param>
    /// <param name="padding">Places at each end that are never chosen.</param>
    /// <param name="dilation">Distance between the places of a window.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the row or the padding before it; what lies beyond the end is never chosen.</param>
    /// <returns>[n, c, ow]</returns>
    /// <exception cref="ShapeException">The rows are not of rank 3, or empty, or shorter than the window, or a window holds no place of them.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static Tensor Max1d(Tensor x, int window, int? stride = null, int padding = 0, int dilation = 1, bool ceiling = false) =>
        Max("max_pool1d", x, Along(window, Moves(window, stride, padding, dilation)), ceiling);

    /// <summary>Takes the greatest number of each window, with ends padded differently.</summary>
    /// <param name="x">[n, c, w]: rows, channels first; a floating dtype.</param>
    /// <param name="window">How many places the window holds.</param>
    /// <param name="steps">Stride, paddings and dilation.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the row or the padding before it; what lies beyond the end is never chosen.</param>
    /// <returns>[n, c, ow]</returns>
    /// <exception cref="ShapeException">The rows are not of rank 3, or empty, or shorter than the window, or a window holds no place of them.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static Tensor Max1d(Tensor x, int window, Window1d steps, bool ceiling = false) =>
        Max("max_pool1d", x, Along(window, steps), ceiling);

    /// <summary>Takes the greatest number of each window, and says where it was.</summary>
    /// <param name="x">[n, c, w]: rows, channels first; a floating dtype.</param>
    /// <param name="window">How many places the window holds.</param>
    /// <param name="stride">Distance from one window to the next; the window's size unless said.</param>
    /// <param name="padding">Places at each end that are never chosen.</param>
    /// <param name="dilation">Distance between the places of a window.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the row or the padding before it; what lies beyond the end is never chosen.</param>
    /// <returns>Values and indices, both [n, c, ow]; an index counts along its own row, in [0, w).</returns>
    /// <exception cref="ShapeException">The rows are not of rank 3, or empty, or shorter than the window, or a window holds no place of them.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static ValuesAndIndices Max1dWithIndices(
        Tensor x, int window, int? stride = null, int padding = 0, int dilation = 1, bool ceiling = false) =>
        MaxWithIndices("max_pool1d", x, Along(window, Moves(window, stride, padding, dilation)), ceiling);

    /// <summary>Takes the greatest number of each window, and says where it was, with ends padded differently.</summary>
    /// <param name="x">[n, c, w]: rows, channels first; a floating dtype.</param>
    /// <param name="window">How many places the window holds.</param>
    /// <param name="steps">Stride, paddings and dilation.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the row or the padding before it; what lies beyond the end is never chosen.</param>
    /// <returns>Values and indices, both [n, c, ow]; an index counts along its own row, in [0, w).</returns>
    /// <exception cref="ShapeException">The rows are not of rank 3, or empty, or shorter than the window, or a window holds no place of them.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static ValuesAndIndices Max1dWithIndices(Tensor x, int window, Window1d steps, bool ceiling = false) =>
        MaxWithIndices("max_pool1d", x, Along(window, steps), ceiling);
}
