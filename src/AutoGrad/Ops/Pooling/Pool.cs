namespace AutoGrad;

/// <summary>Pooling: one number for each window of an image, channel by channel.</summary>
public static partial class Pool
{
    private static Window2d Window(int window, int? stride, int padding, int dilation, string op)
    {
        if (window < 1 || padding < 0 || padding > window / 2)
        {
            throw new ShapeException(op, "the window must be 1 or more, and the padding at most half of it", $"window {window} and padding {padding}");
        }

        int s = stride ?? window;
        return new Window2d(s, s, padding, padding, padding, padding, dilation, dilation);
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
