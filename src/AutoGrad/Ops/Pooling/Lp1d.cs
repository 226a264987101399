namespace AutoGrad;

public static partial class Pool
{
    /// <summary>Takes the p-norm of each window: <c>y = (Σ |x|ᵖ)^(1/p)</c>.</summary>
    /// <param name="x">[n, c, w]: rows, channels first; a floating dtype.</param>
    /// <param name="p">1 or more; ∞ takes the greatest magnitude. Powers must stay in the range of the dtype.</param>
    /// <param name="window">How many places the window holds.</param>
    /// <param name="stride">Distance from one window to the next; the window's size unless said.</param>
    /// <param name="padding">Zeros at each end.</param>
    /// <param name="dilation">Distance between the places of a window.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the row or the padding before it.</param>
    /// <returns>[n, c, ow]</returns>
    /// <exception cref="ShapeException">The rows are not of rank 3, or empty, or shorter than the window; or p is below 1.</exception>
    /// <remarks>Derivative: 0 for a window of zeros. PyTorch's pooling of odd p sums signed powers instead.</remarks>
    public static Tensor Lp1d(Tensor x, double p, int window, int? stride = null, int padding = 0, int dilation = 1, bool ceiling = false) =>
        Lp("lp_pool1d", x, p, Along(window, Moves(window, stride, padding, dilation)), ceiling);

    /// <summary>Takes the p-norm of each window, with ends padded differently.</summary>
    /// <param name="x">[n, c, w]: rows, channels first; a floating dtype.</param>
    /// <param name="p">1 or more; ∞ takes the greatest magnitude. Powers must stay in the range of the dtype.</param>
    /// <param name="window">How many places the window holds.</param>
    /// <param name="steps">Stride, paddings (zeros) and dilation.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the row or the padding before it.</param>
    /// <returns>[n, c, ow]</returns>
    /// <exception cref="ShapeException">The rows are not of rank 3, or empty, or shorter than the window; or p is below 1.</exception>
    /// <remarks>Derivative: 0 for a window of zeros. PyTorch's pooling of odd p sums signed powers instead.</remarks>
    public static Tensor Lp1d(Tensor x, double p, int window, Window1d steps, bool ceiling = false) =>
        Lp("lp_pool1d", x, p, Along(window, steps), ceiling);
}
