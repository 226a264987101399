using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>A function of one number, over runs of any length.</summary>
internal interface IUnaryKernel<T, TResult>
{
    void Run(ReadOnlySpan<T> x, Span<TResult> y);
}

/// <summary>A function of two numbers, over runs of any length; either side may be one number.</summary>
internal interface IBinaryKernel<T, TResult>
{
    void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<TResult> z);

    void Run(ReadOnlySpan<T> x, T y, Span<TResult> z);

    void Run(T x, ReadOnlySpan<T> y, Span<TResult> z);
}

/// <summary>Cuts elementwise work into blocks that threads share, once it is long enough for that to pay.</summary>
/// <remarks>
/// Kernels give a value the same bits at every position, so the cut shows in no result; it follows from the length and the
/// cost alone all the same. Handing a block to a second thread costs 0.5 µs while that thread is awake and up to 10 µs when it
/// is asleep: 5 µs of work are as fast on one thread as on two, 10 µs take two thirds of the time.
/// </remarks>
internal static unsafe class ElementwiseWork
{
    /// <summary>What an element costs that memory alone bounds, in nanoseconds for four bytes of result.</summary>
    public const double Plain = 0.2;

    /// <summary>What an element of a short polynomial costs: exponentials, logarithms and their like.</summary>
    public const double Function = 0.5;

    /// <summary>What an element costs that is computed by a long formula, or without vectors.</summary>
    public const double Long = 8;

    private const double BreakEvenNanoseconds = 8000;
    private const double BlockNanoseconds = 3000;

    // In elements: whole pairs of vectors, and whole cache lines of truth values.
    private const int Grain = 1024;

    // Enough to be shared evenly. Also few enough: TensorPrimitives writes past the caches what it is given 256 KiB or more of.
    // That is a third faster where nothing would stay in a cache anyway, from 32 MiB of result on, and takes twice as long for
    // what does, so shorter results are cut below that size.
    private const int MostBlocks = 128;

    /// <summary>How many elements make one block; all of them where threads would not pay.</summary>
    /// <param name="length">How many there are.</param>
    /// <param name="nanoseconds">What one costs.</param>
    /// <param name="grain">What a block is a multiple of.</param>
    public static int BlockLength(int length, double nanoseconds, int grain = Grain)
    {
        if (length * nanoseconds < BreakEvenNanoseconds)
        {
            return length;
        }

        long least = Math.Max(1 + (long)(BlockNanoseconds / nanoseconds), length / MostBlocks);
        return (int)Math.Min(length, (least + grain - 1) / grain * grain);
    }

    /// <summary>Computes <c>y = f(x)</c>.</summary>
    /// <param name="kernel">What computes a run.</param>
    /// <param name="nanoseconds">What an element costs.</param>
    /// <param name="x">As long as y.</param>
    /// <param name="y">Not overlapping x, unless the kernel allows them to be the same.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TKernel, T, TResult>(TKernel kernel, double nanoseconds, ReadOnlySpan<T> x, Span<TResult> y)
        where TKernel : struct, IUnaryKernel<T, TResult>
        where T : unmanaged
        where TResult : unmanaged
    {
        if (y.Length * nanoseconds < BreakEvenNanoseconds)
        {
            kernel.Run(x, y);
        }
        else
        {
            Share(kernel, nanoseconds, x[..y.Length], y);
        }
    }

    /// <summary>Computes <c>z = f(x, y)</c> of runs as long as z.</summary>
    /// <param name="kernel">What computes a run.</param>
    /// <param name="nanoseconds">What an element costs.</param>
    /// <param name="x">As long as z, or one number.</param>
    /// <param name="y">As long as z, or one number.</param>
    /// <param name="z">Not overlapping x or y, unless the kernel allows them to be the same.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TKernel, T, TResult>(TKernel kernel, double nanoseconds, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<TResult> z)
        where TKernel : struct, IBinaryKernel<T, TResult>
        where T : unmanaged
        where TResult : unmanaged
    {
        if (z.Length * nanoseconds >= BreakEvenNanoseconds)
        {
            Share(kernel, nanoseconds, x, y, z);
        }
        else if (x.Length == y.Length)
        {
            kernel.Run(x, y, z);
        }
        else if (y.Length == 1)
        {
            kernel.Run(x, y[0], z);
        }
        else
        {
            kernel.Run(x[0], y, z);
        }
    }

    private static void Share<TKernel, T, TResult>(TKernel kernel, double nanoseconds, ReadOnlySpan<T> x, Span<TResult> y)
        where TKernel : struct, IUnaryKernel<T, TResult>
        where T : unmanaged
        where TResult : unmanaged
    {
        int block = BlockLength(y.Length, nanoseconds);
        fixed (T* from = x)
        fixed (TResult* to = y)
        {
            WorkPool.Run((y.Length + block - 1) / block, new UnaryJob<TKernel, T, TResult>(kernel, from, to, y.Length, block), static (job, chunk) =>
            {
                int start = chunk * job.Block;
                int length = Math.Min(job.Block, job.Length - start);
                job.Kernel.Run(new ReadOnlySpan<T>(job.X + start, length), new Span<TResult>(job.Y + start, length));
            });
        }
    }

    private static void Share<TKernel, T, TResult>(TKernel kernel, double nanoseconds, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<TResult> z)
        where TKernel : struct, IBinaryKernel<T, TResult>
        where T : unmanaged
        where TResult : unmanaged
    {
        int block = BlockLength(z.Length, nanoseconds);
        fixed (T* left = x, right = y)
        fixed (TResult* to = z)
        {
            var job = new BinaryJob<TKernel, T, TResult>(kernel, left, x.Length == z.Length, right, y.Length == z.Length, to, z.Length, block);
            WorkPool.Run((z.Length + block - 1) / block, job, static (job, chunk) =>
            {
                int start = chunk * job.Block;
                int length = Math.Min(job.Block, job.Length - start);
                var result = new Span<TResult>(job.Z + start, length);
                if (!job.RightRuns)
                {
                    job.Kernel.Run(new ReadOnlySpan<T>(job.X + start, length), job.Y[0], result);
                }
                else if (!job.LeftRuns)
                {
                    job.Kernel.Run(job.X[0], new ReadOnlySpan<T>(job.Y + start, length), result);
                }
                else
                {
                    job.Kernel.Run(new ReadOnlySpan<T>(job.X + start, length), new ReadOnlySpan<T>(job.Y + start, length), result);
                }
            });
        }
    }

    private readonly struct UnaryJob<TKernel, T, TResult>(TKernel kernel, T* x, TResult* y, int length, int block)
        where TKernel : struct
        where T : unmanaged
        where TResult : unmanaged
    {
        public TKernel Kernel => kernel;

        public T* X => x;

        public TResult* Y => y;

        public int Length => length;

        public int Block => block;
    }

    private readonly struct BinaryJob<TKernel, T, TResult>(TKernel kernel, T* x, bool leftRuns, T* y, bool rightRuns, TResult* z, int length, int block)
        where TKernel : struct
        where T : unmanaged
        where TResult : unmanaged
    {
        public TKernel Kernel => kernel;

        public T* X => x;

        public bool LeftRuns => leftRuns;

        public T* Y => y;

        public bool RightRuns => rightRuns;

        public TResult* Z => z;

        public int Length => length;

        public int Block => block;
    }
}
