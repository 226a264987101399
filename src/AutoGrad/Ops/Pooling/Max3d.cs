namespace AutoGrad;

public static partial class Pool
{
    /// <summary>Takes the greatest number of each window.</summary>
    /// <param name="x">[n, c, d, h, w]: volumes, channels first; a floating dtype.</param>
    /// <param name="window">Depth, height and width of the window.</param>
    /// <param name="stride">Distance from one window to the next; the window's size unless said.</param>
    /// <param name="padding">Places around the volume that are never chosen.</param>
    /// <param name="dilation">Distance between the places of a window.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the volume or the padding before it; what lies beyond the end is never chosen.</param>
    /// <returns>[n, c, od, oh, ow]</returns>
    /// <exception cref="ShapeException">The volumes are not of rank 5, or empty, or smaller than the window, or a window holds no place of them.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static Tensor Max3d(Tensor x, int window, int? stride = null, int padding = 0, int dilation = 1, bool ceiling = false) =>
        Max("max_pool3d", x, Through(window, Moves(window, stride, padding, dilation)), ceiling);

    /// <summary>Takes the greatest number of each window, with windows that differ by axis and side.</summary>
    /// <param name="x">[n, c, d, h, w]: volumes, channels first; a floating dtype.</param>
    /// <param name="window">Depth, height and width of the window.</param>
    /// <param name="steps">Strides, paddings and dilations; windows side by side unless said.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the volume or the padding before it; what lies beyond the end is never chosen.</param>
    /// <returns>[n, c, od, oh, ow]</returns>
    /// <exception cref="ShapeException">The volumes are not of rank 5, or empty, or smaller than the window, or a window holds no place of them.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static Tensor Max3d(Tensor x, (int Depth, int Height, int Width) window, Window3d? steps = null, bool ceiling = false) =>
        Max("max_pool3d", x, Through(window, steps), ceiling);

    /// <summary>Takes the greatest number of each window, and says where it was.</summary>
    /// <param name="x">[n, c, d, h, w]: volumes, channels first; a floating dtype.</param>
    /// <param name="window">Depth, height and width of the window.</param>
    /// <param name="stride">Distance from one window to the next; the window's size unless said.</param>
    /// <param name="padding">Places around the volume that are never chosen.</param>
    /// <param name="dilation">Distance between the places of a window.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the volume or the padding before it; what lies beyond the end is never chosen.</param>
    /// <returns>Values and indices, both [n, c, od, oh, ow]; an index counts through its own volume's planes and rows, in [0, d h w).</returns>
    /// <exception cref="ShapeException">The volumes are not of rank 5, or empty, or smaller than the window, or a window holds no place of them.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static ValuesAndIndices Max3dWithIndices(
        Tensor x, int window, int? stride = null, int padding = 0, int dilation = 1, bool ceiling = false) =>
        MaxWithIndices("max_pool3d", x, Through(window, Moves(window, stride, padding, dilation)), ceiling);

    /// <summary>Takes the greatest number of each window, and says where it was, with windows that differ by axis and side.</summary>
    /// <param name="x">[n, c, d, h, w]: volumes, channels first; a floating dtype.</param>
    /// <param name="window">Depth, height and width of the window.</param>
    /// <param name="steps">Strides, paddings and dilations; windows side by side unless said.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the volume or the padding before it; what lies beyond the end is never chosen.</param>
    /// <returns>Values and indices, both [n, c, od, oh, ow]; an index counts through its own volume's planes and rows, in [0, d h w).</returns>
    /// <exception cref="ShapeException">The volumes are not of rank 5, or empty, or smaller than the window, or a window holds no place of them.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static ValuesAndIndices Max3dWithIndices(Tensor x, (int Depth, int Height, int Width) window, Window3d? steps = null, bool ceiling = false) =>
        MaxWithIndices("max_pool3d", x, Through(window, steps), ceiling);
}
