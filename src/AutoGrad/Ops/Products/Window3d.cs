namespace AutoGrad;

/// <summary>How a window moves through a volume, in places.</summary>
/// <param name="StrideDepth">Distance from one window to the one behind; 1 or more.</param>
/// <param name="StrideHeight">Distance from one window to the one below; 1 or more.</param>
/// <param name="StrideWidth">Distance from one window to the one beside; 1 or more.</param>
/// <param name="Front">Padding in front; 0 or more.</param>
/// <param name="Back">Padding behind; 0 or more.</param>
/// <param name="Top">Padding above; 0 or more.</param>
/// <param name="Bottom">Padding below; 0 or more.</param>
/// <param name="Left">Padding on the left; 0 or more.</param>
/// <param name="Right">Padding on the right; 0 or more.</param>
/// <param name="DilationDepth">Distance between planes inside a window; 1 or more.</param>
/// <param name="DilationHeight">Distance between rows inside a window; 1 or more.</param>
/// <param name="DilationWidth">Distance between columns inside a window; 1 or more.</param>
public sealed record Window3d(
    int StrideDepth = 1, int StrideHeight = 1, int StrideWidth = 1, int Front = 0, int Back = 0, int Top = 0, int Bottom = 0, int Left = 0, int Right = 0,
    int DilationDepth = 1, int DilationHeight = 1, int DilationWidth = 1)
{
    /// <summary>How the window moves along the depth.</summary>
    internal Window1d Planes => new(StrideDepth, Front, Back, DilationDepth);

    /// <summary>How the window moves along the height.</summary>
    internal Window1d Rows => new(StrideHeight, Top, Bottom, DilationHeight);

    /// <summary>How the window moves along the width.</summary>
    internal Window1d Columns => new(StrideWidth, Left, Right, DilationWidth);

    /// <summary>
    /// Pads so that a window starts at every stride: extents become <c>⌈extent / stride⌉</c>. Of an odd number of zeros the one
    /// more goes to the back, the bottom and the right (ONNX's SAME_UPPER; at stride 1 PyTorch's "same").
    /// </summary>
    /// <param name="volume">[..., d, h, w]: the shape that the window moves through.</param>
    /// <param name="filter">[..., kd, kh, kw]: the window's extents; the shape of a convolution's weights will do.</param>
    /// <param name="stride">Distance from one window to the next, along every axis; 1 or more.</param>
    /// <param name="dilation">Distance between the places of a window, along every axis; 1 or more.</param>
    /// <exception cref="ShapeException">A shape has no three axes, or a stride or dilation is below 1.</exception>
    /// <remarks>For a transposed convolution, say the shape that it is to make. What a filter shorter than its stride leaves open there, output padding makes up.</remarks>
    public static Window3d Same(Shape volume, Shape filter, int stride = 1, int dilation = 1)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(filter);
        return Same(volume, filter, new Window3d(stride, stride, stride, DilationDepth: dilation, DilationHeight: dilation, DilationWidth: dilation));
    }

    /// <summary>The same with steps that differ by axis.</summary>
    /// <param name="volume">[..., d, h, w]: the shape that the window moves through.</param>
    /// <param name="filter">[..., kd, kh, kw]: the window's extents; the shape of a convolution's weights will do.</param>
    /// <param name="steps">Strides and dilations; its paddings do not count.</param>
    /// <exception cref="ShapeException">A shape has no three axes, or a stride or dilation is below 1.</exception>
    /// <remarks>For a transposed convolution, say the shape that it is to make. What a filter shorter than its stride leaves open there, output padding makes up.</remarks>
    public static Window3d Same(Shape volume, Shape filter, Window3d steps)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(steps);
        if (volume.Rank < 3 || filter.Rank < 3)
        {
            throw new ShapeException("same", "volume must be [..., d, h, w] and filter [..., kd, kh, kw]", $"{volume} and {filter}");
        }

        steps.RequireValid("same");
        return Of(
            steps.Planes.PaddedAsSame(volume[^3], filter[^3]), steps.Rows.PaddedAsSame(volume[^2], filter[^2]),
            steps.Columns.PaddedAsSame(volume[^1], filter[^1]));
    }

    /// <summary>A window of three axes.</summary>
    internal static Window3d Of(Window1d planes, Window1d rows, Window1d columns) => new(
        planes.Stride, rows.Stride, columns.Stride, planes.Before, planes.After, rows.Before, rows.After, columns.Before, columns.After,
        planes.Dilation, rows.Dilation, columns.Dilation);

    /// <summary>Checks that the window moves at all.</summary>
    internal void RequireValid(string op) => Window1d.RequireValid(op, this, Planes, Rows, Columns);
}
