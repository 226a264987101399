using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CommunityToolkit.HighPerformance.Buffers;

namespace AutoGrad;

/// <summary>Sums, maxima and minima along the middle axis of <c>[outer, axis, inner]</c>, for float and double.</summary>
/// <remarks>
/// Every result is one fixed tree over its own elements: short chains in blocks, blocks pairwise, so the error of a sum grows
/// with log(axis). The tree follows from <c>axis</c> (and from <c>inner</c> when that is not 1), never from the outer extent,
/// the position, the threads or the processor.
/// </remarks>
internal static unsafe partial class ReductionKernel
{
    // What one chunk reads: about 10 µs.
    private const int ChunkLength = 1 << 16;

    /// <summary>Adds up: <c>y[o, i] = Σₐ x[o, a, i]</c>; nothing adds up to 0.</summary>
    /// <param name="outer">Extent before the axis.</param>
    /// <param name="axis">Extent that is summed over.</param>
    /// <param name="inner">Extent after the axis.</param>
    /// <param name="x">[outer, axis, inner]</param>
    /// <param name="y">[outer, inner]</param>
    public static void Sum<T>(int outer, int axis, int inner, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Run<float, SumOf<float>>(outer, axis, inner, MemoryMarshal.Cast<T, float>(x), MemoryMarshal.Cast<T, float>(y));
        }
        else
        {
            ThrowUnlessDouble<T>();
            Run<double, SumOf<double>>(outer, axis, inner, MemoryMarshal.Cast<T, double>(x), MemoryMarshal.Cast<T, double>(y));
        }
    }

    /// <summary>Takes the greatest: <c>y[o, i] = maxₐ x[o, a, i]</c>; a NaN wins, and +0 beats −0.</summary>
    /// <param name="outer">Extent before the axis.</param>
    /// <param name="axis">Extent that is reduced, 1 or more.</param>
    /// <param name="inner">Extent after the axis.</param>
    /// <param name="x">[outer, axis, inner]</param>
    /// <param name="y">[outer, inner]</param>
    public static void Max<T>(int outer, int axis, int inner, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(axis, 1);
        if (typeof(T) == typeof(float))
        {
            Run<float, MaxOf<float>>(outer, axis, inner, MemoryMarshal.Cast<T, float>(x), MemoryMarshal.Cast<T, float>(y));
        }
        else
        {
            ThrowUnlessDouble<T>();
            Run<double, MaxOf<double>>(outer, axis, inner, MemoryMarshal.Cast<T, double>(x), MemoryMarshal.Cast<T, double>(y));
        }
    }

    /// <summary>Takes the least: <c>y[o, i] = minₐ x[o, a, i]</c>; a NaN wins, and −0 beats +0.</summary>
    /// <param name="outer">Extent before the axis.</param>
    /// <param name="axis">Extent that is reduced, 1 or more.</param>
    /// <param name="inner">Extent after the axis.</param>
    /// <param name="x">[outer, axis, inner]</param>
    /// <param name="y">[outer, inner]</param>
    public static void Min<T>(int outer, int axis, int inner, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(axis, 1);
        if (typeof(T) == typeof(float))
        {
            Run<float, MinOf<float>>(outer, axis, inner, MemoryMarshal.Cast<T, float>(x), MemoryMarshal.Cast<T, float>(y));
        }
        else
        {
            ThrowUnlessDouble<T>();
            Run<double, MinOf<double>>(outer, axis, inner, MemoryMarshal.Cast<T, double>(x), MemoryMarshal.Cast<T, double>(y));
        }
    }

    private static void ThrowUnlessDouble<T>()
    {
        if (typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"reduction: elements must be float or double; got {typeof(T)}.");
        }
    }

    private static void Run<T, TOp>(int outer, int axis, int inner, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumber<T>
        where TOp : struct, IReduction<T>
    {
        if (x.Length < (long)outer * axis * inner || y.Length < (long)outer * inner)
        {
            throw new ArgumentException(
                $"reduction: x must hold {outer}x{axis}x{inner} elements and y {outer}x{inner}; got {x.Length} and {y.Length}.");
        }

        y = y[..(outer * inner)];
        if (axis == 0)
        {
            y.Fill(TOp.Identity);
            return;
        }

        fixed (T* from = x, to = y)
        {
            if (axis < ShortAxis && inner <= NarrowWidth && (inner > 1 || axis < Vector512<T>.Count))
            {
                Short<T, TOp>(outer, axis, inner, from, to);
            }
            else if (inner == 1)
            {
                Reduce<T, TOp>(outer, axis, 1, Math.Min(axis, ChunkLength), from, to);
            }
            else if (inner > 1)
            {
                Reduce<T, TOp>(outer, axis, inner, Math.Min(axis, Math.Max(BlockRows, ChunkLength / inner)), from, to);
            }
        }
    }

    // A long axis is cut into segments whose results are reduced in turn: the cut follows from the sizes alone.
    private static void Reduce<T, TOp>(int outer, int axis, int inner, int segment, T* x, T* y)
        where T : unmanaged, INumber<T>
        where TOp : struct, IReduction<T>
    {
        int segments = (axis + segment - 1) / segment;
        if (segments == 1)
        {
            RunSegments<T, TOp>(new Job<T>(x, y, outer, axis, inner, axis, 1));
            return;
        }

        using SpanOwner<T> owner = SpanOwner<T>.Allocate(checked(outer * segments * inner));
        fixed (T* partial = owner.Span)
        {
            RunSegments<T, TOp>(new Job<T>(x, partial, outer, axis, inner, segment, segments));
            Reduce<T, TOp>(outer, segments, inner, Math.Max(segment, BlockRows), partial, y);
        }
    }

    private static void RunSegments<T, TOp>(Job<T> job)
        where T : unmanaged, INumber<T>
        where TOp : struct, IReduction<T>
    {
        long length = (long)job.Outer * job.Axis * job.Inner;
        if (length < 2 * ChunkLength)
        {
            for (int item = 0; item < job.Items; item++)
            {
                RunItem<T, TOp>(job, item);
            }

            return;
        }

        job.ItemsPerChunk = (int)Math.Max(1, (long)ChunkLength * job.Items / length);
        WorkPool.Run((job.Items + job.ItemsPerChunk - 1) / job.ItemsPerChunk, job, static (job, chunk) =>
        {
            int last = (int)Math.Min(job.Items, (chunk + 1L) * job.ItemsPerChunk);
            for (int item = chunk * job.ItemsPerChunk; item < last; item++)
            {
                RunItem<T, TOp>(job, item);
            }
        });
    }

    private static void RunItem<T, TOp>(in Job<T> job, int item)
        where T : unmanaged, INumber<T>
        where TOp : struct, IReduction<T>
    {
        if (job.Inner == 1)
        {
            (int row, int segment) = Math.DivRem(item, job.Segments);
            int first = segment * job.Segment;
            job.Y[item] = Row<T, TOp>(job.X + (nint)row * job.Axis + first, Math.Min(job.Segment, job.Axis - first));
        }
        else
        {
            (int rest, int panel) = Math.DivRem(item, job.Panels);
            (int slice, int segment) = Math.DivRem(rest, job.Segments);
            int first = segment * job.Segment;
            int column = panel * PanelWidth;
            Columns<T, TOp>(
                Math.Min(job.Segment, job.Axis - first), Math.Min(PanelWidth, job.Inner - column), job.Inner,
                job.X + ((nint)slice * job.Axis + first) * job.Inner + column, job.Y + (nint)rest * job.Inner + column);
        }
    }

    /// <summary>A reduction cut into items: one row's segment, or one panel of columns of one segment.</summary>
    private struct Job<T>(T* x, T* y, int outer, int axis, int inner, int segment, int segments)
        where T : unmanaged
    {
        public readonly T* X => x;

        public readonly T* Y => y;

        public readonly int Outer => outer;

        public readonly int Axis => axis;

        public readonly int Inner => inner;

        public readonly int Segment => segment;

        public readonly int Segments => segments;

        public readonly int Panels => inner == 1 ? 1 : (inner + PanelWidth - 1) / PanelWidth;

        public readonly int Items => checked(outer * segments * Panels);

        public int ItemsPerChunk { get; set; }
    }
}
