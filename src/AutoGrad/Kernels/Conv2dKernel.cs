using CommunityToolkit.HighPerformance.Buffers;

namespace AutoGrad;

/// <summary>Two-dimensional cross-correlation and its two transposes, for float and double.</summary>
/// <remarks>
/// All three are faces of one trilinear form,
/// <c>t(x, w, ȳ) = Σ ȳ[n, o, i, j] w[o, c, u, v] x[n, c, i·s + u·d − p, j·s + v·d − p]</c>: the derivative of each is made
/// of the other two. Windows are laid out a panel at a time and multiplied by tiles of <see cref="Gemm"/>'s; channels that
/// convolve alone have loops of their own. No bit depends on the number of threads: an image's output and input gradient
/// depend on that image alone, and the weight gradient adds up bands of images cut by sizes. Padding is zeros that are
/// multiplied like any other number, so an infinite weight makes NaN of it.
/// </remarks>
internal static unsafe partial class Conv2dKernel
{
    // Columns of one product: enough to spread the cost of packing the weights, few enough to stay in the L2 cache.
    private const int BlockColumns = 256;
    private const int BlockBytes = 1 << 20;

    // Flops of one chunk, so that small images are not handed out one by one.
    private const double ChunkWork = 4e6;

    // Partial weight gradients: the most threads that can share one.
    private const int MaxParts = 16;
    private const int MaxPartialLength = 1 << 22;

    /// <summary>Correlates: <c>y[n, o, i, j] = Σ w[o, c, u, v] x[n, c, i·s + u·d − p, j·s + v·d − p]</c>.</summary>
    /// <param name="g">The extents.</param>
    /// <param name="x">[images, in channels, in height, in width]</param>
    /// <param name="w">[out channels, in channels / groups, kernel height, kernel width]</param>
    /// <param name="y">[images, out channels, out height, out width]</param>
    public static void Forward<T>(in Conv2dGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> w, Span<T> y)
        where T : unmanaged
    {
        Check(g, x.Length, w.Length, y.Length);
        if (g.OutputLength == 0)
        {
            return;
        }

        fixed (T* xs = x, ws = w, ys = y)
        {
            if (g.IsDepthwise)
            {
                DepthwiseForward(g, xs, ws, ys);
                return;
            }

            if (!IsPlainProduct(g))
            {
                ForwardWindowed(g, xs, ws, ys);
                return;
            }

            for (int group = 0; group < g.Groups; group++)
            {
                Gemm.RunBatched(
                    g.Images, g.GroupOutChannels, g.OutPixels, g.Taps, w[(group * g.GroupOutChannels * g.Taps)..], 0, g.Taps, 1,
                    x[(group * g.GroupInChannels * g.InPixels)..], g.InChannels * g.InPixels, g.InPixels, 1,
                    y[(group * g.GroupOutChannels * g.OutPixels)..], g.OutChannels * g.OutPixels, g.OutPixels);
            }
        }
    }

