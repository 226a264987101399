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
        int width = 2 * plan.Lanes;
        int depth = Math.Min(job.K, Depth);
        int widest = (job.N + job.ColumnBlocks - 1) / job.ColumnBlocks + width;
        bool packsA = PacksA(job, widest, width);
        int maxRows = Math.Max(plan.Rows, PackedBytes / (Depth * sizeof(T)) / plan.Rows * plan.Rows);
        int rows = Math.Min(job.M, maxRows);
        int alignment = 64 / sizeof(T);

        int aLength = packsA ? (rows * depth + alignment - 1) & -alignment : 0;
        int bLength = depth * width * Math.Min(GroupPanels, (job.N + width - 1) / width);
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

                // A single group of columns reads a once: it need not stay in the cache.
                int slabs = right - left <= GroupPanels * width && !packsA ? 1 : (bottom - top + maxRows - 1) / maxRows;
                for (int slab = 0; slab < slabs && left < right; slab++)
                {
                    RunSlab(
                        job, plan, scratch, packsA, s,
                        top + Border(bottom - top, slabs, slab, plan.Rows),
                        top + Border(bottom - top, slabs, slab + 1, plan.Rows), left, right);
                }
            }
        }
    }

    // The tile reads a as it lies. Packing pays when a is read very often, or when its rows fall on the same lines of the cache.
    internal static bool PacksA<T>(in GemmJob<T> job, int columns, int width)
        where T : unmanaged
    {
        bool collides = job.A.Row * sizeof(T) % 4096 == 0;
        return columns > (collides ? 3 : InPlacePanels) * width;
    }

    // The parts are as equal as whole tiles allow.
    private static int Border(int length, int parts, int part, int tile) =>
        part == parts ? length : (int)((length + tile - 1L) / tile * part / parts * tile);

    private static void RunSlab<T>(
        in GemmJob<T> job, GemmPlan plan, in Scratch<T> scratch, bool packsA, int s, int top, int bottom, int left, int right)
        where T : unmanaged
    {
        if (top == bottom)
        {
            return;
        }

        var panels = new GemmPanels(bottom - top, plan.Rows);
        int width = 2 * plan.Lanes;
        for (int first = 0; first < job.K; first += Depth)
        {
            int depth = Math.Min(Depth, job.K - first);
            bool add = job.Accumulate || first > 0;
            if (packsA)
            {
                PackPanels(panels, depth, job.A.At(s, top, first), job.A.Row, job.A.Column, scratch.A);
            }

            int groupWidth = job.B.Column == 1 ? GroupPanels * width : width;
            for (int group = left; group < right; group += groupWidth)
            {
                int groupEnd = Math.Min(right, group + groupWidth);
                T* b = job.B.At(s, first, group);
                bool packsB = job.B.Column != 1 || panels.Count > 2;
                if (packsB)
                {
                    PackColumns(groupEnd - group, depth, b, job.B.Row, job.B.Column, scratch.B, plan.Lanes);
                }

                for (int column = group; column < groupEnd; column += width)
                {
                    int columns = Math.Min(width, groupEnd - column);
                    int padded = columns > plan.Lanes ? width : plan.Lanes;
                    T* panel = packsB ? scratch.B + (nint)(column - group) * depth : b + (column - group);
                    nint step = packsB ? padded : job.B.Row;
                    if (!packsB && columns < padded)
                    {
                        PackColumns(columns, depth, panel, job.B.Row, 1, scratch.B, plan.Lanes);
                        panel = scratch.B;
                        step = padded;
                    }

                    RunPanels(job, plan, scratch, panels, packsA, s, first, depth, top, column, columns, panel, step, add);
                }
            }
        }
    }

    // All rows of a under one panel of columns of b.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunPanels<T>(
        in GemmJob<T> job, GemmPlan plan, in Scratch<T> scratch, in GemmPanels panels, bool packsA,
        int s, int first, int depth, int top, int column, int columns, T* b, nint bStep, bool add)
        where T : unmanaged
    {
        int vectors = columns > plan.Lanes ? 2 : 1;
        int padded = vectors * plan.Lanes;
        bool direct = columns == padded && job.C.Column == 1;
        T* a = packsA ? scratch.A : job.A.At(s, top, first);
        T* c = job.C.At(s, top, column);
        for (int panel = 0; panel < panels.Count; panel++)
        {
            int rows = panels.Height(panel);
            nint aRow = packsA ? 1 : job.A.Row;
            nint aStep = packsA ? rows : job.A.Column;
            if (direct)
            {
                plan.Tile<T>(rows, vectors)(depth, a, aRow, aStep, b, bStep, c, job.C.Row, add ? 1 : 0);
            }
            else
            {
                plan.Tile<T>(rows, vectors)(depth, a, aRow, aStep, b, bStep, scratch.Tile, padded, 0);
                Merge(rows, columns, scratch.Tile, padded, c, job.C.Row, job.C.Column, add);
            }

            a += packsA ? (nint)rows * depth : rows * job.A.Row;
            c += rows * job.C.Row;
        }
    }

    /// <summary>Packs rows panel by panel: <c>target[panel][p, row]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void PackPanels<T>(in GemmPanels panels, int depth, T* source, nint rowStride, nint depthStride, T* target)
        where T : unmanaged
    {
        if (rowStride == 1)
        {
            // Some panels at a time: one alone, every few rows would be a jump to another page; all, their lines would collide.
            for (int group = 0; group < panels.Count; group += GroupPanels)
            {
                int groupEnd = Math.Min(panels.Count, group + GroupPanels);
                int copied = 0;
                for (int p = 0; p < depth; p++)
                {
                    copied = 0;
                    for (int panel = group; panel < groupEnd; panel++)
                    {
                        int rows = panels.Height(panel);
                        CopyRow(rows, source + p * depthStride + copied, target + (nint)copied * depth + (nint)p * rows);
                        copied += rows;
                    }
                }

                source += copied;
                target += (nint)copied * depth;
            }

            return;
        }

        for (int panel = 0; panel < panels.Count; panel++)
        {
            int rows = panels.Height(panel);
            Pack(rows, depth, source, rowStride, depthStride, target, rows);
            source += rows * rowStride;
            target += (nint)rows * depth;
        }
    }

    // Packs columns in panels of two vectors, target[panel][p, column], the last of one vector if that holds it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackColumns<T>(int columns, int depth, T* source, nint depthStride, nint columnStride, T* target, int lanes)
        where T : unmanaged
    {
        int width = 2 * lanes;
        int whole = columns / width * width;
        int wide = Vector512<T>.Count;
        if (columnStride == 1 && width % wide == 0)
        {
            // Row by row through all panels, as the memory lies: panel by panel, every line would be a jump to another page.
            for (int p = 0; p < depth; p++)
            {
                T* from = source + p * depthStride;
                T* to = target + (nint)p * width;
                for (int column = 0; column < whole; column += width)
                {
                    for (int lane = 0; lane < width; lane += wide)
                    {
                        Vector512.Load(from + lane).Store(to + lane);
                    }

                    from += width;
                    to += (nint)depth * width;
                }
            }
        }
        else
        {
            for (int column = 0; column < whole; column += width)
            {
                Pack(width, depth, source + column * columnStride, columnStride, depthStride, target + (nint)column * depth, width);
            }
        }

        if (whole < columns)
        {
            int rest = columns - whole;
            int padded = rest > lanes ? width : lanes;
            T* to = target + (nint)whole * depth;
            Pack(rest, depth, source + whole * columnStride, columnStride, depthStride, to, padded);
            Pad(depth, rest, padded, to);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackStraight<T>(int lines, int depth, T* source, nint depthStride, T* target, nint targetStride)
        where T : unmanaged
    {
        for (int p = 0; p < depth; p++)
        {
            CopyRow(lines, source, target);
            source += depthStride;
            target += targetStride;
        }
    }

    // Whole vectors, the last overlapping the one before: cheaper than a call of memmove a row.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyRow<T>(int count, T* source, T* target)
        where T : unmanaged
    {
        int wide = Vector512<T>.Count;
        int narrow = Vector128<T>.Count;
        if (count == 2 * wide)
        {
            Vector512.Load(source).Store(target);
            Vector512.Load(source + wide).Store(target + wide);
        }
        else if (count >= narrow)
        {
            int at = 0;
            for (; at + narrow < count; at += narrow)
            {
                Vector128.Load(source + at).Store(target + at);
            }

            Vector128.Load(source + count - narrow).Store(target + count - narrow);
        }
        else
        {
            for (int at = 0; at < count; at++)
            {
                target[at] = source[at];
            }
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
        if (cRow == 1 && !add)
        {
            TransposeBlock.Run(rows, columns, tile, tileStride, c, cColumn);
            return;
        }

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
