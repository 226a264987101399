using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CommunityToolkit.HighPerformance.Buffers;

namespace AutoGrad;

/// <summary>Maxima and sums over windows of planes, and the linear maps that carry cotangents back.</summary>
internal static unsafe partial class Pool2dKernel
{
    // Elements times taps of one chunk: about 10 µs.
    private const int ChunkWork = 1 << 16;

    /// <summary>Takes the greatest of each window and says where it was: <c>y[p, i, j] = max x[p, window(i, j)]</c>.</summary>
    /// <param name="g">The windows; each must hold a real element, for padding is never chosen.</param>
    /// <param name="x">[planes, in height, in width]</param>
    /// <param name="y">[planes, out height, out width]: of equal ones the first in scan order; a NaN wins, the last of several.</param>
    /// <param name="indices">[planes, out height, out width]: the place within the plane of x.</param>
    public static void Max<T>(in Pool2dGeometry g, ReadOnlySpan<T> x, Span<T> y, Span<int> indices)
        where T : unmanaged
    {
        Check(g, x.Length, y.Length);
        if (indices.Length < g.OutputLength)
        {
            throw new ArgumentException($"max pooling: indices must hold {g.OutputLength} elements; got {indices.Length}.", nameof(indices));
        }

        if (g.OutputLength == 0)
        {
            return;
        }

        ThrowIfAnyWindowIsPadding(g);
        if (typeof(T) == typeof(float))
        {
            fixed (float* from = MemoryMarshal.Cast<T, float>(x), to = MemoryMarshal.Cast<T, float>(y))
            {
                fixed (int* index = indices)
                {
                    Launch(g, new Job<float>(g, from, to, index), static (job, plane) => MaxPlane(job, plane));
                }
            }
        }
        else
        {
            fixed (double* from = MemoryMarshal.Cast<T, double>(x), to = MemoryMarshal.Cast<T, double>(y))
            {
                fixed (int* index = indices)
                {
                    Launch(g, new Job<double>(g, from, to, index), static (job, plane) => MaxPlane(job, plane));
                }
            }
        }
    }