    /// <summary>
    /// Carries a cotangent of y back to x: <c>x̄[n, c, a, b] = Σ w[o, c, u, v] ȳ[n, o, i, j]</c> over all windows that read (a, b).
    /// </summary>
    /// <param name="g">The extents.</param>
    /// <param name="yBar">[images, out channels, out height, out width]</param>
    /// <param name="w">[out channels, in channels / groups, kernel height, kernel width]</param>
    /// <param name="xBar">[images, in channels, in height, in width]: overwritten.</param>
    public static void InputGradient<T>(in Conv2dGeometry g, ReadOnlySpan<T> yBar, ReadOnlySpan<T> w, Span<T> xBar)
        where T : unmanaged
    {
        Check(g, xBar.Length, w.Length, yBar.Length);
        if (g.OutputLength == 0)
        {
            xBar[..g.InputLength].Clear();
            return;
        }

        fixed (T* xs = xBar, ws = w, ys = yBar)
        {
            if (IsPlainProduct(g))
            {
                for (int group = 0; group < g.Groups; group++)
                {
                    Gemm.RunBatched(
                        g.Images, g.Taps, g.OutPixels, g.GroupOutChannels, w[(group * g.GroupOutChannels * g.Taps)..], 0, 1, g.Taps,
                        yBar[(group * g.GroupOutChannels * g.OutPixels)..], g.OutChannels * g.OutPixels, g.OutPixels, 1,
                        xBar[(group * g.GroupInChannels * g.InPixels)..], g.InChannels * g.InPixels, g.InPixels);
                }

                return;
            }

            if (IsCheaperTurned(g))
            {
                using SpanOwner<T> turned = SpanOwner<T>.Allocate(g.WeightLength);
                fixed (T* turnedStart = turned.Span)
                {
                    TurnWeights(g, ws, turnedStart);
                    if (g.IsDepthwise && g.GroupOutChannels == 1)
                    {
                        DepthwiseForward(g.Backward, ys, turnedStart, xs);
                    }
                    else
                    {
                        ForwardWindowed(g.Backward, ys, turnedStart, xs);
                    }
                }

                return;
            }

            var job = new Job<T>(g, xs, ws, ys);
            WorkPool.Run(job.Chunks, job, static (job, chunk) => InputGradientChunk(job, chunk));
        }
    }

    /// <summary>
    /// Carries a cotangent of y back to w: <c>w̄[o, c, u, v] = Σ ȳ[n, o, i, j] x[n, c, i·s + u·d − p, j·s + v·d − p]</c>.
    /// </summary>
    /// <param name="g">The extents.</param>
    /// <param name="x">[images, in channels, in height, in width]</param>
    /// <param name="yBar">[images, out channels, out height, out width]</param>
    /// <param name="wBar">[out channels, in channels / groups, kernel height, kernel width]: overwritten.</param>
    public static void WeightGradient<T>(in Conv2dGeometry g, ReadOnlySpan<T> x, ReadOnlySpan<T> yBar, Span<T> wBar)
        where T : unmanaged
    {
        Check(g, x.Length, wBar.Length, yBar.Length);
        if (g.OutputLength == 0)
        {
            wBar[..g.WeightLength].Clear();
            return;
        }

        fixed (T* xs = x, ws = wBar, ys = yBar)
        {
            if (g.IsDepthwise)
            {
                DepthwiseWeightGradient(g, xs, ws, ys);
                return;
            }

            if (g.WeightLength == 0)
            {
                return;
            }

            var job = new Job<T>(g, xs, ws, ys);
            int parts = job.UnitParts(new Conv2dWindows<T>(g).Bands);
            if (parts == 1)
            {
                WeightGradientWindows(job, 0, 1);
                return;
            }

            using SpanOwner<T> owner = SpanOwner<T>.Allocate(parts * g.WeightLength);
            fixed (T* partial = owner.Span)
            {
                WorkPool.Run(parts, (Job: new Job<T>(g, xs, partial, ys), Parts: parts), static (state, part) =>
                    WeightGradientWindows(state.Job, part, state.Parts));
                ReductionKernel.Sum<T>(1, parts, g.WeightLength, owner.Span, wBar);
            }
        }
    }

    // One tap a channel on every pixel: the image is its own columns. Small images gain more from weights packed once.
    private static bool IsPlainProduct(in Conv2dGeometry g) => g.Taps == 0 || (g.IsPointwise && g.OutPixels >= BlockColumns);

    // Turned round it multiplies for every input pixel, lowered for every output pixel, but then must add columns up again.
    private static bool IsCheaperTurned(in Conv2dGeometry g) =>
        (g.StrideHeight, g.StrideWidth) == (1, 1) && (g.IsDepthwise || g.InPixels <= 1.3 * g.OutPixels) && g.WeightLength > 0;

