namespace AutoGrad.Nn;

/// <summary>What stands beyond the borders of an image.</summary>
public enum Border
{
    /// <summary>Zeros.</summary>
    Zeros,

    /// <summary>The nearest place of the image.</summary>
    Edge,

    /// <summary>The image, mirrored at its borders again and again.</summary>
    Reflection,
}

public static partial class Images
{
    private const string GridName = "grid_sample";

    /// <summary>Reads images anywhere: a grid says where, in coordinates that go from -1 to 1 over the image.</summary>
    /// <param name="x">[n, c, extents...]: images [n, c, h, w], or rows or volumes; a floating dtype.</param>
    /// <param name="grid">[n, places..., d]: for d spatial axes as many coordinates, of the last axis first: (x, y) for images, (x, y, z) for volumes; of x's dtype.</param>
    /// <param name="interpolation">How values between places are made; the cubic's slope is -¾.</param>
    /// <param name="border">What is read outside.</param>
    /// <param name="alignCorners">Whether -1 and 1 are the middles of the corner places; else they are the image's outer edges.</param>
    /// <returns>[n, c, places...]</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit, or an image has no places.</exception>
    /// <remarks>
    /// As PyTorch's <c>grid_sample</c>. Derivatives exist by the images and by the grid: along the grid 0 for the nearest place, and where a
    /// coordinate is held at an edge; of the lines that meet at a place itself, the slope is that of the upper one. Nearest rounds halves to
    /// even. Source: Jaderberg et al., Spatial Transformer Networks, arXiv:1506.02025, equation 4.
    /// </remarks>
    public static Tensor GridSample(Tensor x, Tensor grid, Interpolation interpolation = Interpolation.Linear, Border border = Border.Zeros, bool alignCorners = false)
    {
        RequireGrid(x, grid);
        int axes = x.Rank - 2;
        Shape places = grid.Shape[1..^1];

        // A number for each place to read and each tap: [taps of the first axis, …, n, places...].
        Tensor index = Tensor.Arange(0, x.Shape[0], DType.Int32).Reshape([x.Shape[0], .. Enumerable.Repeat(1, places.Rank)]);
        Tensor? weight = null;
        Tensor? inside = null;
        for (int axis = 0; axis < axes; axis++)
        {
            (int extent, Tensor coordinate) = (x.Shape[2 + axis], grid[AllOf(grid, axes - 1 - axis)]);
            Tensor at = alignCorners ? (coordinate + 1) * (0.5 * (extent - 1)) : ((coordinate + 1) * extent - 1) * 0.5;
            (Tensor spots, Tensor? weights) = Spots(interpolation == Interpolation.Cubic ? at : Bordered(at, extent, border, alignCorners), interpolation);
            Tensor read = interpolation == Interpolation.Cubic ? Bordered(spots, extent, border, alignCorners) : spots;
            Tensor held = Tensor.Clamp(read, 0, Math.Max(0, extent - 1));
            index = index * extent + OnAxis(held.To(DType.Int32), axis, axes);
            weight = Joined(weight, weights is null ? null : OnAxis(weights, axis, axes), Tensor.Multiply);
            inside = border == Border.Zeros ? Joined(inside, OnAxis(Tensor.Equal(held, read), axis, axes), Tensor.LogicalAnd) : null;
        }

        Tensor rows = x.Reshape(x.Shape[0], x.Shape[1], x.Shape[2..].Size).SwapAxes(1, 2).Reshape(x.Shape[0] * x.Shape[2..].Size, x.Shape[1]);
        Tensor values = rows.Gather(index);
        values = inside is null ? values : Tensor.Where(inside.ExpandDims(-1), values, 0);
        values = weight is null ? values : values * weight.ExpandDims(-1);
        return values.Sum([.. Enumerable.Range(0, axes)]).MoveAxis(-1, 1);
    }

