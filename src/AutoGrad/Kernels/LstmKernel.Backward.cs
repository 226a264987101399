using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad;

internal static unsafe partial class LstmKernel
{
    /// <summary>Carries cotangents back through all steps.</summary>
    /// <param name="sizes">Steps, rows in each, and hidden units.</param>
    /// <param name="reverse">Whether the walk there began at the last place.</param>
    /// <param name="gates">[steps, rows, 4 hidden]: after their functions.</param>
    /// <param name="weight">[4 hidden, hidden]</param>
    /// <param name="c">[rows, hidden]: the memory before the first step.</param>
    /// <param name="memory">[steps, rows, hidden]: after each.</param>
    /// <param name="outputBars">[steps, rows, hidden]</param>
    /// <param name="memoryBars">[steps, rows, hidden]</param>
    /// <param name="xBar">[steps, rows, 4 hidden]</param>
    /// <param name="hBar">[rows, hidden]</param>
    /// <param name="cBar">[rows, hidden]</param>
    public static void Backward<T, TTanh>(
        (int Steps, int Rows, int Hidden) sizes, bool reverse, ReadOnlySpan<T> gates, ReadOnlySpan<T> weight, ReadOnlySpan<T> c, ReadOnlySpan<T> memory,
        ReadOnlySpan<T> outputBars, ReadOnlySpan<T> memoryBars, Span<T> xBar, Span<T> hBar, Span<T> cBar)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTanh : struct, IWideMap<T>
    {
        // What comes back so far, step by step.
        hBar.Clear();
        cBar.Clear();
        if (xBar.IsEmpty)
        {
            return;
        }

        fixed (T* g = gates, w = weight, c0 = c, cs = memory, hBars = outputBars, cBars = memoryBars, xBars = xBar, h0Bar = hBar, c0Bar = cBar)
        {
            var job = new BackwardJob<T>(sizes, reverse, g, w, c0, cs, hBars, cBars, xBars, h0Bar, c0Bar);
            WorkPool.Run(Chunks(sizes), job, static (walk, chunk) => WalkBack<T, TTanh>(walk, chunk));
        }
    }

    private static void WalkBack<T, TTanh>(in BackwardJob<T> job, int chunk)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTanh : struct, IWideMap<T>
    {
        (int steps, int rows, int hidden) = job.Sizes;
        int width = Gates * hidden;
        int chunks = Chunks(job.Sizes);
        int first = chunks == 1 ? 0 : chunk * BlockRows;
        int count = chunks == 1 ? rows : Math.Min(BlockRows, rows - first);
        T* hBar = job.HBar + (nint)first * hidden;
        T* cBar = job.CBar + (nint)first * hidden;
        for (int step = steps - 1; step >= 0; step--)
        {
            int place = job.Reverse ? steps - 1 - step : step;
            int before = job.Reverse ? place + 1 : place - 1;
            nint row = (nint)place * rows + first;
            T* c = step == 0 ? job.C + (nint)first * hidden : job.Memory + ((nint)before * rows + first) * hidden;
            var cells = new BackwardCells<T>(
                hidden, job.Gates + row * width, c, job.Memory + row * hidden, job.OutputBars + row * hidden, job.MemoryBars + row * hidden,
                job.XBar + row * width, hBar, cBar);
            RowLanes.Run<T, BackwardCells<T>, BackwardKernel<T, TTanh>>(count, width, cells);
            Gemm.Run(
                count, hidden, width, new ReadOnlySpan<T>(job.XBar + row * width, count * width), width, 1,
                new ReadOnlySpan<T>(job.Weight, width * hidden), hidden, 1, new Span<T>(hBar, count * hidden), hidden);
        }
    }

    private readonly struct BackwardJob<T>(
        (int Steps, int Rows, int Hidden) sizes, bool reverse, T* gates, T* weight, T* c, T* memory, T* outputBars, T* memoryBars, T* xBar, T* hBar, T* cBar)
        where T : unmanaged
    {
        public readonly (int Steps, int Rows, int Hidden) Sizes = sizes;
        public readonly bool Reverse = reverse;
        public readonly T* Gates = gates, Weight = weight, C = c, Memory = memory, OutputBars = outputBars, MemoryBars = memoryBars;
        public readonly T* XBar = xBar, HBar = hBar, CBar = cBar;
    }

    private readonly struct BackwardCells<T>(int hidden, T* gates, T* before, T* memory, T* outputBar, T* memoryBar, T* xBar, T* hBar, T* cBar)
        where T : unmanaged
    {
        public readonly int Hidden = hidden;
        public readonly T* Gates = gates, Before = before, Memory = memory, OutputBar = outputBar, MemoryBar = memoryBar;
        public readonly T* XBar = xBar, HBar = hBar, CBar = cBar;
    }

    private readonly struct BackwardKernel<T, TTanh> : IRowKernel<T, BackwardCells<T>>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTanh : struct, IWideMap<T>
    {
        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Run<TWide>(in BackwardCells<T> cells, int first, int end)
            where TWide : unmanaged, IWide<TWide, T>
        {
            T* room = stackalloc T[TWide.Count];
            TWide one = T.One;
            int hidden = cells.Hidden;
            for (nint row = first; row < end; row++)
            {
                T* gates = cells.Gates + row * Gates * hidden;
                T* xBar = cells.XBar + row * Gates * hidden;
                nint at = row * hidden;
                for (int j = 0; j < hidden; j += TWide.Count)
                {
                    int count = Math.Min(TWide.Count, hidden - j);
                    TWide i = Load<T, TWide>(gates + j, count, room);
                    TWide f = Load<T, TWide>(gates + hidden + j, count, room);
                    TWide g = Load<T, TWide>(gates + 2 * hidden + j, count, room);
                    TWide o = Load<T, TWide>(gates + 3 * hidden + j, count, room);
                    TWide seen = TTanh.Map(Load<T, TWide>(cells.Memory + at + j, count, room));
                    TWide hBar = Load<T, TWide>(cells.HBar + at + j, count, room) + Load<T, TWide>(cells.OutputBar + at + j, count, room);
                    TWide cBar = Load<T, TWide>(cells.CBar + at + j, count, room) + Load<T, TWide>(cells.MemoryBar + at + j, count, room)
                        + hBar * o * (one - seen * seen);
                    Store(cBar * g * (i * (one - i)), xBar + j, count, room);
                    Store(cBar * Load<T, TWide>(cells.Before + at + j, count, room) * (f * (one - f)), xBar + hidden + j, count, room);
                    Store(cBar * i * (one - g * g), xBar + 2 * hidden + j, count, room);
                    Store(hBar * seen * (o * (one - o)), xBar + 3 * hidden + j, count, room);
                    Store(cBar * f, cells.CBar + at + j, count, room);
                }
            }
        }
    }
}
