using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Elementwise functions of operands that broadcast; nothing larger than a block is ever written out.</summary>
/// <remarks>
/// Where both operands run, or repeat, along many places in a row, the kernel is called for these. Rows of a few places would
/// cost more in calls than in numbers: there the operand that repeats is written out, a block of many rows at a time, in the L1 cache.
/// </remarks>
internal static unsafe class BroadcastLoop
{
    // Shorter rows than this are joined to blocks: the measured break-even.
    private const int LeastRow = 48;

    // Elements of a block: three of them, of eight bytes, take half an L1 cache.
    private const int BlockLength = 1024;

    // What writing out takes an element.
    private const double ExpandNanoseconds = 0.2;

    /// <summary>Computes <c>z = f(x, y)</c>.</summary>
    /// <param name="kernel">What computes a run.</param>
    /// <param name="nanoseconds">What an element costs.</param>
    /// <param name="x">[left]</param>
    /// <param name="left">The extents of x.</param>
    /// <param name="y">[right]</param>
    /// <param name="right">The extents of y.</param>
    /// <param name="z">[shape]</param>
    /// <param name="shape">The joint extents.</param>
    [SkipLocalsInit]
    public static void Run<TKernel, T, TResult>(
        TKernel kernel, double nanoseconds, ReadOnlySpan<T> x, ReadOnlySpan<int> left, ReadOnlySpan<T> y, ReadOnlySpan<int> right, Span<TResult> z, ReadOnlySpan<int> shape)
        where TKernel : struct, IBinaryKernel<T, TResult>
        where T : unmanaged
        where TResult : unmanaged
    {
        if ((x.Length == z.Length || x.Length == 1) && (y.Length == z.Length || y.Length == 1))
        {
            ElementwiseWork.Run(kernel, nanoseconds, x, y, z);
            return;
        }

        if (z.IsEmpty)
        {
            return;
        }

        int* space = stackalloc int[4 * shape.Length];
        var xAxes = BroadcastAxes.Of(left, shape, space);
        var yAxes = BroadcastAxes.Of(right, shape, space + 2 * shape.Length);
        int row = Math.Min(xAxes.Last, yAxes.Last);
        bool inBlocks = row < LeastRow;
        int chunk = ElementwiseWork.BlockLength(z.Length, inBlocks ? nanoseconds + ExpandNanoseconds : nanoseconds);
        chunk = inBlocks ? (chunk + row - 1) / row * row : chunk;
        fixed (T* xs = x, ys = y)
        fixed (TResult* zs = z)
        {
            var job = new Job<TKernel, T, TResult>(kernel, xs, xAxes, ys, yAxes, zs, z.Length, row, chunk);
            int chunks = (int)(((long)z.Length + chunk - 1) / chunk);
            if (inBlocks)
            {
                WorkPool.Run(chunks, job, static (job, chunk) => job.RunBlocks(chunk));
            }
            else
            {
                WorkPool.Run(chunks, job, static (job, chunk) => job.RunRows(chunk));
            }
        }
    }

    /// <summary>Repeats: <c>y = x</c>, broadcast.</summary>
    /// <param name="x">[extents]</param>
    /// <param name="extents">The extents of x.</param>
    /// <param name="y">[shape]</param>
    /// <param name="shape">What x broadcasts to.</param>
    [SkipLocalsInit]
    public static void Repeat<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> extents, Span<T> y, ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        if (y.IsEmpty)
        {
            return;
        }

        int* space = stackalloc int[2 * shape.Length];
        var axes = BroadcastAxes.Of(extents, shape, space);
        int chunk = ElementwiseWork.BlockLength(y.Length, ElementwiseWork.Plain * sizeof(T) / sizeof(float));
        fixed (T* xs = x, ys = y)
        {
            WorkPool.Run((int)(((long)y.Length + chunk - 1) / chunk), new RepeatJob<T>(xs, axes, ys, y.Length, chunk), static (job, chunk) =>
            {
                int start = chunk * job.Chunk;
                job.Axes.Expand(job.X, start, Math.Min(job.Chunk, job.Length - start), job.Y + start);
            });
        }
    }

    private readonly struct Job<TKernel, T, TResult>(
        TKernel kernel, T* x, BroadcastAxes xAxes, T* y, BroadcastAxes yAxes, TResult* z, int length, int row, int chunkLength)
        where TKernel : struct, IBinaryKernel<T, TResult>
        where T : unmanaged
        where TResult : unmanaged
    {
        public void RunRows(int chunk)
        {
            int end = (int)Math.Min(length, (chunk + 1L) * chunkLength);
            int count;
            for (int place = chunk * chunkLength; place < end; place += count)
            {
                count = Math.Min(row - place % row, end - place);
                T* left = x + xAxes.OffsetOf(place);
                T* right = y + yAxes.OffsetOf(place);
                var result = new Span<TResult>(z + place, count);
                if (xAxes.LastRepeats)
                {
                    kernel.Run(*left, new ReadOnlySpan<T>(right, count), result);
                }
                else if (yAxes.LastRepeats)
                {
                    kernel.Run(new ReadOnlySpan<T>(left, count), *right, result);
                }
                else
                {
                    kernel.Run(new ReadOnlySpan<T>(left, count), new ReadOnlySpan<T>(right, count), result);
                }
            }
        }

        [SkipLocalsInit]
        public void RunBlocks(int chunk)
        {
            T* xSpace = stackalloc T[BlockLength];
            T* ySpace = stackalloc T[BlockLength];
            int block = BlockLength / row * row;
            int end = (int)Math.Min(length, (chunk + 1L) * chunkLength);
            int count;
            for (int place = chunk * chunkLength; place < end; place += count)
            {
                count = Math.Min(block, end - place);
                T* left = x + place;
                T* right = y + place;
                if (!xAxes.IsWhole)
                {
                    xAxes.Expand(x, place, count, left = xSpace);
                }

                if (!yAxes.IsWhole)
                {
                    yAxes.Expand(y, place, count, right = ySpace);
                }

                kernel.Run(new ReadOnlySpan<T>(left, count), new ReadOnlySpan<T>(right, count), new Span<TResult>(z + place, count));
            }
        }
    }

    private readonly struct RepeatJob<T>(T* x, BroadcastAxes axes, T* y, int length, int chunk)
        where T : unmanaged
    {
        public T* X => x;

        public BroadcastAxes Axes => axes;

        public T* Y => y;

        public int Length => length;

        public int Chunk => chunk;
    }
}
