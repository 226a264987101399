using System.Globalization;

namespace AutoGrad;

public static partial class Pool
{
    /// <summary>Takes the p-norm of each window: <c>y = (Σ |x|ᵖ)^(1/p)</c>.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first; a floating dtype.</param>
    /// <param name="p">1 or more; ∞ takes the greatest magnitude. Powers must stay in the range of the dtype.</param>
    /// <param name="window">Height and width of the window, in pixels.</param>
    /// <param name="stride">Distance from one window to the next; the window's size unless said.</param>
    /// <param name="padding">Zeros around the image; less than the window.</param>
    /// <param name="ceiling">Whether a last window that reaches over the end counts too, if it starts in the image or the padding before it.</param>
    /// <returns>[n, c, oh, ow]</returns>
    /// <exception cref="ShapeException">The image is not of rank 4, or smaller than the window; or p is below 1.</exception>
    /// <remarks>Derivative: 0 for a window of zeros. PyTorch's pooling of odd p sums signed powers instead.</remarks>
    public static Tensor Lp2d(Tensor x, double p, int window, int? stride = null, int padding = 0, bool ceiling = false)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (!(p >= 1))
        {
            throw new ShapeException("lp_pool2d", "p must be 1 or more", p.ToString(CultureInfo.InvariantCulture));
        }

        if (double.IsPositiveInfinity(p))
        {
            return Max2d(Tensor.Abs(x), window, stride, padding, ceiling: ceiling);
        }

        var sum = new WindowSum2dOp(window, window, Checked("lp_pool2d", x, (window, window), Square(window, stride, padding), ceiling));
        return p switch
        {
            1 => sum.Apply(Tensor.Abs(x)),
            2 => Tensor.SafeSqrt(sum.Apply(Tensor.Square(x))),
            _ => Tensor.PowerOrZero(sum.Apply(Tensor.PowerOrZero(Tensor.Abs(x), p)), 1 / p),
        };
    }
}