    /// <summary>Takes the greatest of each window: <c>y[p, i, j] = max x[p, window(i, j)]</c>.</summary>
    /// <param name="g">The windows; each must hold a real element, for padding is never chosen.</param>
    /// <param name="x">[planes, in height, in width]</param>
    /// <param name="y">[planes, out height, out width]: a NaN wins.</param>
    public static void Max<T>(in Pool2dGeometry g, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
    {
        Check(g, x.Length, y.Length);
        if (g.OutputLength == 0)
        {
            return;
        }

        ThrowIfAnyWindowIsPadding(g);
        if (typeof(T) == typeof(float))
        {
            fixed (float* from = MemoryMarshal.Cast<T, float>(x), to = MemoryMarshal.Cast<T, float>(y))
            {
                if (IsPairs(g))
                {
                    Pool2dGeometry joined = Joined(g);
                    Launch(joined, new Job<float>(joined, from, to, null), static (job, plane) => MaxPairs(job, plane));
                }
                else
                {
                    Launch(g, new Job<float>(g, from, to, null), static (job, plane) => MaxValues(job, plane));
                }
            }
        }
        else
        {
            fixed (double* from = MemoryMarshal.Cast<T, double>(x), to = MemoryMarshal.Cast<T, double>(y))
            {
                Launch(g, new Job<double>(g, from, to, null), static (job, plane) => MaxValues(job, plane));
            }
        }
    }

    /// <summary>
    /// Carries cotangents of the greatest back to where they were: <c>x̄[p, e] = Σ ȳ[p, windows whose greatest is e]</c>.
    /// </summary>
    /// <param name="g">The windows.</param>
    /// <param name="yBar">[planes, out height, out width]</param>
    /// <param name="x">[planes, in height, in width]</param>
    /// <param name="xBar">[planes, in height, in width]: overwritten.</param>
    public static void MaxTranspose<T>(in Pool2dGeometry g, ReadOnlySpan<T> yBar, ReadOnlySpan<T> x, Span<T> xBar)
        where T : unmanaged
    {
        Check(g, Math.Min(x.Length, xBar.Length), yBar.Length);
        if (g.OutputLength == 0)
        {
            xBar[..g.InputLength].Clear();
            return;
        }

        ThrowIfAnyWindowIsPadding(g);
        if (typeof(T) == typeof(float))
        {
            fixed (float* y = MemoryMarshal.Cast<T, float>(yBar), from = MemoryMarshal.Cast<T, float>(x), to = MemoryMarshal.Cast<T, float>(xBar))
            {
                if (IsPairs(g))
                {
                    Pool2dGeometry joined = Joined(g);
                    Launch(joined, new Job<float>(joined, from, y, null) { CotangentOfX = to }, static (job, plane) => SpreadPairs(job, plane));
                }
                else
                {
                    Launch(g, new Job<float>(g, from, y, null) { CotangentOfX = to }, static (job, plane) => SpreadToGreatest(job, plane));
                }
            }
        }
        else
        {
            fixed (double* y = MemoryMarshal.Cast<T, double>(yBar), from = MemoryMarshal.Cast<T, double>(x), to = MemoryMarshal.Cast<T, double>(xBar))
            {
                var job = new Job<double>(g, from, y, null) { CotangentOfX = to };
                Launch(g, job, static (job, plane) => SpreadToGreatest(job, plane));
            }
        }
    }

    /// <summary>Adds up each window: <c>y[p, i, j] = Σ x[p, window(i, j)]</c>; padding counts as 0.</summary>
    /// <param name="g">The windows.</param>
    /// <param name="x">[planes, in height, in width]</param>
    /// <param name="y">[planes, out height, out width]</param>
    public static void WindowSum<T>(in Pool2dGeometry g, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
    {
        Check(g, x.Length, y.Length);
        if (typeof(T) == typeof(float))
        {
            fixed (float* from = MemoryMarshal.Cast<T, float>(x), to = MemoryMarshal.Cast<T, float>(y))
            {
                Launch(g, new Job<float>(g, from, to, null), static (job, plane) => SumPlane(job, plane));
            }
        }
        else
        {
            fixed (double* from = MemoryMarshal.Cast<T, double>(x), to = MemoryMarshal.Cast<T, double>(y))
            {
                Launch(g, new Job<double>(g, from, to, null), static (job, plane) => SumPlane(job, plane));
            }
        }
    }

    /// <summary>
    /// Spreads each window's cotangent over its elements, the transpose of <see cref="WindowSum"/>:
    /// <c>x̄[p, e] = Σ ȳ[p, windows holding e]</c>.
    /// </summary>
    /// <param name="g">The windows.</param>
    /// <param name="yBar">[planes, out height, out width]</param>
    /// <param name="xBar">[planes, in height, in width]</param>
    public static void WindowSumTranspose<T>(in Pool2dGeometry g, ReadOnlySpan<T> yBar, Span<T> xBar)
        where T : unmanaged
    {
        Check(g, xBar.Length, yBar.Length);
        if (typeof(T) == typeof(float))
        {
            fixed (float* from = MemoryMarshal.Cast<T, float>(yBar), to = MemoryMarshal.Cast<T, float>(xBar))
            {
                Launch(g, new Job<float>(g, to, from, null), static (job, plane) => SpreadPlane(job, plane));
            }
        }
        else
        {
            fixed (double* from = MemoryMarshal.Cast<T, double>(yBar), to = MemoryMarshal.Cast<T, double>(xBar))
            {
                Launch(g, new Job<double>(g, to, from, null), static (job, plane) => SpreadPlane(job, plane));
            }
        }
    }

    private static void Launch<T>(in Pool2dGeometry g, Job<T> job, Action<Job<T>, int> plane)
        where T : unmanaged
    {
        using SpanOwner<TapColumns> columns = SpanOwner<TapColumns>.Allocate(g.WindowWidth);
        for (int v = 0; v < g.WindowWidth; v++)
        {
            int offset = v * g.DilationWidth - g.PadLeft;
            (int first, int last) = Conv2dGeometry.RealWindows(g.OutWidth, g.InWidth, g.StrideWidth, offset);
            columns.Span[v] = new TapColumns(first, last - first, first * g.StrideWidth + offset);
        }

        fixed (TapColumns* start = columns.Span)
        {
            job.Columns = start;
            Launch(g.Planes, g, job, plane);
        }
    }

    private static void Launch<T>(int planes, in Pool2dGeometry g, Job<T> job, Action<Job<T>, int> plane)
        where T : unmanaged
    {
        long perPlane = Math.Max(1, Math.Max((long)g.InHeight * g.InWidth, (long)g.OutHeight * g.OutWidth * g.WindowHeight * g.WindowWidth));
        if (perPlane * planes < 2 * ChunkWork)
        {
            for (int p = 0; p < planes; p++)
            {
                plane(job, p);
            }

            return;
        }

        int planesPerChunk = (int)Math.Max(1, ChunkWork / perPlane);
        WorkPool.Run((planes + planesPerChunk - 1) / planesPerChunk, (job, plane, planesPerChunk), static (state, chunk) =>
        {
            int last = Math.Min(state.job.Geometry.Planes, (chunk + 1) * state.planesPerChunk);
            for (int p = chunk * state.planesPerChunk; p < last; p++)
            {
                state.plane(state.job, p);
            }
        });
    }

    private static void Check(in Pool2dGeometry g, int x, int y)
    {
        if (x < g.InputLength || y < g.OutputLength)
        {
            throw new ArgumentException($"pooling: spans must hold {g.InputLength} and {g.OutputLength} elements; got {x} and {y}.");
        }
    }

    private static void ThrowIfAnyWindowIsPadding(in Pool2dGeometry g)
    {
        for (int i = 0; i < g.OutHeight; i++)
        {
            ThrowIfPadding(g.InHeight, g.WindowHeight, g.DilationHeight, i * g.StrideHeight - g.PadTop);
        }

        for (int j = 0; j < g.OutWidth; j++)
        {
            ThrowIfPadding(g.InWidth, g.WindowWidth, g.DilationWidth, j * g.StrideWidth - g.PadLeft);
        }
    }

    private static void ThrowIfPadding(int extent, int window, int dilation, int start)
    {
        int first = FirstReal(start, dilation);
        if (first >= extent || first > start + dilation * (window - 1))
        {
            throw new ArgumentException(
                $"max pooling: every window must hold a real element; got a window of {window} at {start} over {extent} elements.");
        }
    }

    // The first element of a window that is not padding.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FirstReal(int start, int dilation) =>
        start >= 0 ? start : start + (-start + dilation - 1) / dilation * dilation;

    /// <summary>The windows of a row that find one of their columns real: from which, how many, and where in x the first finds it.</summary>
    private readonly record struct TapColumns(int First, int Count, int Place);

    private struct Job<T>(in Pool2dGeometry geometry, T* x, T* y, int* indices)
        where T : unmanaged
    {
        public readonly Pool2dGeometry Geometry = geometry;
        private readonly int _xPlane = geometry.InHeight * geometry.InWidth;
        private readonly int _yPlane = geometry.OutHeight * geometry.OutWidth;

        /// <summary>Gets or sets where each column of a window is real.</summary>
        public TapColumns* Columns { get; set; }

        public readonly int PlaneOutputs => _yPlane;

        /// <summary>Gets or sets where the cotangent of x goes.</summary>
        public T* CotangentOfX { get; set; }

        public readonly T* XBar(int plane) => CotangentOfX + (nint)plane * _xPlane;

        /// <summary>The same windows over one plane, with other memory for what is found.</summary>
        public readonly Job<T> Plane(int plane, T* greatest, int* places) => new(Geometry, X(plane), greatest, places) { Columns = Columns };

        public readonly T* X(int plane) => x + (nint)plane * _xPlane;

        public readonly T* Y(int plane) => y + (nint)plane * _yPlane;

        public readonly int* Indices(int plane) => indices + (nint)plane * _yPlane;
    }
}
