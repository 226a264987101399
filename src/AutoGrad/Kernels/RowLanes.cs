using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoGrad;

/// <summary>A kernel of rows, written over vectors of 512 bits whatever the processor has, so that its sums are one tree everywhere.</summary>
internal interface IRowKernel<T, TState>
    where T : unmanaged
{
    /// <summary>Does items [first, end) of the work.</summary>
    static abstract void Run<TWide>(in TState state, int first, int end)
        where TWide : unmanaged, IWide<TWide, T>;
}

/// <summary>Runs kernels of rows: chooses what 512 bits are made of, and cuts the work into chunks for threads by size alone.</summary>
internal static unsafe class RowLanes
{
    // About 5 µs of work, and twice that before threads pay.
    private const int ChunkLength = 1 << 14;

    /// <summary>Does all items, which touch about <paramref name="length"/> numbers each.</summary>
    public static void Run<T, TState, TKernel>(int items, long length, in TState state)
        where T : unmanaged
        where TState : struct
        where TKernel : struct, IRowKernel<T, TState>
    {
        if (items * length < 4 * ChunkLength)
        {
            Run<T, TState, TKernel>(state, 0, items);
            return;
        }

        int perChunk = (int)Math.Max(1, ChunkLength / Math.Max(1, length));
        WorkPool.Run((items + perChunk - 1) / perChunk, (state, items, perChunk), static (job, chunk) =>
            Run<T, TState, TKernel>(job.state, chunk * job.perChunk, (int)Math.Min(job.items, (chunk + 1L) * job.perChunk)));
    }

    private static void Run<T, TState, TKernel>(in TState state, int first, int end)
        where T : unmanaged
        where TKernel : struct, IRowKernel<T, TState>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            TKernel.Run<Wide512<T>>(state, first, end);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            TKernel.Run<WidePair<Wide256<T>, T>>(state, first, end);
        }
        else
        {
            TKernel.Run<WidePair<WidePair<Wide128<T>, T>, T>>(state, first, end);
        }
    }

    /// <summary>The last, partial vector of a row, filled up; <paramref name="room"/> holds one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide Partial<T, TWide>(T* source, int count, T fill, T* room)
        where T : unmanaged
        where TWide : unmanaged, IWide<TWide, T>
    {
        TWide.Store(fill, ref *room, 0);
        for (int i = 0; i < count; i++)
        {
            room[i] = source[i];
        }

        return TWide.Load(ref *room, 0);
    }

    /// <summary>Writes the first lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial<T, TWide>(TWide x, T* target, int count, T* room)
        where T : unmanaged
        where TWide : unmanaged, IWide<TWide, T>
    {
        TWide.Store(x, ref *room, 0);
        for (int i = 0; i < count; i++)
        {
            target[i] = room[i];
        }
    }
}
