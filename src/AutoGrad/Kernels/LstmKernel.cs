using System.Numerics;
using System.Runtime.CompilerServices;
using CommunityToolkit.HighPerformance.Buffers;

namespace AutoGrad;

/// <summary>
/// Walks of long short-term memory along sequences, there and back: a product and one pass over the gates a step. Rows do not see
/// each other, so threads share them out in blocks and never wait for each other between steps.
/// </summary>
internal static unsafe partial class LstmKernel
{
    private const int Gates = 4;

    // As many as two tiles of the product hold; fewer would read the weights more often, more would leave threads idle.
    private const int BlockRows = 16;

    // Flops that outweigh waking another thread: about 10 µs.
    private const double ThreadWork = 2e6;

    /// <summary>Computes all steps.</summary>
    /// <param name="sizes">Steps, rows in each, and hidden units.</param>
    /// <param name="reverse">Whether the first step is the last place.</param>
    /// <param name="x">[steps, rows, 4 hidden]</param>
    /// <param name="weight">[4 hidden, hidden]</param>
    /// <param name="h">[rows, hidden]: before the first step.</param>
    /// <param name="c">[rows, hidden]: the same.</param>
    /// <param name="outputs">[steps, rows, hidden]</param>
    /// <param name="memory">[steps, rows, hidden]</param>
    /// <param name="gates">[steps, rows, 4 hidden]: after their functions.</param>
    public static void Forward<T>(
        (int Steps, int Rows, int Hidden) sizes, bool reverse, ReadOnlySpan<T> x, ReadOnlySpan<T> weight, ReadOnlySpan<T> h, ReadOnlySpan<T> c,
        Span<T> outputs, Span<T> memory, Span<T> gates)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (_, int rows, int hidden) = sizes;
        if (outputs.IsEmpty)
        {
            return;
        }

