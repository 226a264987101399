namespace AutoGrad;

public static partial class Pool
{
    /// <summary>Takes the p-norm of each window: <c>y = (Σ |x|ᵖ)^(1/p)</c>.</summary>
    /// <param name="x">[n, c, d, h, w]: volumes, channels first; a floating dtype.</param>
    /// <param name="p">1 or more; ∞ takes the greatest magnitude. Powers must stay in the range of the dtype.</param>
    /// <param name="window">Depth, height and width of the window.</param>
    /// <param name="stride">Distance from one window to the next; the window's size unless said.</param>
    /// <param name="padding">Zeros around the volume.</param>
    /// <param name="dilation">Distance between the places of a window.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the volume or the padding before it.</param>
    /// <returns>[n, c, od, oh, ow]</returns>
    /// <exception cref="ShapeException">The volumes are not of rank 5, or empty, or smaller than the window; or p is below 1.</exception>
    /// <remarks>Derivative: 0 for a window of zeros. PyTorch's pooling of odd p sums signed powers instead.</remarks>
    public static Tensor Lp3d(Tensor x, double p, int window, int? stride = null, int padding = 0, int dilation = 1, bool ceiling = false) =>
        Lp("lp_pool3d", x, p, Through(window, Moves(window, stride, padding, dilation)), ceiling);

    /// <summary>Takes the p-norm of each window, with windows that differ by axis and side.</summary>
    /// <param name="x">[n, c, d, h, w]: volumes, channels first; a floating dtype.</param>
    /// <param name="p">1 or more; ∞ takes the greatest magnitude. Powers must stay in the range of the dtype.</param>
    /// <param name="window">Depth, height and width of the window.</param>
    /// <param name="steps">Strides, paddings (zeros) and dilations; windows side by side unless said.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the volume or the padding before it.</param>
    /// <returns>[n, c, od, oh, ow]</returns>
    /// <exception cref="ShapeException">The volumes are not of rank 5, or empty, or smaller than the window; or p is below 1.</exception>
    /// <remarks>Derivative: 0 for a window of zeros. PyTorch's pooling of odd p sums signed powers instead.</remarks>
    public static Tensor Lp3d(Tensor x, double p, (int Depth, int Height, int Width) window, Window3d? steps = null, bool ceiling = false) =>
        Lp("lp_pool3d", x, p, Through(window, steps), ceiling);
}
