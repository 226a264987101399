using System.Numerics;
using System.Runtime.CompilerServices;
using CommunityToolkit.HighPerformance.Buffers;

namespace AutoGrad;

internal static unsafe partial class LayerNormKernel
{
    // Numbers whose parameters' cotangents are added one row after the other; what blocks give is added in a tree.
    private const int BlockLength = 1 << 14;
    private const int BlockRows = 256;

    /// <summary>Carries cotangents back: <c>x̄ = (g - mean g - h · mean(g h)) / √(σ² + ε)</c> with g the cotangent times the scale and h standard, and the sums over rows.</summary>
    /// <param name="sizes">The groups, the rows in each, and the numbers in a row.</param>
    /// <param name="centred">Whether the mean was taken out.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="x">[groups, rows, width]</param>
    /// <param name="scale">[groups, width], or empty.</param>
    /// <param name="yBar">[groups, rows, width]</param>
    /// <param name="xBar">[groups, rows, width]</param>
    /// <param name="scaleBar">[groups, width]: <c>Σ h ȳ</c>; or empty, and then not computed.</param>
    /// <param name="shiftBar">[groups, width]: <c>Σ ȳ</c>; or empty.</param>
    public static void Backward<T>(
        (int Groups, int Rows, int Width) sizes, bool centred, double epsilon, ReadOnlySpan<T> x, ReadOnlySpan<T> scale, ReadOnlySpan<T> yBar,
        Span<T> xBar, Span<T> scaleBar, Span<T> shiftBar)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int groups, int rows, int width) = sizes;
        int block = Math.Clamp(BlockLength / Math.Max(1, width), 1, BlockRows);
        int blocks = (rows + block - 1) / block;
        using SpanOwner<T> scales = SpanOwner<T>.Allocate(scaleBar.IsEmpty ? 0 : checked(groups * blocks * width));
        using SpanOwner<T> shifts = SpanOwner<T>.Allocate(shiftBar.IsEmpty ? 0 : checked(groups * blocks * width));
        fixed (T* from = x, factor = scale, bar = yBar, to = xBar, scaleParts = scales.Span, shiftParts = shifts.Span)
        {
            var job = new BackwardJob<T>(rows, width, block, blocks, centred, T.CreateTruncating(epsilon), from, factor, bar, to, scaleParts, shiftParts);
            RowLanes.Run<T, BackwardJob<T>, BackwardKernel<T>>(groups * blocks, (long)Math.Min(block, rows) * width, job);
        }

        if (!scaleBar.IsEmpty)
        {
            ReductionKernel.Sum<T>(groups, blocks, width, scales.Span, scaleBar);
        }

        if (!shiftBar.IsEmpty)
        {
            ReductionKernel.Sum<T>(groups, blocks, width, shifts.Span, shiftBar);
        }
    }

    private readonly struct BackwardJob<T>(
        int rows, int width, int block, int blocks, bool centred, T epsilon, T* x, T* scale, T* yBar, T* xBar, T* scaleParts, T* shiftParts)
        where T : unmanaged
    {
        public readonly int Rows = rows, Width = width, Block = block, Blocks = blocks;
        public readonly bool Centred = centred;
        public readonly T Epsilon = epsilon;
        public readonly T* X = x, Scale = scale, YBar = yBar, XBar = xBar, ScaleParts = scaleParts, ShiftParts = shiftParts;
    }

    private readonly struct BackwardKernel<T> : IRowKernel<T, BackwardJob<T>>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Run<TWide>(in BackwardJob<T> job, int first, int end)
            where TWide : unmanaged, IWide<TWide, T>
        {
            T* room = stackalloc T[TWide.Count];
            int width = job.Width;
            for (int item = first; item < end; item++)
            {
                (int group, int block) = Math.DivRem(item, job.Blocks);
                T* scale = job.Scale == null ? null : job.Scale + (nint)group * width;
                T* scaleSum = job.ScaleParts == null ? null : job.ScaleParts + (nint)item * width;
                T* shiftSum = job.ShiftParts == null ? null : job.ShiftParts + (nint)item * width;
                Clear(scaleSum, width);
                Clear(shiftSum, width);
                int last = Math.Min(job.Rows, (block + 1) * job.Block);
                for (int row = block * job.Block; row < last; row++)
                {
                    nint start = ((nint)group * job.Rows + row) * width;
                    Row<TWide>(job, job.X + start, scale, job.YBar + start, job.XBar + start, scaleSum, shiftSum, room);
                }
            }
        }

        private static void Clear(T* sums, int width)
        {
            if (sums != null)
            {
                new Span<T>(sums, width).Clear();
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private static void Row<TWide>(in BackwardJob<T> job, T* x, T* scale, T* yBar, T* xBar, T* scaleSum, T* shiftSum, T* room)
            where TWide : unmanaged, IWide<TWide, T>
        {
            int width = job.Width;
            bool centred = job.Centred;
            T count = T.CreateTruncating(width);
            T about = centred ? Sum<T, TWide>(x, width, room) / count : T.Zero;
            TWide mean = about;
            TWide sum = T.Zero, squares = T.Zero, bars = T.Zero, products = T.Zero;
            int i = 0;
            for (; i < width; i += TWide.Count)
            {
                TWide d, g;
                if (i <= width - TWide.Count)
                {
                    d = TWide.Load(ref x[i], 0) - mean;
                    g = TWide.Load(ref yBar[i], 0);
                    g = scale == null ? g : g * TWide.Load(ref scale[i], 0);
                }
                else
                {
                    int left = width - i;
                    d = RowLanes.Partial<T, TWide>(x + i, left, about, room) - mean;
                    g = RowLanes.Partial<T, TWide>(yBar + i, left, T.Zero, room);
                    g = scale == null ? g : g * RowLanes.Partial<T, TWide>(scale + i, left, T.Zero, room);
                }

                sum += d;
                squares = TWide.Fma(d, d, squares);
                bars += g;
                products = TWide.Fma(g, d, products);
            }

            T about2 = centred ? TWide.Sum(sum) / count : T.Zero;
            T steep = Slope(TWide.Sum(squares) / count, about2, job.Epsilon);
            T barSum = TWide.Sum(bars);
            TWide rest = about2, slope = steep;
            TWide barMean = centred ? barSum / count : T.Zero;
            TWide share = steep * (TWide.Sum(products) - about2 * barSum) / count;
            for (i = 0; i <= width - TWide.Count; i += TWide.Count)
            {
                TWide h = (TWide.Load(ref x[i], 0) - mean - rest) * slope;
                TWide bar = TWide.Load(ref yBar[i], 0);
                TWide g = scale == null ? bar : bar * TWide.Load(ref scale[i], 0);
                TWide.Store(slope * (g - barMean - h * share), ref xBar[i], 0);
                if (scaleSum != null)
                {
                    TWide.Store(TWide.Fma(h, bar, TWide.Load(ref scaleSum[i], 0)), ref scaleSum[i], 0);
                }

                if (shiftSum != null)
                {
                    TWide.Store(TWide.Load(ref shiftSum[i], 0) + bar, ref shiftSum[i], 0);
                }
            }

            if (i < width)
            {
                int left = width - i;
                TWide h = (RowLanes.Partial<T, TWide>(x + i, left, T.Zero, room) - mean - rest) * slope;
                TWide bar = RowLanes.Partial<T, TWide>(yBar + i, left, T.Zero, room);
                TWide g = scale == null ? bar : bar * RowLanes.Partial<T, TWide>(scale + i, left, T.Zero, room);
                RowLanes.StorePartial(slope * (g - barMean - h * share), xBar + i, left, room);
                if (scaleSum != null)
                {
                    RowLanes.StorePartial(TWide.Fma(h, bar, RowLanes.Partial<T, TWide>(scaleSum + i, left, T.Zero, room)), scaleSum + i, left, room);
                }

                if (shiftSum != null)
                {
                    RowLanes.StorePartial(RowLanes.Partial<T, TWide>(shiftSum + i, left, T.Zero, room) + bar, shiftSum + i, left, room);
                }
            }
        }
    }
}
