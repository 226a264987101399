namespace AutoGrad;

/// <summary>Pooling: one number for each window of a row, an image or a volume, channel by channel.</summary>
public static partial class Pool
{
    private static readonly string[] s_names = ["row", "image", "volume"];

    private static readonly PoolAxis s_still = new(1, new Window1d());

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

    /// <summary>The way a window moves along each axis: by its own size unless a stride is said.</summary>
    private static Window1d Moves(int window, int? stride, int padding, int dilation) => new(stride ?? window, padding, padding, dilation);

    private static Sliding Along(int window, Window1d steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        return new Sliding([new(window, steps)], steps);
    }

    private static Sliding Over((int Height, int Width) window, Window2d? steps)
    {
        steps ??= new Window2d(window.Height, window.Width);
        return new Sliding([new(window.Height, steps.Rows), new(window.Width, steps.Columns)], steps);
    }

    private static Sliding Over(int window, Window1d moves) => Over((window, window), Window2d.Of(moves, moves));

    private static Sliding Through((int Depth, int Height, int Width) window, Window3d? steps)
    {
        steps ??= new Window3d(window.Depth, window.Height, window.Width);
        return new Sliding([new(window.Depth, steps.Planes), new(window.Height, steps.Rows), new(window.Width, steps.Columns)], steps);
    }

    private static Sliding Through(int window, Window1d moves) => Through((window, window, window), Window3d.Of(moves, moves, moves));

    private static void RequirePlaces(string op, Tensor x, int axes)
    {
        ArgumentNullException.ThrowIfNull(x);
        ShapeException.ThrowUnlessFloating(op, x.Spec);
        ShapeException.ThrowUnless(
            x.Rank == axes + 2 && x.Shape[2..].Size > 0, op, $"x must be {Convolution.Layout(axes)}, with one place or more", x.Spec);
    }

    /// <summary>Checks a window, and pads at the end for windows that reach over the padded end.</summary>
    private static PoolAxis[] Checked(string op, Tensor x, Sliding how, bool ceiling)
    {
        PoolAxis[] axes = how.Axes;
        RequirePlaces(op, x, axes.Length);
        if (axes.Any(axis => axis.Size < 1))
        {
            throw new ShapeException(op, "the window must hold one place or more", $"a window of {how.Size}");
        }

        Window1d.RequireValid(op, how.Steps, [.. axes.Select(axis => axis.Moves)]);
        PoolAxis[] moved = !ceiling ? axes :
        [
            .. axes.Select((axis, i) => axis with { Moves = axis.Moves with { After = axis.Moves.After + Missing(x.Shape[i + 2], axis) } }),
        ];
        ShapeException.ThrowUnless(
            moved.Select((axis, i) => axis.Moves.Count(x.Shape[i + 2], axis.Size)).All(windows => windows > 0),
            op, $"the padded {s_names[axes.Length - 1]} must hold a window of {how.Size}", x.Spec);
        return moved;
    }

    /// <summary>Checks that no window lies in padding alone: nothing could be said of it.</summary>
    private static void RequirePlacesUnder(string op, Tensor x, Sliding how, PoolAxis[] axes) => ShapeException.ThrowUnless(
        axes.Select((axis, i) => axis.Moves.MeetsPlaces(x.Shape[i + 2], axis.Size)).All(meets => meets),
        op, $"every window of {how.Size} must hold a place of the {s_names[axes.Length - 1]} (take less padding or dilation)", x.Spec);

    // How far the last window that still starts in the image, or in the padding before it, reaches over the end.
    private static int Missing(int extent, PoolAxis axis)
    {
        (int stride, int before, int after, _) = axis.Moves;
        int last = (extent + before - 1) / stride * stride;
        int reach = axis.Moves.Reach(axis.Size) - (extent + before + after);
        while (last >= stride && last + reach >= stride)
        {
            last -= stride;
        }

        return Math.Max(0, last + reach);
    }

    /// <summary>Adds up each window of rows, images or volumes; padding counts as 0.</summary>
    private static Tensor Sum(Tensor x, PoolAxis[] axes)
    {
        Shape s = x.Shape;
        switch (axes)
        {
            case [PoolAxis columns]:
                return SumOfPlanes(x.ExpandDims(2), s_still, columns).Squeeze(2);
            case [PoolAxis rows, PoolAxis columns]:
                return SumOfPlanes(x, rows, columns);
            default:
                Tensor planes = SumOfPlanes(x.Reshape([s[0], s[1] * s[2], s[3], s[4]]), axes[1], axes[2]);
                (int height, int width) = (planes.Shape[2], planes.Shape[3]);
                Tensor y = SumOfPlanes(planes.Reshape([s[0], s[1], s[2], height * width]), axes[0], s_still);
                return y.Reshape([s[0], s[1], y.Shape[2], height, width]);
        }
    }

    private static Tensor SumOfPlanes(Tensor x, PoolAxis rows, PoolAxis columns) =>
        new WindowSum2dOp(rows.Size, columns.Size, Window2d.Of(rows.Moves, columns.Moves)).Apply(x);

    /// <summary>A window along one axis: how large it is, and how it moves.</summary>
    private readonly record struct PoolAxis(int Size, Window1d Moves);

    /// <summary>A window along each axis after the channels, and the steps as the user gave them.</summary>
    private sealed record Sliding(PoolAxis[] Axes, object Steps)
    {
        public string Size => string.Join(" by ", Axes.Select(axis => axis.Size));
    }
}
