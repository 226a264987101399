using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGrad;

/// <summary>Softmax of rows, its logarithm, and their way back. For float and double.</summary>
/// <remarks>Each row's maximum is taken off first. A row is read again while it lies in the first cache.</remarks>
internal static unsafe partial class SoftmaxKernel
{
    /// <summary>What is done with each row.</summary>
    private enum Pass
    {
        Softmax,
        LogSoftmax,
        SoftmaxBackward,
        LogSoftmaxBackward,
        CrossEntropy,
        CrossEntropyBackward,
    }

    /// <summary>Computes <c>yᵢ = exp(xᵢ) / Σₖ exp(xₖ)</c>.</summary>
    /// <param name="width">How many numbers are in a row.</param>
    /// <param name="x">[rows, width]</param>
    /// <param name="y">[rows, width]</param>
    public static void Softmax<T>(int width, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged => Run(Pass.Softmax, Rows(y.Length, width), width, x, [], [], y);

    /// <summary>Computes <c>yᵢ = xᵢ - ln Σₖ exp(xₖ)</c>.</summary>
    /// <param name="width">How many numbers are in a row.</param>
    /// <param name="x">[rows, width]</param>
    /// <param name="y">[rows, width]</param>
    public static void LogSoftmax<T>(int width, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged => Run(Pass.LogSoftmax, Rows(y.Length, width), width, x, [], [], y);

    /// <summary>Computes <c>x̄ = y (ȳ - Σ y ȳ)</c>.</summary>
    /// <param name="width">How many numbers are in a row.</param>
    /// <param name="y">[rows, width]</param>
    /// <param name="yBar">[rows, width]</param>
    /// <param name="xBar">[rows, width]</param>
    public static void SoftmaxBackward<T>(int width, ReadOnlySpan<T> y, ReadOnlySpan<T> yBar, Span<T> xBar)
        where T : unmanaged => Run(Pass.SoftmaxBackward, Rows(xBar.Length, width), width, y, yBar, [], xBar);

    /// <summary>Computes <c>x̄ = ȳ - exp(y) Σ ȳ</c>.</summary>
    /// <param name="width">How many numbers are in a row.</param>
    /// <param name="y">[rows, width]</param>
    /// <param name="yBar">[rows, width]</param>
    /// <param name="xBar">[rows, width]</param>
    public static void LogSoftmaxBackward<T>(int width, ReadOnlySpan<T> y, ReadOnlySpan<T> yBar, Span<T> xBar)
        where T : unmanaged => Run(Pass.LogSoftmaxBackward, Rows(xBar.Length, width), width, y, yBar, [], xBar);

    /// <summary>Computes <c>y = ln Σₖ exp(xₖ) - x of the label</c> for each row.</summary>
    /// <param name="width">How many numbers are in a row.</param>
    /// <param name="x">[rows, width]</param>
    /// <param name="labels">[rows]: in [0, width).</param>
    /// <param name="y">[rows]</param>
    public static void CrossEntropy<T>(int width, ReadOnlySpan<T> x, ReadOnlySpan<int> labels, Span<T> y)
        where T : unmanaged => Run(Pass.CrossEntropy, y.Length, width, x, [], labels, y);

    /// <summary>Computes <c>x̄ = (softmax(x) - 1 at the label) ȳ</c>.</summary>
    /// <param name="width">How many numbers are in a row.</param>
    /// <param name="x">[rows, width]</param>
    /// <param name="labels">[rows]: in [0, width).</param>
    /// <param name="yBar">[rows]</param>
    /// <param name="xBar">[rows, width]</param>
    public static void CrossEntropyBackward<T>(int width, ReadOnlySpan<T> x, ReadOnlySpan<int> labels, ReadOnlySpan<T> yBar, Span<T> xBar)
        where T : unmanaged => Run(Pass.CrossEntropyBackward, yBar.Length, width, x, yBar, labels, xBar);

    private static int Rows(int size, int width) => width == 0 ? 0 : size / width;

    private static void Run<T>(Pass pass, int rows, int width, ReadOnlySpan<T> x, ReadOnlySpan<T> bar, ReadOnlySpan<int> labels, Span<T> y)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Run<float, ExpKernel.Float32>(
                pass, rows, width, MemoryMarshal.Cast<T, float>(x), MemoryMarshal.Cast<T, float>(bar), labels, MemoryMarshal.Cast<T, float>(y));
        }
        else
        {
            Run<double, ExpKernel.Float64>(
                pass, rows, width, MemoryMarshal.Cast<T, double>(x), MemoryMarshal.Cast<T, double>(bar), labels, MemoryMarshal.Cast<T, double>(y));
        }
    }

    private static void Run<T, TExp>(Pass pass, int rows, int width, ReadOnlySpan<T> x, ReadOnlySpan<T> bar, ReadOnlySpan<int> labels, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TExp : struct, IWideMap<T>
    {
        fixed (T* from = x, bars = bar, to = y)
        fixed (int* at = labels)
        {
            // An exponential takes as long as some four numbers that are only read and written.
            RowLanes.Run<T, Job<T>, Kernel<T, TExp>>(rows, 4L * width, new Job<T>(pass, width, from, bars, at, to));
        }
    }

    private readonly struct Job<T>(Pass pass, int width, T* x, T* bar, int* labels, T* y)
        where T : unmanaged
    {
        public readonly Pass Pass = pass;
        public readonly int Width = width;
        public readonly T* X = x, Bar = bar, Y = y;
        public readonly int* Labels = labels;
    }

    private readonly struct Kernel<T, TExp> : IRowKernel<T, Job<T>>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TExp : struct, IWideMap<T>
    {
        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Run<TWide>(in Job<T> job, int first, int end)
            where TWide : unmanaged, IWide<TWide, T>
        {
            T* room = stackalloc T[TWide.Count];
            int width = job.Width;
            for (int row = first; row < end; row++)
            {
                T* x = job.X + (nint)row * width;
                T* y = job.Y + (nint)row * width;
                switch (job.Pass)
                {
                    case Pass.Softmax:
                        Scale<T, TWide>(y, width, T.One / Exponentials<T, TExp, TWide>(x, y, width, Greatest<T, TWide>(x, width, room), room), room);
                        break;
                    case Pass.LogSoftmax:
                        T top = Greatest<T, TWide>(x, width, room);
                        Shift<T, TWide>(x, y, width, top, T.Log(ExponentialSum<T, TExp, TWide>(x, width, top, room)), room);
                        break;
                    case Pass.SoftmaxBackward:
                        SoftmaxBack<T, TWide>(x, job.Bar + (nint)row * width, y, width, room);
                        break;
                    case Pass.LogSoftmaxBackward:
                        LogSoftmaxBack<T, TExp, TWide>(x, job.Bar + (nint)row * width, y, width, room);
                        break;
                    case Pass.CrossEntropy:
                        T greatest = Greatest<T, TWide>(x, width, room);
                        job.Y[row] = T.Log(ExponentialSum<T, TExp, TWide>(x, width, greatest, room)) - (x[job.Labels[row]] - greatest);
                        break;
                    default:
                        T bar = job.Bar[row];
                        T sum = Exponentials<T, TExp, TWide>(x, y, width, Greatest<T, TWide>(x, width, room), room);
                        Scale<T, TWide>(y, width, bar / sum, room);
                        y[job.Labels[row]] -= bar;
                        break;
                }
            }
        }
    }
}
