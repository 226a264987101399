namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>
    /// Adds columns up where <see cref="Unfold2d(Tensor, int, int, int, int)"/> would have taken them: its transpose. What
    /// windows share counts in each, so that this undoes it only where windows lie side by side.
    /// </summary>
    /// <param name="x">[n, c window², windows]: numbers.</param>
    /// <param name="image">Height and width of the images, in pixels.</param>
    /// <param name="window">Height and width of the window, in pixels; 1 or more.</param>
    /// <param name="stride">Distance from one window to the next, in pixels; 1 or more.</param>
    /// <param name="padding">Places cut off on each side, in pixels; 0 or more.</param>
    /// <param name="dilation">Distance between the places of a window, in pixels; 1 or more.</param>
    /// <returns>[n, c, image.Height, image.Width]</returns>
    /// <exception cref="ShapeException">The columns are not those of such images.</exception>
    public static Tensor Fold2d(Tensor x, (int Height, int Width) image, int window, int stride = 1, int padding = 0, int dilation = 1) =>
        Fold2d(x, image, (window, window), new Window2d(stride, stride, padding, padding, padding, padding, dilation, dilation));

    /// <summary>Adds columns up into images, with windows that differ by axis and side.</summary>
    /// <param name="x">[n, c window.Height window.Width, windows]: numbers.</param>
    /// <param name="image">Height and width of the images, in pixels.</param>
    /// <param name="window">Height and width of the window, in pixels; each 1 or more.</param>
    /// <param name="steps">Strides, dilations, and as paddings how much is cut off; one pixel at a time unless said.</param>
    /// <returns>[n, c, image.Height, image.Width]</returns>
    /// <exception cref="ShapeException">The columns are not those of such images.</exception>
    public static Tensor Fold2d(Tensor x, (int Height, int Width) image, (int Height, int Width) window, Window2d? steps = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        steps ??= new Window2d();
        const string Name = "fold2d";
        ShapeException.ThrowUnless(x.DType != DType.Bool, Name, "numbers are needed (convert with x.To(DType.Int32))", x.Spec);
        Tensor columns = Folding.Columns(Name, image.Height, image.Width, window, steps);
        (int places, int windows) = (columns.Shape[0], columns.Shape[1]);
        ShapeException.ThrowUnless(
            x.Rank == 3 && x.Shape[1] % places == 0 && x.Shape[2] == windows,
            Name, $"x must be [n, c {places}, {windows}] for images of {image.Height} by {image.Width}", x.Spec);
        (int images, int channels) = (x.Shape[0], x.Shape[1] / places);
        (int height, int width) = (image.Height + steps.Top + steps.Bottom, image.Width + steps.Left + steps.Right);
        return x.Reshape([images, channels, places, windows])
            .ScatterAdd(columns, height * width, axis: 2)
            .Reshape([images, channels, height, width])
            .SliceAxis(2, steps.Top, image.Height)
            .SliceAxis(3, steps.Left, image.Width);
    }
}
