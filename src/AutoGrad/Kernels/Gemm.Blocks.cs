using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CommunityToolkit.HighPerformance.Buffers;

namespace AutoGrad;

internal static unsafe partial class Gemm
{
    private static void RunChunk<T>(in GemmJob<T> job, int chunk)
        where T : unmanaged
    {
        GemmPlan plan = GemmPlan.Of<T>();
        int depth = Math.Min(job.K, Depth);
        int maxRows = Math.Max(plan.Rows, PackedBytes / (Depth * sizeof(T)) / plan.Rows * plan.Rows);
        int rows = Math.Min(job.M, maxRows);
        int width = 2 * plan.Lanes;
        int alignment = 64 / sizeof(T);

        int aLength = (rows * depth + alignment - 1) & -alignment;
        int bLength = depth * width;
        using SpanOwner<T> owner = SpanOwner<T>.Allocate(aLength + bLength + plan.Rows * width + alignment);
        fixed (T* start = owner.Span)
        {
            T* aligned = (T*)(((nint)start + 63) & ~63);
            var scratch = new Scratch<T>(aligned, aligned + aLength, aligned + aLength + bLength);
            int blocksPerMatrix = job.RowBlocks * job.ColumnBlocks;
            long first = job.Blocks * chunk / job.Chunks;
            long last = job.Blocks * (chunk + 1) / job.Chunks;
            for (long block = first; block < last; block++)
            {
                int s = (int)(block / blocksPerMatrix);
                int inMatrix = (int)(block % blocksPerMatrix);
                int rowBlock = inMatrix / job.ColumnBlocks;
                int columnBlock = inMatrix % job.ColumnBlocks;
                int left = Border(job.N, job.ColumnBlocks, columnBlock, width);
                int right = Border(job.N, job.ColumnBlocks, columnBlock + 1, width);
                int top = Border(job.M, job.RowBlocks, rowBlock, plan.Rows);
                int bottom = Border(job.M, job.RowBlocks, rowBlock + 1, plan.Rows);
                int slabs = (bottom - top + maxRows - 1) / maxRows;
                for (int slab = 0; slab < slabs && left < right; slab++)
                {
                    RunSlab(
                        job, plan, scratch, s,
                        top + Border(bottom - top, slabs, slab, plan.Rows),
                        top + Border(bottom - top, slabs, slab + 1, plan.Rows), left, right);
                }
            }
        }
    }

    // The parts are as equal as whole tiles allow.
    private static int Border(int length, int parts, int part, int tile) =>
        part == parts ? length : (int)((length + tile - 1L) / tile * part / parts * tile);

    private static void RunSlab<T>(in GemmJob<T> job, GemmPlan plan, in Scratch<T> scratch, int s, int top, int bottom, int left, int right)
        where T : unmanaged
    {
        int rows = bottom - top;
        if (rows == 0)
        {
            return;
        }

        // Panels of equal height: 64 rows are 11+11+11+11+10+10, for a tile of 4 would wait on its own sums.
        int panels = (rows + plan.Rows - 1) / plan.Rows;
        int height = rows / panels;
        int higher = rows % panels;

        int width = 2 * plan.Lanes;
        for (int first = 0; first < job.K; first += Depth)
        {
            int depth = Math.Min(Depth, job.K - first);
            bool add = job.Accumulate || first > 0;

            // A transposed a already lies as the tile reads it; packing pays only when it is read many times.
            bool packA = job.A.Row != 1 || right - left > 2 * width;
            if (packA)
            {
                T* target = scratch.A;
                int row = top;
                for (int panel = 0; panel < panels; panel++)
                {
                    int count = panel < higher ? height + 1 : height;
                    Pack(count, depth, job.A.At(s, row, first), job.A.Row, job.A.Column, target, count);
                    target += count * depth;
                    row += count;
                }
            }

            for (int column = left; column < right; column += width)
            {
                int columns = Math.Min(width, right - column);
                int vectors = columns > plan.Lanes ? 2 : 1;
                int padded = vectors * plan.Lanes;
                bool full = columns == padded;

                T* b = job.B.At(s, first, column);
                nint bStep = job.B.Row;
                if (!full || job.B.Column != 1 || rows > 2 * plan.Rows)
                {
                    Pack(columns, depth, b, job.B.Column, job.B.Row, scratch.B, padded);
                    Pad(depth, columns, padded, scratch.B);
                    b = scratch.B;
                    bStep = padded;
                }

                bool direct = full && job.C.Column == 1;
                T* a = scratch.A;
                int row = top;
                for (int panel = 0; panel < panels; panel++)
                {
                    int count = panel < higher ? height + 1 : height;
                    T* from = packA ? a : job.A.At(s, row, first);
                    nint aStep = packA ? count : job.A.Column;
                    T* c = job.C.At(s, row, column);
                    if (direct)
                    {
                        plan.Tile<T>(count, vectors)(depth, from, aStep, b, bStep, c, job.C.Row, add ? 1 : 0);
                    }
                    else
                    {
                        plan.Tile<T>(count, vectors)(depth, from, aStep, b, bStep, scratch.Tile, padded, 0);
                        Merge(count, columns, scratch.Tile, padded, c, job.C.Row, job.C.Column, add);
                    }

                    a += count * depth;
                    row += count;
                }
            }
        }
    }

