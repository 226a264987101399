namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Lays the windows of images out as columns, channel by channel and within each row by row.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first; any dtype.</param>
    /// <param name="window">Height and width of the window, in pixels; 1 or more.</param>
    /// <param name="stride">Distance from one window to the next, in pixels; 1 or more.</param>
    /// <param name="padding">Zeros put around the images on each side, in pixels; 0 or more.</param>
    /// <param name="dilation">Distance between the places of a window, in pixels; 1 or more.</param>
    /// <returns>[n, c window², windows]: windows beside one another first.</returns>
    /// <exception cref="ShapeException">The images are not of rank 4, or the padded image is smaller than the window.</exception>
    /// <remarks>A convolution is the product of its filters, as rows, with these columns. The transpose is <see cref="Fold2d(Tensor, ValueTuple{int, int}, int, int, int, int)"/>.</remarks>
    public static Tensor Unfold2d(Tensor x, int window, int stride = 1, int padding = 0, int dilation = 1) =>
        Unfold2d(x, (window, window), new Window2d(stride, stride, padding, padding, padding, padding, dilation, dilation));

    /// <summary>Lays the windows of images out as columns, with windows that differ by axis and side.</summary>
    /// <param name="x">[n, c, h, w]: images, channels first; any dtype.</param>
    /// <param name="window">Height and width of the window, in pixels; each 1 or more.</param>
    /// <param name="steps">Strides, paddings (zeros) and dilations; one pixel at a time unless said.</param>
    /// <returns>[n, c window.Height window.Width, windows]: windows beside one another first.</returns>
    /// <exception cref="ShapeException">The images are not of rank 4, or the padded image is smaller than the window.</exception>
    public static Tensor Unfold2d(Tensor x, (int Height, int Width) window, Window2d? steps = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        steps ??= new Window2d();
        const string Name = "unfold2d";
        ShapeException.ThrowUnless(x.Rank == 4, Name, "x must be [n, c, h, w]", x.Spec);
        (int images, int channels) = (x.Shape[0], x.Shape[1]);
        Tensor columns = Folding.Columns(Name, x.Shape[2], x.Shape[3], window, steps);
        Tensor padded = x.Pad([0, 0, steps.Top, steps.Left], [0, 0, steps.Bottom, steps.Right]);
        return padded.Reshape([images, channels, padded.Shape[2] * padded.Shape[3]])
            .Gather(columns, axis: 2)
            .Reshape([images, channels * columns.Shape[0], columns.Shape[1]]);
    }
}

/// <summary>Where the places of windows are in an image.</summary>
internal static class Folding
{
    /// <summary>For each place of a window and each window, its place in the padded image, counted row by row.</summary>
    /// <returns>[window.Height window.Width, windows]: Int32.</returns>
    public static Tensor Columns(string op, int height, int width, (int Height, int Width) window, Window2d steps)
    {
        if (Math.Min(window.Height, window.Width) < 1)
        {
            throw new ShapeException(op, "the window must hold one place or more", $"a window of {window.Height} by {window.Width}");
        }

        steps.RequireValid(op);
        (int outHeight, int outWidth) = (steps.OutHeight(height, window.Height), steps.OutWidth(width, window.Width));
        if (outHeight < 1 || outWidth < 1)
        {
            throw new ShapeException(
                op, $"the padded image must hold a window of {window.Height} by {window.Width}", $"an image of {height} by {width} and {steps}");
        }

        int stride = width + steps.Left + steps.Right;
        var places = new int[window.Height * window.Width * outHeight * outWidth];
        for (int i = 0; i < places.Length; i++)
        {
            (int rest, int column) = Math.DivRem(i, outWidth);
            (rest, int row) = Math.DivRem(rest, outHeight);
            (int u, int v) = Math.DivRem(rest, window.Width);
            places[i] = (row * steps.StrideHeight + u * steps.DilationHeight) * stride + column * steps.StrideWidth + v * steps.DilationWidth;
        }

        return Tensor.From([window.Height * window.Width, outHeight * outWidth], places);
    }
}