    /// <summary>Makes the grid that reads images through affine maps: each place of the result, sent to a place of the image.</summary>
    /// <param name="maps">[n, d, d + 1]: from the coordinates of d axes and a 1, the last axis first, to those of the image; a floating dtype.</param>
    /// <param name="size">The d extents of the result.</param>
    /// <param name="alignCorners">Whether -1 and 1 are the middles of the corner places; as in <see cref="GridSample"/>, to which the grid goes.</param>
    /// <returns>[n, size..., d]</returns>
    /// <exception cref="ShapeException">The maps do not fit the size.</exception>
    /// <remarks>Source: Jaderberg et al., Spatial Transformer Networks, arXiv:1506.02025, equation 1.</remarks>
    public static Tensor AffineGrid(Tensor maps, ReadOnlySpan<int> size, bool alignCorners = false)
    {
        ArgumentNullException.ThrowIfNull(maps);
        int axes = size.Length;
        if (axes == 0 || maps.Rank != 3 || maps.Shape[1] != axes || maps.Shape[2] != axes + 1 || maps.DType is not (DType.Float32 or DType.Float64) || size.ContainsAnyInRange(int.MinValue, -1))
        {
            throw new ShapeException("affine_grid", "maps must be [n, d, d + 1], of a floating dtype, for d extents of 0 or more", $"{maps.Spec} for [{string.Join(", ", size.ToArray())}]");
        }

        var coordinates = new Tensor[axes];
        for (int axis = 0; axis < axes; axis++)
        {
            double half = alignCorners ? Math.Max(1, size[axis] - 1) : size[axis];
            double first = alignCorners ? (size[axis] == 1 ? 0 : -1) : 1 / half - 1;
            coordinates[axis] = Tensor.Arange(0, size[axis], DType.Float64) * (2 / half) + first;
        }

        Tensor[] grid = Tensor.MeshGrid(coordinates);
        Array.Reverse(grid);
        Tensor places = Tensor.Stack([.. grid, Tensor.OnesLike(grid[0])], axis: -1).To(maps.DType);
        return Tensor.MatMul(places.Reshape(1, grid[0].Size, axes + 1), maps.SwapAxes(1, 2)).Reshape([maps.Shape[0], .. size, axes]);
    }

    // Which places around a coordinate are read, and how much of each; a new axis in front counts them.
    private static (Tensor Spots, Tensor? Weights) Spots(Tensor at, Interpolation interpolation)
    {
        if (interpolation == Interpolation.Nearest)
        {
            return (Tensor.Round(at).ExpandDims(0), null);
        }

        Tensor below = Tensor.Floor(at);
        Tensor t = at - below;
        if (interpolation == Interpolation.Linear)
        {
            return (Tensor.Stack([below, below + 1]), Tensor.Stack([1 - t, t]));
        }

        return (Tensor.Stack([below - 1, below, below + 1, below + 2]), Tensor.Stack([Far(t + 1), Near(t), Near(1 - t), Far(2 - t)]));
    }

    // Keys' kernel (see AxisTaps) within 1, and from 1 to 2, with the slope -¾.
    private static Tensor Near(Tensor t) => (1.25 * t - 2.25) * t * t + 1;

    private static Tensor Far(Tensor t) => (((t - 5) * t + 8) * t - 4) * -0.75;

    private static Tensor Bordered(Tensor at, int extent, Border border, bool alignCorners)
    {
        if (border == Border.Zeros)
        {
            return at;
        }

        if (border == Border.Reflection)
        {
            (double low, double span) = alignCorners ? (0, extent - 1) : (-0.5, extent);
            if (span <= 0)
            {
                return at * 0;
            }

            // How far from the border, in a picture that repeats after there and back.
            Tensor distance = Tensor.Abs(at - low);
            Tensor turns = Tensor.Floor(distance / (2 * span));
            at = low + span - Tensor.Abs(distance - 2 * span * turns - span);
        }

        return Tensor.Clamp(at, 0, Math.Max(0, extent - 1));
    }

    private static TensorIndex[] AllOf(Tensor grid, int coordinate) => [.. Enumerable.Repeat<TensorIndex>(Range.All, grid.Rank - 1), coordinate];

    // From [taps, n, places...] to one axis of taps for each spatial axis.
    private static Tensor OnAxis(Tensor taps, int axis, int axes) =>
        taps.Reshape([.. Enumerable.Repeat(1, axis), taps.Shape[0], .. Enumerable.Repeat(1, axes - axis - 1), .. taps.Shape[1..]]);

    private static Tensor? Joined(Tensor? x, Tensor? y, Func<Tensor, Tensor, Tensor> join) => x is null ? y : y is null ? x : join(x, y);

    private static void RequireGrid(Tensor x, Tensor grid)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(grid);
        RequireImages(GridName, x);
        bool fits = grid.Rank >= 2 && x.DType == grid.DType && x.DType is DType.Float32 or DType.Float64
            && grid.Shape[0] == x.Shape[0] && grid.Shape[^1] == x.Rank - 2 && (grid.Size == 0 || !x.Shape[2..].Contains(0));
        if (!fits)
        {
            throw new ShapeException(GridName, "for x [n, c, extents...], not empty, the grid must be [n, places..., one coordinate an extent], both of one floating dtype", $"{grid.Spec} for {x.Spec}");
        }
    }

    private static void RequireImages(string op, Tensor x)
    {
        if (x.Rank < 3)
        {
            throw new ShapeException(op, "x must be [n, c, extents...], with an extent at least", x.Spec.ToString());
        }
    }
}
