using System.Globalization;

namespace AutoGrad.Nn;

public static partial class Normalize
{
    /// <summary>
    /// Divides each number by the energy of the channels around it, at its own place: <c>y = x / (k + alpha · s)^beta</c>, with s the mean of
    /// x² over a window of channels, zeros beyond the first and last.
    /// </summary>
    /// <param name="x">[n, c, ...]: channels second; a floating dtype.</param>
    /// <param name="size">Channels in a window; 1 or more. Of an even size, the larger half lies before the channel.</param>
    /// <param name="alpha">Weight of the mean square.</param>
    /// <param name="beta">The power.</param>
    /// <param name="k">Added to the mean square, so that a place without energy is not divided by 0.</param>
    /// <returns>[n, c, ...]</returns>
    /// <exception cref="ShapeException">There are no channels, or the size is not positive.</exception>
    /// <remarks>
    /// As in PyTorch and ONNX, alpha is shared out over the window; the source multiplies the sum by it.
    /// Source: Krizhevsky, Sutskever and Hinton, ImageNet Classification with Deep Convolutional Neural Networks, 2012, section 3.3.
    /// </remarks>
    public static Tensor LocalResponse(Tensor x, int size, double alpha = 1e-4, double beta = 0.75, double k = 1)
    {
        ArgumentNullException.ThrowIfNull(x);
        Require("local_response_norm", x.Rank >= 2, ChannelsRule, x);
        if (size < 1)
        {
            throw new ShapeException("local_response_norm", "the window must have 1 channel or more", size.ToString(CultureInfo.InvariantCulture));
        }

        int channels = x.Shape[1];
        int[] none = [.. Enumerable.Repeat(0, x.Rank - 2)];
        Tensor square = Tensor.Square(x).Pad([0, size / 2, .. none], [0, (size - 1) / 2, .. none]);

        // Shifted sums, not differences of a running one: those would cancel.
        Tensor sum = square.SliceAxis(1, 0, channels);
        for (int i = 1; i < size; i++)
        {
            sum += square.SliceAxis(1, i, channels);
        }

        return x * Tensor.Pow(k + alpha / size * sum, -beta);
    }
}
