namespace AutoGrad;

public static partial class Pool
{
    /// <summary>Takes the greatest number of each window.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first; a floating dtype.</param>
    /// <param name="window">Height and width of the window, in pixels.</param>
    /// <param name="stride">Distance from one window to the next; the window's size unless said.</param>
    /// <param name="padding">Places around the image that are never chosen.</param>
    /// <param name="dilation">Distance between the places of a window.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the image or the padding before it; what lies beyond the end is never chosen.</param>
    /// <returns>[n, c, oh, ow]</returns>
    /// <exception cref="ShapeException">The images are not of rank 4, or empty, or smaller than the window, or a window holds no place of them.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static Tensor Max2d(Tensor x, int window, int? stride = null, int padding = 0, int dilation = 1, bool ceiling = false) =>
        Max("max_pool2d", x, Over(window, Moves(window, stride, padding, dilation)), ceiling);

    /// <summary>Takes the greatest number of each window, with windows that differ by axis and side.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first; a floating dtype.</param>
    /// <param name="window">Height and width of the window, in pixels.</param>
    /// <param name="steps">Strides, paddings and dilations; windows side by side unless said.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the image or the padding before it; what lies beyond the end is never chosen.</param>
    /// <returns>[n, c, oh, ow]</returns>
    /// <exception cref="ShapeException">The images are not of rank 4, or empty, or smaller than the window, or a window holds no place of them.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static Tensor Max2d(Tensor x, (int Height, int Width) window, Window2d? steps = null, bool ceiling = false) =>
        Max("max_pool2d", x, Over(window, steps), ceiling);

    /// <summary>Takes the greatest number of each window, and says where it was.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first; a floating dtype.</param>
    /// <param name="window">Height and width of the window, in pixels.</param>
    /// <param name="stride">Distance from one window to the next; the window's size unless said.</param>
    /// <param name="padding">Places around the image that are never chosen.</param>
    /// <param name="dilation">Distance between the places of a window.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the image or the padding before it; what lies beyond the end is never chosen.</param>
    /// <returns>Values and indices, both [n, c, oh, ow]; an index counts through its own image's rows, in [0, h w).</returns>
    /// <exception cref="ShapeException">The images are not of rank 4, or empty, or smaller than the window, or a window holds no place of them.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static ValuesAndIndices Max2dWithIndices(
        Tensor x, int window, int? stride = null, int padding = 0, int dilation = 1, bool ceiling = false) =>
        MaxWithIndices("max_pool2d", x, Over(window, Moves(window, stride, padding, dilation)), ceiling);

    /// <summary>Takes the greatest number of each window, and says where it was, with windows that differ by axis and side.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first; a floating dtype.</param>
    /// <param name="window">Height and width of the window, in pixels.</param>
    /// <param name="steps">Strides, paddings and dilations; windows side by side unless said.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the image or the padding before it; what lies beyond the end is never chosen.</param>
    /// <returns>Values and indices, both [n, c, oh, ow]; an index counts through its own image's rows, in [0, h w).</returns>
    /// <exception cref="ShapeException">The images are not of rank 4, or empty, or smaller than the window, or a window holds no place of them.</exception>
    /// <remarks>Derivative: 1 for the place chosen, the first in scan order among equals; a NaN is chosen before any number.</remarks>
    public static ValuesAndIndices Max2dWithIndices(Tensor x, (int Height, int Width) window, Window2d? steps = null, bool ceiling = false) =>
        MaxWithIndices("max_pool2d", x, Over(window, steps), ceiling);
}
