namespace AutoGrad.Nn;

/// <summary>How a value between places is made of those at places.</summary>
public enum Interpolation
{
    /// <summary>The value of the nearest place.</summary>
    Nearest,

    /// <summary>The line between the two places around: bilinear over two axes, trilinear over three.</summary>
    Linear,

    /// <summary>A cubic through the four places around: bicubic over two axes.</summary>
    Cubic,
}

/// <summary>Where along the old axis, of n places, the place i of the new axis reads, of m places at the scale s: mostly m/n.</summary>
public enum Coordinates
{
    /// <summary>Places are the middles of intervals that fill the axis: <c>(i + ½)/s - ½</c>.</summary>
    HalfPixel,

    /// <summary>As <see cref="HalfPixel"/>, and where s n is not whole, what is cut off is cut off at both ends alike.</summary>
    HalfPixelSymmetric,

    /// <summary>As <see cref="HalfPixel"/>, but 0 for a single new place.</summary>
    HalfPixelOrFirst,

    /// <summary>The ends stay the ends: <c>i (n - 1)/(s n - 1)</c>, and 0 for a single new place.</summary>
    AlignCorners,

    /// <summary>The first stays the first: <c>i/s</c>.</summary>
    Asymmetric,

    /// <summary>The ends of the new axis are those of <see cref="Resampling.Region"/>, its middle for a single new place.</summary>
    Region,
}

/// <summary>Which of two places is the nearest.</summary>
public enum Rounding
{
    /// <summary>The nearer, the upper of two as near.</summary>
    HalfUp,

    /// <summary>The nearer, the lower of two as near.</summary>
    HalfDown,

    /// <summary>The one below.</summary>
    Floor,

    /// <summary>The one above.</summary>
    Ceiling,
}

/// <summary>How an axis is read at places it does not have: what <see cref="Images.ResizeAxis"/> is told.</summary>
public sealed record Resampling
{
    /// <summary>How values between places are made.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Linear;

    /// <summary>Where the new places lie.</summary>
    public Coordinates Coordinates { get; init; } = Coordinates.HalfPixel;

    /// <summary>Which place is <see cref="Interpolation.Nearest"/>.</summary>
    public Rounding Rounding { get; init; } = Rounding.HalfUp;

    /// <summary>The slope of the <see cref="Interpolation.Cubic"/> kernel at 1: -¾ as PyTorch and ONNX have it, -½ as Keys derived it.</summary>
    public double CubicSlope { get; init; } = -0.75;

    /// <summary>Whether an axis that becomes shorter is smoothed: the kernel is as wide in new places as it else is in old ones.</summary>
    public bool Antialias { get; init; }

    /// <summary>Whether only places that are there count, each the more; else those at the ends stand for all beyond.</summary>
    public bool ExcludeOutside { get; init; }

    /// <summary>How much longer the axis becomes, where the quotient of its extents is not meant; above 0.</summary>
    public double? Scale { get; init; }

    /// <summary>What part of the axis is read under <see cref="Coordinates.Region"/>, with 0 the first place and 1 the last.</summary>
    public (double Start, double End) Region { get; init; } = (0, 1);

    /// <summary>What a <see cref="Coordinates.Region"/> holds where it goes beyond the axis; null for the value at the end.</summary>
    public double? Outside { get; init; }
}
