namespace AutoGrad.Nn;

/// <summary>Images, rows and volumes as a whole: their places read anew, or exchanged with channels.</summary>
public static partial class Images
{
    private const string ResizeName = "resize";

    /// <summary>Makes images smaller or larger: each new place reads the old ones around where it lies.</summary>
    /// <param name="x">[..., extents...]: images [n, c, h, w], rows [n, c, l], volumes [n, c, d, h, w], or an image alone; any dtype for <see cref="Interpolation.Nearest"/>, else a floating one.</param>
    /// <param name="size">The new extents of the last axes, as many as numbers are given.</param>
    /// <param name="interpolation">How values between places are made.</param>
    /// <param name="alignCorners">Whether the corners stay where they are: then places are points; else they are squares that fill the image.</param>
    /// <param name="antialias">Whether an image that becomes smaller is smoothed, so that no place is passed over.</param>
    /// <returns>[..., size...]</returns>
    /// <exception cref="ShapeException">There are not as many axes, an extent cannot become that size, or the dtype is not floating.</exception>
    /// <remarks>
    /// As PyTorch's <c>interpolate</c> with modes nearest-exact, linear to trilinear, and bicubic. Its older mode nearest is
    /// <see cref="ResizeAxis"/> with <see cref="Coordinates.Asymmetric"/> and <see cref="Rounding.Floor"/>; both agree at whole scales.
    /// The cubic's slope is -¾, with <paramref name="antialias"/> -½. Linear in x; derivatives are those of a product with a matrix.
    /// </remarks>
    public static Tensor Resize(Tensor x, ReadOnlySpan<int> size, Interpolation interpolation = Interpolation.Nearest, bool alignCorners = false, bool antialias = false)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (size.Length > x.Rank)
        {
            throw new ShapeException(ResizeName, $"there must be a size for each of {x.Rank} axes at most", $"[{string.Join(", ", size.ToArray())}] for {x.Spec}");
        }

        Resampling how = Usual(interpolation, alignCorners, antialias);
        int first = x.Rank - size.Length;
        for (int i = 0; i < size.Length; i++)
        {
            x = ResizeAxis(x, first + i, size[i], how);
        }

        return x;
    }

    /// <summary>Makes images smaller or larger by a factor.</summary>
    /// <param name="x">[n, c, extents...]: any dtype for <see cref="Interpolation.Nearest"/>, else a floating one.</param>
    /// <param name="scale">How much larger along each axis but the first two; above 0.</param>
    /// <param name="interpolation">How values between places are made.</param>
    /// <param name="alignCorners">Whether the corners stay where they are.</param>
    /// <param name="antialias">Whether an image that becomes smaller is smoothed.</param>
    /// <returns>[n, c, ⌊scale · extents⌋...]</returns>
    /// <exception cref="ShapeException">There are fewer than three axes, or the dtype is not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not above 0.</exception>
    /// <remarks>Places lie as far apart as the scale says, though what is left over at the end may be cut off, as PyTorch's <c>interpolate</c> has it.</remarks>
    public static Tensor Scale(Tensor x, double scale, Interpolation interpolation = Interpolation.Nearest, bool alignCorners = false, bool antialias = false)
    {
        ArgumentNullException.ThrowIfNull(x);
        RequireImages("scale", x);
        RequireScale("scale", scale);
        Resampling how = Usual(interpolation, alignCorners, antialias);
        how = alignCorners ? how : how with { Scale = scale };
        for (int axis = 2; axis < x.Rank; axis++)
        {
            x = ResizeAxis(x, axis, (int)Math.Floor(scale * x.Shape[axis]), how);
        }

        return x;
    }

    /// <summary>Makes one axis shorter or longer in any way: where new places lie and how they are read is said in full.</summary>
    /// <param name="x">[..., n, ...]: any dtype for <see cref="Interpolation.Nearest"/>, else a floating one.</param>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="size">The new extent, 0 or more.</param>
    /// <param name="how">Where the places lie, and how they are read.</param>
    /// <returns>[..., size, ...]</returns>
    /// <exception cref="ShapeException">There is no such axis, it cannot become that size, or the dtype is not floating.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not above 0.</exception>
    /// <remarks>Resizing several axes is resizing one after another. With that, all that ONNX's operator Resize knows can be said.</remarks>
    public static Tensor ResizeAxis(Tensor x, int axis, int size, Resampling how)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(how);
        int at = axis < 0 ? axis + x.Rank : axis;
        if ((uint)at >= (uint)x.Rank || size < 0 || (x.Shape[at] == 0 && size > 0))
        {
            throw new ShapeException(
                ResizeName, $"an axis in [-{x.Rank}, {x.Rank}) that is not empty can be made 0 or longer, and an empty one stays so", $"{size} for axis {axis} of {x.Spec}");
        }

        if (how.Interpolation != Interpolation.Nearest && x.DType is not (DType.Float32 or DType.Float64))
        {
            throw new ShapeException(ResizeName, "a floating dtype is needed but for Interpolation.Nearest (convert with x.To(DType.Float32))", x.Spec.ToString());
        }

        if (how.Scale is { } scale)
        {
            RequireScale(ResizeName, scale);
        }

        return size == 0 && x.Shape[at] == 0 ? x : new AxisTaps(x.Shape[at], size, how).Apply(x, at);
    }

    private static Resampling Usual(Interpolation interpolation, bool alignCorners, bool antialias) => new()
    {
        Interpolation = interpolation,
        Coordinates = alignCorners ? Coordinates.AlignCorners : Coordinates.HalfPixel,
        Antialias = antialias,
        ExcludeOutside = antialias,
        CubicSlope = antialias ? -0.5 : -0.75,
    };

    private static void RequireScale(string op, double scale)
    {
        if (!(scale > 0 && double.IsFinite(scale)))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), $"{op}: the scale must be above 0 and finite; got {scale.ToString(System.Globalization.CultureInfo.InvariantCulture)}.");
        }
    }
}
