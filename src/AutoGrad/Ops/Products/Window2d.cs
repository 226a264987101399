namespace AutoGrad;

/// <summary>How a window moves over an image, in pixels.</summary>
/// <param name="StrideHeight">Distance from one window to the one below; 1 or more.</param>
/// <param name="StrideWidth">Distance from one window to the one beside; 1 or more.</param>
/// <param name="Top">Padding above; 0 or more.</param>
/// <param name="Bottom">Padding below; 0 or more.</param>
/// <param name="Left">Padding on the left; 0 or more.</param>
/// <param name="Right">Padding on the right; 0 or more.</param>
/// <param name="DilationHeight">Distance between rows inside a window; 1 or more.</param>
/// <param name="DilationWidth">Distance between columns inside a window; 1 or more.</param>
public sealed record Window2d(
    int StrideHeight = 1, int StrideWidth = 1, int Top = 0, int Bottom = 0, int Left = 0, int Right = 0, int DilationHeight = 1, int DilationWidth = 1)
{
    /// <summary>
    /// Pads so that a window starts at every stride: extents become <c>⌈extent / stride⌉</c>. Of an odd number of zeros the one
    /// more goes to the bottom and the right (ONNX's SAME_UPPER; at stride 1 PyTorch's "same").
    /// </summary>
    /// <param name="image">[..., h, w]: the shape that the window moves over.</param>
    /// <param name="filter">[..., kh, kw]: the window's extents; the shape of a convolution's weights will do.</param>
    /// <param name="strideHeight">Distance from one window to the one below; 1 or more.</param>
    /// <param name="strideWidth">Distance from one window to the one beside; 1 or more.</param>
    /// <param name="dilationHeight">Distance between rows inside a window; 1 or more.</param>
    /// <param name="dilationWidth">Distance between columns inside a window; 1 or more.</param>
    /// <exception cref="ShapeException">A shape has no two axes, or a stride or dilation is below 1.</exception>
    /// <remarks>For a transposed convolution, say the shape that it is to make. What a filter shorter than its stride leaves open there, output padding makes up.</remarks>
    public static Window2d Same(Shape image, Shape filter, int strideHeight = 1, int strideWidth = 1, int dilationHeight = 1, int dilationWidth = 1)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(filter);
        if (image.Rank < 2 || filter.Rank < 2)
        {
            throw new ShapeException("same", "image must be [..., h, w] and filter [..., kh, kw]", $"{image} and {filter}");
        }

        var window = new Window2d(strideHeight, strideWidth, DilationHeight: dilationHeight, DilationWidth: dilationWidth);
        window.RequireValid("same");
        return Of(window.Rows.PaddedAsSame(image[^2], filter[^2]), window.Columns.PaddedAsSame(image[^1], filter[^1]));
    }

    /// <summary>How the window moves along the height.</summary>
    internal Window1d Rows => new(StrideHeight, Top, Bottom, DilationHeight);

    /// <summary>How the window moves along the width.</summary>
    internal Window1d Columns => new(StrideWidth, Left, Right, DilationWidth);

    /// <summary>A window of two axes.</summary>
    internal static Window2d Of(Window1d rows, Window1d columns) =>
        new(rows.Stride, columns.Stride, rows.Before, rows.After, columns.Before, columns.After, rows.Dilation, columns.Dilation);

    /// <summary>Checks that the window moves at all.</summary>
    internal void RequireValid(string op) => Window1d.RequireValid(op, this, Rows, Columns);

    /// <summary>How many windows of an extent fit along the height.</summary>
    internal int OutHeight(int height, int window) => Rows.Count(height, window);

    /// <summary>How many windows of an extent fit along the width.</summary>
    internal int OutWidth(int width, int window) => Columns.Count(width, window);
}
