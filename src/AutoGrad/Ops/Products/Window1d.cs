namespace AutoGrad;

/// <summary>How a window moves along one axis.</summary>
/// <param name="Stride">Distance from one window to the next; 1 or more.</param>
/// <param name="Before">Padding before the first place; 0 or more.</param>
/// <param name="After">Padding after the last place; 0 or more.</param>
/// <param name="Dilation">Distance between the places of a window; 1 or more.</param>
public sealed record Window1d(int Stride = 1, int Before = 0, int After = 0, int Dilation = 1)
{
    /// <summary>
    /// Pads so that a window starts at every stride: the extent becomes <c>⌈extent / stride⌉</c>. Of an odd number of zeros the
    /// one more goes to the end (ONNX's SAME_UPPER; at stride 1 PyTorch's "same").
    /// </summary>
    /// <param name="row">[..., w]: the shape that the window moves over.</param>
    /// <param name="filter">[..., kw]: the window's extent; the shape of a convolution's weights will do.</param>
    /// <param name="stride">Distance from one window to the next; 1 or more.</param>
    /// <param name="dilation">Distance between the places of a window; 1 or more.</param>
    /// <exception cref="ShapeException">A shape has no axis, or the stride or dilation is below 1.</exception>
    /// <remarks>For a transposed convolution, say the shape that it is to make. What a filter shorter than its stride leaves open there, output padding makes up.</remarks>
    public static Window1d Same(Shape row, Shape filter, int stride = 1, int dilation = 1)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(filter);
        if (row.Rank < 1 || filter.Rank < 1)
        {
            throw new ShapeException("same", "row must be [..., w] and filter [..., kw]", $"{row} and {filter}");
        }

        var window = new Window1d(stride, Dilation: dilation);
        RequireValid("same", window, window);
        return window.PaddedAsSame(row[^1], filter[^1]);
    }

    /// <summary>Checks that windows move at all.</summary>
    /// <param name="op">The operation, as its user calls it.</param>
    /// <param name="given">The windows as the user gave them.</param>
    /// <param name="axes">The same, one an axis.</param>
    internal static void RequireValid(string op, object given, params ReadOnlySpan<Window1d> axes)
    {
        foreach (Window1d axis in axes)
        {
            if (Math.Min(axis.Stride, axis.Dilation) < 1 || Math.Min(axis.Before, axis.After) < 0)
            {
                throw new ShapeException(op, "strides and dilations must be 1 or more, paddings 0 or more", $"{given}");
            }
        }
    }

    /// <summary>This window with the padding that makes <c>⌈extent / stride⌉</c> of an extent.</summary>
    internal Window1d PaddedAsSame(int extent, int window)
    {
        int missing = Math.Max(0, ((extent + Stride - 1) / Stride - 1) * Stride + Reach(window) - extent);
        return this with { Before = missing / 2, After = missing - missing / 2 };
    }

    /// <summary>How many places there are from a window's first to its last.</summary>
    internal int Reach(int window) => Dilation * (window - 1) + 1;

    /// <summary>How many windows fit along a padded extent.</summary>
    internal int Count(int extent, int window)
    {
        int room = extent + Before + After - Reach(window);
        return room < 0 ? 0 : room / Stride + 1;
    }

    /// <summary>Whether every window has a real place under it, not padding alone.</summary>
    internal bool MeetsPlaces(int extent, int window)
    {
        for (int i = 0; i < Count(extent, window); i++)
        {
            // The first place that is not padding before the axis must be on it, and under the window.
            int start = i * Stride - Before;
            int first = start >= 0 ? start : start + (-start + Dilation - 1) / Dilation * Dilation;
            if (first >= Math.Min(extent, start + Reach(window)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How many places windows cover, less the padding: the least extent that gives so many windows.</summary>
    internal int Spread(int count, int window) => (count - 1) * Stride + Reach(window) - Before - After;
}