        // Transposed once for all steps. Rows a power of two apart would meet in few places of a cache.
        int stride = Gates * hidden + 64 / sizeof(T);
        using SpanOwner<T> room = SpanOwner<T>.Allocate(hidden * stride);
        fixed (T* from = x, w = weight, wT = room.Span, h0 = h, c0 = c, hs = outputs, cs = memory, g = gates)
        {
            TransposeBlock.Run(Gates * hidden, hidden, w, hidden, wT, stride);
            var job = new ForwardJob<T>(sizes, reverse, stride, from, wT, h0, c0, hs, cs, g);
            WorkPool.Run(Chunks(sizes), job, static (walk, chunk) => Walk(walk, chunk));
        }
    }

    // Whether the rows are cut is a matter of size alone, and no bit depends on it.
    private static int Chunks((int Steps, int Rows, int Hidden) sizes) =>
        2.0 * Gates * sizes.Steps * sizes.Rows * sizes.Hidden * sizes.Hidden < 2 * ThreadWork ? 1 : (sizes.Rows + BlockRows - 1) / BlockRows;

    private static void Walk<T>(in ForwardJob<T> job, int chunk)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int steps, int rows, int hidden) = job.Sizes;
        int width = Gates * hidden;
        int chunks = Chunks(job.Sizes);
        int first = chunks == 1 ? 0 : chunk * BlockRows;
        int count = chunks == 1 ? rows : Math.Min(BlockRows, rows - first);
        T* h = job.H + (nint)first * hidden;
        T* c = job.C + (nint)first * hidden;
        for (int step = 0; step < steps; step++)
        {
            nint row = (nint)(job.Reverse ? steps - 1 - step : step) * rows + first;
            T* gates = job.Gates + row * width;
            new ReadOnlySpan<T>(job.X + row * width, count * width).CopyTo(new Span<T>(gates, count * width));
            Gemm.Run(
                count, width, hidden, new ReadOnlySpan<T>(h, count * hidden), hidden, 1,
                new ReadOnlySpan<T>(job.Weight, hidden * job.WeightStride), job.WeightStride, 1, new Span<T>(gates, count * width), width, accumulate: true);
            T* before = c;
            h = job.Outputs + row * hidden;
            c = job.Memory + row * hidden;
            for (int i = 0; i < count; i++)
            {
                Gate(new Span<T>(gates + (nint)i * width, width), hidden);
            }

            var cells = new ForwardCells<T>(hidden, gates, before, c, h);
            RowLanes.Run<T, ForwardCells<T>, MemoryKernel<T>>(count, width, cells);
            TanhKernel.Run<T>(new ReadOnlySpan<T>(c, count * hidden), new Span<T>(h, count * hidden));
            RowLanes.Run<T, ForwardCells<T>, OutputKernel<T>>(count, width, cells);
        }
    }

    // One function a pass: a loop of several would be more than the compiler inlines.
    private static void Gate<T>(Span<T> gates, int hidden)
        where T : unmanaged
    {
        Span<T> inputAndForget = gates[..(2 * hidden)];
        Span<T> candidate = gates[(2 * hidden)..(3 * hidden)];
        Span<T> output = gates[(3 * hidden)..];
        SigmoidKernel.Run<T>(inputAndForget, inputAndForget);
        TanhKernel.Run<T>(candidate, candidate);
        SigmoidKernel.Run<T>(output, output);
    }

    private readonly struct ForwardJob<T>(
        (int Steps, int Rows, int Hidden) sizes, bool reverse, int weightStride, T* x, T* weight, T* h, T* c, T* outputs, T* memory, T* gates)
        where T : unmanaged
    {
        public readonly (int Steps, int Rows, int Hidden) Sizes = sizes;
        public readonly bool Reverse = reverse;
        public readonly int WeightStride = weightStride;
        public readonly T* X = x, Weight = weight, H = h, C = c, Outputs = outputs, Memory = memory, Gates = gates;
    }

    private readonly struct ForwardCells<T>(int hidden, T* gates, T* before, T* memory, T* outputs)
        where T : unmanaged
    {
        public readonly int Hidden = hidden;
        public readonly T* Gates = gates, Before = before, Memory = memory, Outputs = outputs;
    }

    private readonly struct MemoryKernel<T> : IRowKernel<T, ForwardCells<T>>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Run<TWide>(in ForwardCells<T> cells, int first, int end)
            where TWide : unmanaged, IWide<TWide, T>
        {
            T* room = stackalloc T[TWide.Count];
            int hidden = cells.Hidden;
            for (nint row = first; row < end; row++)
            {
                T* gates = cells.Gates + row * Gates * hidden;
                nint at = row * hidden;
                for (int j = 0; j < hidden; j += TWide.Count)
                {
                    int count = Math.Min(TWide.Count, hidden - j);
                    TWide i = Load<T, TWide>(gates + j, count, room), f = Load<T, TWide>(gates + hidden + j, count, room);
                    TWide g = Load<T, TWide>(gates + 2 * hidden + j, count, room);
                    Store(f * Load<T, TWide>(cells.Before + at + j, count, room) + i * g, cells.Memory + at + j, count, room);
                }
            }
        }
    }

    private readonly struct OutputKernel<T> : IRowKernel<T, ForwardCells<T>>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Run<TWide>(in ForwardCells<T> cells, int first, int end)
            where TWide : unmanaged, IWide<TWide, T>
        {
            T* room = stackalloc T[TWide.Count];
            int hidden = cells.Hidden;
            for (nint row = first; row < end; row++)
            {
                T* gates = cells.Gates + row * Gates * hidden;
                T* outputs = cells.Outputs + row * hidden;
                for (int j = 0; j < hidden; j += TWide.Count)
                {
                    int count = Math.Min(TWide.Count, hidden - j);
                    TWide o = Load<T, TWide>(gates + 3 * hidden + j, count, room);
                    Store(o * Load<T, TWide>(outputs + j, count, room), outputs + j, count, room);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide Load<T, TWide>(T* source, int count, T* room)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IWide<TWide, T> =>
        count == TWide.Count ? TWide.Load(ref *source, 0) : RowLanes.Partial<T, TWide>(source, count, T.Zero, room);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T, TWide>(TWide x, T* target, int count, T* room)
        where T : unmanaged
        where TWide : unmanaged, IWide<TWide, T>
    {
        if (count == TWide.Count)
        {
            TWide.Store(x, ref *target, 0);
        }
        else
        {
            RowLanes.StorePartial(x, target, count, room);
        }
    }
}
