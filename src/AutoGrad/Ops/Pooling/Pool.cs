namespace AutoGrad;

/// <summary>Pooling: one number for each window of an image, channel by channel.</summary>
public static partial class Pool
{
    /// <summary>The way a square window moves: by its own size unless a stride is said.</summary>
    private static Window2d Square(int window, int? stride, int padding, int dilation = 1) =>
        new(stride ?? window, stride ?? window, padding, padding, padding, padding, dilation, dilation);

    /// <summary>The way a window moves along rows, which are images of height 1.</summary>
    private static Window2d Along(int window, int? stride, int padding, int dilation = 1) =>
        new(1, stride ?? window, 0, 0, padding, padding, 1, dilation);

    /// <summary>Rows [n, c, w] as images of height 1.</summary>
    private static Tensor Deepen(string op, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        ShapeException.ThrowUnless(x.Rank == 3, op, "x must be [n, c, w]", x.Spec);
        return x.ExpandDims(2);
    }

    /// <summary>Checks a window, and pads below and on the right for windows that reach over the padded image's end.</summary>
    private static Window2d Checked(string op, Tensor x, (int Height, int Width) window, Window2d steps, bool ceiling)
    {
        ShapeException.ThrowUnlessFloating(op, x.Spec);
        ShapeException.ThrowUnless(x.Rank == 4, op, "x must be [n, c, h, w]", x.Spec);
        steps.RequireValid(op);

        // As much padding as the window is high would make a window of nothing but padding.
        if (Math.Min(window.Height, window.Width) < 1
            || Math.Max(steps.Top, steps.Bottom) > steps.DilationHeight * (window.Height - 1)
            || Math.Max(steps.Left, steps.Right) > steps.DilationWidth * (window.Width - 1))
        {
            throw new ShapeException(
                op, "the window must be 1 or more, and the padding less than it", $"a window of {window.Height} by {window.Width} and {steps}");
        }

        return !ceiling ? steps : steps with
        {
            Bottom = steps.Bottom + Missing(x.Shape[2], steps.Top, steps.Bottom, window.Height, steps.StrideHeight, steps.DilationHeight),
            Right = steps.Right + Missing(x.Shape[3], steps.Left, steps.Right, window.Width, steps.StrideWidth, steps.DilationWidth),
        };
    }

    // How far the last window that still starts in the image, or in the padding before it, reaches over the end.
    private static int Missing(int extent, int before, int after, int window, int stride, int dilation)
    {
        int last = (extent + before - 1) / stride * stride;
        int reach = dilation * (window - 1) + 1 - (extent + before + after);
        while (last >= stride && last + reach >= stride)
        {
            last -= stride;
        }

        return Math.Max(0, last + reach);
    }

    /// <summary>The kernels' view of planes [n, c, h, w] under a window.</summary>
    internal static Pool2dGeometry Geometry(Shape x, int height, int width, Window2d window) => new()
    {
        Planes = x[0] * x[1],
        InHeight = x[2],
        InWidth = x[3],
        WindowHeight = height,
        WindowWidth = width,
        StrideHeight = window.StrideHeight,
        StrideWidth = window.StrideWidth,
        DilationHeight = window.DilationHeight,
        DilationWidth = window.DilationWidth,
        PadTop = window.Top,
        PadBottom = window.Bottom,
        PadLeft = window.Left,
        PadRight = window.Right,
    };

    /// <summary>The shape that pooling planes [n, c, h, w] gives.</summary>
    internal static Shape OutputShape(string op, Spec x, int height, int width, Window2d window)
    {
        window.RequireValid(op);
        ShapeException.ThrowUnless(x.Shape.Rank == 4, op, "x must be [n, c, h, w]", x);
        (int outHeight, int outWidth) = (window.OutHeight(x.Shape[2], height), window.OutWidth(x.Shape[3], width));
        ShapeException.ThrowUnless(outHeight > 0 && outWidth > 0, op, $"the padded image must hold a window of {height} by {width}", x);
        return [x.Shape[0], x.Shape[1], outHeight, outWidth];
    }
}