    // w'[group, c, o, u, v] = w[group, o, c, −u, −v]
    private static void TurnWeights<T>(in Conv2dGeometry g, T* w, T* turned)
        where T : unmanaged
    {
        int window = g.KernelHeight * g.KernelWidth;
        for (int channel = 0; channel < g.InChannels; channel++)
        {
            (int group, int c) = Math.DivRem(channel, g.GroupInChannels);
            for (int o = 0; o < g.GroupOutChannels; o++)
            {
                T* from = w + ((nint)(group * g.GroupOutChannels + o) * g.GroupInChannels + c) * window;
                for (int tap = window - 1; tap >= 0; tap--)
                {
                    *turned++ = from[tap];
                }
            }
        }
    }

    private static void Check(in Conv2dGeometry g, int x, int w, int y)
    {
        if (g.Groups < 1 || g.InChannels % g.Groups != 0 || g.OutChannels % g.Groups != 0)
        {
            throw new ArgumentException(
                $"convolution: groups must divide both channel counts; got {g.Groups} for {g.InChannels} and {g.OutChannels}.");
        }

        if (x < g.InputLength || w < g.WeightLength || y < g.OutputLength)
        {
            throw new ArgumentException(
                $"convolution: spans must hold {g.InputLength}, {g.WeightLength} and {g.OutputLength} elements; got {x}, {w} and {y}.");
        }
    }

    /// <summary>One convolution's operands and how its images are blocked.</summary>
    private readonly struct Job<T>
        where T : unmanaged
    {
        private readonly T* _x;
        private readonly T* _w;
        private readonly T* _y;

        public Job(in Conv2dGeometry g, T* x, T* w, T* y)
        {
            (Geometry, OutHeight, OutWidth) = (g, g.OutHeight, g.OutWidth);
            _x = x;
            _w = w;
            _y = y;
            long columnBytes = Math.Max(1L, (long)g.Taps * sizeof(T));
            long columns = Math.Min(BlockColumns, BlockBytes / columnBytes);
            BlockImages = (int)Math.Clamp(columns / g.OutPixels, 1, Math.Max(1, g.Images));
            Blocks = (g.Images + BlockImages - 1) / BlockImages;
            double work = 2.0 * g.OutPixels * g.OutChannels * g.Taps * BlockImages;
            BlocksPerChunk = (int)Math.Clamp(ChunkWork / Math.Max(1, work), 1, Blocks);
            Chunks = (Blocks + BlocksPerChunk - 1) / BlocksPerChunk;
        }

        public Conv2dGeometry Geometry { get; }

        public int OutHeight { get; }

        public int OutWidth { get; }

        /// <summary>Gets how many images share one product.</summary>
        public int BlockImages { get; }

        public int Blocks { get; }

        public int BlocksPerChunk { get; }

        public int Chunks { get; }

        /// <summary>Gets how many chunks the bands of all images make.</summary>
        public int UnitChunks(int bands)
        {
            Conv2dGeometry g = Geometry;
            double work = 2.0 * OutHeight * OutWidth * g.OutChannels * g.Taps / bands;
            int unitsPerChunk = (int)Math.Clamp(ChunkWork / Math.Max(1, work), 1, int.MaxValue);
            return (int)(((long)g.Images * bands + unitsPerChunk - 1) / unitsPerChunk);
        }

        /// <summary>Gets the bands of one chunk, numbered over all images.</summary>
        public (int First, int Last) Units(int chunk, int bands)
        {
            long units = (long)Geometry.Images * bands;
            int chunks = UnitChunks(bands);
            return ((int)(units * chunk / chunks), (int)(units * (chunk + 1) / chunks));
        }

        /// <summary>Gets how many partial weight gradients the bands of all images are added up in.</summary>
        public int UnitParts(int bands) =>
            Math.Max(1, Math.Min(Math.Min(UnitChunks(bands), MaxParts), MaxPartialLength / Math.Max(1, Geometry.WeightLength)));

        public T* X(int image, int channel) => _x + ((nint)image * Geometry.InChannels + channel) * Geometry.InPixels;

        public T* Y(int image, int channel) => _y + ((nint)image * Geometry.OutChannels + channel) * (OutHeight * OutWidth);

        public T* W(int outChannel) => _w + (nint)outChannel * Geometry.Taps;

        public T* PartialW(int part) => _w + (nint)part * Geometry.WeightLength;
    }
}
