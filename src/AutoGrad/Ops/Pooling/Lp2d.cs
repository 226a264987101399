namespace AutoGrad;

public static partial class Pool
{
    /// <summary>Takes the p-norm of each window: <c>y = (Σ |x|ᵖ)^(1/p)</c>.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first; a floating dtype.</param>
    /// <param name="p">1 or more; ∞ takes the greatest magnitude. Powers must stay in the range of the dtype.</param>
    /// <param name="window">Height and width of the window, in pixels.</param>
    /// <param name="stride">Distance from one window to the next; the window's size unless said.</param>
    /// <param name="padding">Zeros around the image.</param>
    /// <param name="dilation">Distance between the places of a window.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the image or the padding before it.</param>
    /// <returns>[n, c, oh, ow]</returns>
    /// <exception cref="ShapeException">The images are not of rank 4, or empty, or smaller than the window; or p is below 1.</exception>
    /// <remarks>Derivative: 0 for a window of zeros. PyTorch's pooling of odd p sums signed powers instead.</remarks>
    public static Tensor Lp2d(Tensor x, double p, int window, int? stride = null, int padding = 0, int dilation = 1, bool ceiling = false) =>
        Lp("lp_pool2d", x, p, Over(window, Moves(window, stride, padding, dilation)), ceiling);

    /// <summary>Takes the p-norm of each window, with windows that differ by axis and side.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first; a floating dtype.</param>
    /// <param name="p">1 or more; ∞ takes the greatest magnitude. Powers must stay in the range of the dtype.</param>
    /// <param name="window">Height and width of the window, in pixels.</param>
    /// <param name="steps">Strides, paddings (zeros) and dilations; windows side by side unless said.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the image or the padding before it.</param>
    /// <returns>[n, c, oh, ow]</returns>
    /// <exception cref="ShapeException">The images are not of rank 4, or empty, or smaller than the window; or p is below 1.</exception>
    /// <remarks>Derivative: 0 for a window of zeros. PyTorch's pooling of odd p sums signed powers instead.</remarks>
    public static Tensor Lp2d(Tensor x, double p, (int Height, int Width) window, Window2d? steps = null, bool ceiling = false) =>
        Lp("lp_pool2d", x, p, Over(window, steps), ceiling);
}