    /// <summary>Lays lines side by side: <c>target[p, line] = source[line, p]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Pack<T>(int lines, int depth, T* source, nint lineStride, nint depthStride, T* target, nint targetStride)
        where T : unmanaged
    {
        if (depthStride == 1)
        {
            TransposeBlock.Run(lines, depth, source, lineStride, target, targetStride);
        }
        else if (lineStride == 1)
        {
            PackStraight(lines, depth, source, depthStride, target, targetStride);
        }
        else
        {
            for (int p = 0; p < depth; p++)
            {
                for (int line = 0; line < lines; line++)
                {
                    target[line] = source[line * lineStride];
                }

                source += depthStride;
                target += targetStride;
            }
        }
    }

    // Whole vectors, the last of a row overlapping the one before: cheaper than a call of memmove a row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackStraight<T>(int lines, int depth, T* source, nint depthStride, T* target, nint targetStride)
        where T : unmanaged
    {
        int wide = Vector512<T>.Count;
        int narrow = Vector128<T>.Count;
        for (int p = 0; p < depth; p++)
        {
            if (lines == 2 * wide)
            {
                Vector512.Load(source).Store(target);
                Vector512.Load(source + wide).Store(target + wide);
            }
            else if (lines >= narrow)
            {
                int line = 0;
                for (; line + narrow < lines; line += narrow)
                {
                    Vector128.Load(source + line).Store(target + line);
                }

                Vector128.Load(source + lines - narrow).Store(target + lines - narrow);
            }
            else
            {
                for (int line = 0; line < lines; line++)
                {
                    target[line] = source[line];
                }
            }

            source += depthStride;
            target += targetStride;
        }
    }

    // What stands in the unused lanes is never stored, but subnormal or NaN leftovers could slow the tile.
    private static void Pad<T>(int depth, int columns, int padded, T* target)
        where T : unmanaged
    {
        for (int p = 0; p < depth && columns < padded; p++)
        {
            new Span<T>(target + (nint)p * padded + columns, padded - columns).Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Merge<T>(int rows, int columns, T* tile, nint tileStride, T* c, nint cRow, nint cColumn, bool add)
        where T : unmanaged
    {
        int lanes = Vector128<T>.Count;
        for (int i = 0; i < rows; i++)
        {
            T* to = c;
            int j = 0;
            for (; cColumn == 1 && j + lanes <= columns; j += lanes)
            {
                Vector128<T> part = Vector128.Load(tile + j);
                (add ? Vector128.Load(to) + part : part).Store(to);
                to += lanes;
            }

            for (; j < columns; j++)
            {
                *to = add ? Sum(*to, tile[j]) : tile[j];
                to += cColumn;
            }

            tile += tileStride;
            c += cRow;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Sum<T>(T x, T y)
        where T : unmanaged =>
        typeof(T) == typeof(float)
            ? Unsafe.BitCast<float, T>(Unsafe.BitCast<T, float>(x) + Unsafe.BitCast<T, float>(y))
            : Unsafe.BitCast<double, T>(Unsafe.BitCast<T, double>(x) + Unsafe.BitCast<T, double>(y));

    /// <summary>A thread's packed block of a, packed panel of b, and one tile for edges.</summary>
    private readonly struct Scratch<T>(T* a, T* b, T* tile)
        where T : unmanaged
    {
        public T* A => a;

        public T* B => b;

        public T* Tile => tile;
    }
}
