namespace AutoGrad;

/// <summary>
/// A two-dimensional cross-correlation: x is <c>[Images, InChannels, InHeight, InWidth]</c>,
/// w is <c>[OutChannels, InChannels / Groups, KernelHeight, KernelWidth]</c>, y is <c>[Images, OutChannels, OutHeight, OutWidth]</c>.
/// </summary>
internal readonly record struct Conv2dGeometry
{
    public Conv2dGeometry()
    {
    }

    public required int Images { get; init; }

    public required int InChannels { get; init; }

    public required int InHeight { get; init; }

    public required int InWidth { get; init; }

    public required int OutChannels { get; init; }

    public required int KernelHeight { get; init; }

    public required int KernelWidth { get; init; }

    public int Groups { get; init; } = 1;

    public int StrideHeight { get; init; } = 1;

    public int StrideWidth { get; init; } = 1;

    public int PadTop { get; init; }

    public int PadBottom { get; init; }

    public int PadLeft { get; init; }

    public int PadRight { get; init; }

    public int DilationHeight { get; init; } = 1;

    public int DilationWidth { get; init; } = 1;

    /// <summary>Gets how many windows fit below one another; 0 when none does.</summary>
    public int OutHeight => Windows(InHeight + PadTop + PadBottom, KernelHeight, StrideHeight, DilationHeight);

    /// <summary>Gets how many windows fit beside one another; 0 when none does.</summary>
    public int OutWidth => Windows(InWidth + PadLeft + PadRight, KernelWidth, StrideWidth, DilationWidth);

    public int GroupInChannels => InChannels / Groups;

    public int GroupOutChannels => OutChannels / Groups;

    public int InputLength => checked(Images * InChannels * InHeight * InWidth);

    public int WeightLength => checked(OutChannels * GroupInChannels * KernelHeight * KernelWidth);

    public int OutputLength => checked(Images * OutChannels * OutHeight * OutWidth);

    /// <summary>Gets the taps of one group's window: <c>InChannels / Groups · KernelHeight · KernelWidth</c>.</summary>
    internal int Taps => GroupInChannels * KernelHeight * KernelWidth;

    internal int OutPixels => OutHeight * OutWidth;

    internal int InPixels => InHeight * InWidth;

    /// <summary>Gets whether the columns of the lowered input are the input itself: one tap a channel on every pixel.</summary>
    internal bool IsPointwise =>
        (KernelHeight, KernelWidth, StrideHeight, StrideWidth, PadTop, PadBottom, PadLeft, PadRight) == (1, 1, 1, 1, 0, 0, 0, 0);

    /// <summary>
    /// Gets the convolution that carries ȳ back to x̄ when the stride is 1: over ȳ, with every window turned round and
    /// in and out channels exchanged. Its paddings may be negative, which crops.
    /// </summary>
    internal Conv2dGeometry Backward
    {
        get
        {
            int reachHeight = DilationHeight * (KernelHeight - 1);
            int reachWidth = DilationWidth * (KernelWidth - 1);
            return this with
            {
                InChannels = OutChannels,
                OutChannels = InChannels,
                InHeight = OutHeight,
                InWidth = OutWidth,
                PadTop = reachHeight - PadTop,
                PadLeft = reachWidth - PadLeft,
                PadBottom = InHeight - OutHeight + PadTop,
                PadRight = InWidth - OutWidth + PadLeft,
            };
        }
    }

    /// <summary>Gets whether every input channel is convolved alone.</summary>
    internal bool IsDepthwise => Groups == InChannels && Groups > 1;

    /// <summary>Counts the windows of <paramref name="window"/> dilated elements that fit into an extent.</summary>
    internal static int Windows(int extent, int window, int stride, int dilation)
    {
        int room = extent - (dilation * (window - 1) + 1);
        return room < 0 ? 0 : room / stride + 1;
    }

    /// <summary>Finds the windows <c>[first, last)</c> with a real element under a tap: <c>0 ≤ i·stride + offset &lt; extent</c>.</summary>
    /// <param name="windows">How many windows there are.</param>
    /// <param name="extent">How many real elements there are.</param>
    /// <param name="stride">From one window to the next.</param>
    /// <param name="offset">Where the tap of window 0 lies: below 0 in the padding.</param>
    internal static (int First, int Last) RealWindows(int windows, int extent, int stride, int offset)
    {
        int first = offset >= 0 ? 0 : (-offset + stride - 1) / stride;
        int last = extent - 1 - offset < 0 ? 0 : Math.Min(windows, (extent - 1 - offset) / stride + 1);
        return (Math.Min(first, last), last);
    }
}
