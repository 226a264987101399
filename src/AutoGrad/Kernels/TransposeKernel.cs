using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Permutations of the axes of a row-major array of 1-, 2-, 4- or 8-byte elements.</summary>
internal static unsafe class TransposeKernel
{
    // A tile of 64×64 four-byte elements and its transpose fit an L1 cache together.
    private const int Tile = 64;

    // Bytes one chunk moves: about 10 µs.
    private const int ChunkBytes = 1 << 18;

    /// <summary>Permutes axes: <c>y[i₀, i₁, …] = x[…]</c> with axis j of y being axis <c>permutation[j]</c> of x.</summary>
    /// <param name="extents">The shape of x.</param>
    /// <param name="permutation">Each axis of x once, in the order of y.</param>
    /// <param name="x">[extents]</param>
    /// <param name="y">[extents permuted], not overlapping x.</param>
    [SkipLocalsInit]
    public static void Run<T>(ReadOnlySpan<int> extents, ReadOnlySpan<int> permutation, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
    {
        int rank = Check(extents, permutation, x.Length, y.Length, out int length);
        if (length == 0)
        {
            return;
        }

        nint* strides = stackalloc nint[rank + 1];
        nint stride = 1;
        for (int axis = rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= extents[axis];
        }

        // Axes of y with their strides in x: without those of extent 1, and joined where they lie joined in x too.
        nint* extent = stackalloc nint[rank + 1];
        nint* step = stackalloc nint[rank + 1];
        int count = 0;
        foreach (int axis in permutation)
        {
            if (extents[axis] == 1)
            {
                continue;
            }

            if (count > 0 && step[count - 1] == extents[axis] * strides[axis])
            {
                extent[count - 1] *= extents[axis];
                step[count - 1] = strides[axis];
            }
            else
            {
                extent[count] = extents[axis];
                step[count++] = strides[axis];
            }
        }

        if (count <= 1)
        {
            x[..length].CopyTo(y);
            return;
        }

        fixed (T* from = x, to = y)
        {
            Dispatch(from, to, extent, step, count);
        }
    }

    private static int Check(ReadOnlySpan<int> extents, ReadOnlySpan<int> permutation, int xLength, int yLength, out int length)
    {
        length = 1;
        bool fits = extents.Length == permutation.Length;
        for (int i = 0; fits && i < extents.Length; i++)
        {
            length = checked(length * extents[i]);
            fits = permutation.Contains(i);
        }

        if (!fits || xLength < length || yLength < length)
        {
            throw new ArgumentException(
                "transpose: permutation must name every axis once and spans must hold the array; "
                + $"got [{string.Join(", ", permutation.ToArray())}] for [{string.Join(", ", extents.ToArray())}] with {xLength} and {yLength} elements.");
        }

        return extents.Length;
    }

    private static void Dispatch<T>(T* x, T* y, nint* extent, nint* step, int count)
        where T : unmanaged
    {
        if (step[count - 1] != 1)
        {
            // Where y runs along its last axis x takes steps; where x runs, y does: a transpose in the plane of these two axes.
            int run = 0;
            while (step[run] != 1)
            {
                run++;
            }

            Launch(new Job<T>(x, y, extent, step, count, run));
            return;
        }

        // Both run along the last axis. A short run is one wider element.
        nint bytes = extent[count - 1] * sizeof(T);
        if (bytes is 2 or 4 or 8)
        {
            nint last = extent[count - 1];
            for (int axis = 0; axis < count - 1; axis++)
            {
                step[axis] /= last;
            }

            switch (bytes)
            {
                case 2: Dispatch((ushort*)x, (ushort*)y, extent, step, count - 1); break;
                case 4: Dispatch((float*)x, (float*)y, extent, step, count - 1); break;
                default: Dispatch((double*)x, (double*)y, extent, step, count - 1); break;
            }

            return;
        }

        Launch(new Job<T>(x, y, extent, step, count, count - 1));
    }

    private static void Launch<T>(Job<T> job)
        where T : unmanaged
    {
        long bytes = job.Items * job.ItemLength * sizeof(T);
        long chunks = bytes < 2 * ChunkBytes ? 1 : Math.Min(job.Items, bytes / ChunkBytes);
        job.ItemsPerChunk = (job.Items + chunks - 1) / chunks;
        WorkPool.Run((int)((job.Items + job.ItemsPerChunk - 1) / job.ItemsPerChunk), job, static (job, chunk) => RunChunk(job, chunk));
    }

    [SkipLocalsInit]
    private static void RunChunk<T>(Job<T> job, int chunk)
        where T : unmanaged
    {
        long first = chunk * job.ItemsPerChunk;
        long last = Math.Min(job.Items, first + job.ItemsPerChunk);

        // An odometer over the axes outside the plane, then the tiles down and across.
        nint* index = stackalloc nint[job.Count];
        long rest = Math.DivRem(first, (long)job.TilesAcross, out long across);
        rest = Math.DivRem(rest, (long)job.TilesDown, out long down);
        nint xOffset = 0;
        nint yOffset = 0;
        for (int axis = job.Count - 1; axis >= 0; axis--)
        {
            index[axis] = 0;
            if (job.IsOuter(axis))
            {
                rest = Math.DivRem(rest, (long)job.Extent[axis], out long i);
                index[axis] = (nint)i;
                xOffset += (nint)i * job.Step[axis];
                yOffset += (nint)i * job.StepOfY(axis);
            }
        }

        for (long item = first; item < last; item++)
        {
            job.RunTile(xOffset, yOffset, (nint)down, (nint)across);
            if (++across < job.TilesAcross)
            {
                continue;
            }

            across = 0;
            if (++down < job.TilesDown)
            {
                continue;
            }

            down = 0;
            for (int axis = job.Count - 1; axis >= 0; axis--)
            {
                if (!job.IsOuter(axis))
                {
                    continue;
                }

                xOffset += job.Step[axis];
                yOffset += job.StepOfY(axis);
                if (++index[axis] < job.Extent[axis])
                {
                    break;
                }

                xOffset -= job.Extent[axis] * job.Step[axis];
                yOffset -= job.Extent[axis] * job.StepOfY(axis);
                index[axis] = 0;
            }
        }
    }

    /// <summary>The axes of y, and the plane that is transposed: its last axis and axis <c>run</c>, along which x is contiguous.</summary>
    private struct Job<T>(T* x, T* y, nint* extent, nint* step, int count, int run)
        where T : unmanaged
    {
        // Extents of the plane: down is y's last axis, across is x's. Equal axes mean plain copies of whole runs.
        private readonly nint _down = run == count - 1 ? 1 : extent[count - 1];
        private readonly nint _across = extent[run];
        private readonly nint _tileAcross = run == count - 1 ? extent[run] : Tile;

        public readonly int Count => count;

        public readonly nint* Extent => extent;

        public readonly nint* Step => step;

        public readonly nint TilesDown => (_down + Tile - 1) / Tile;

        public readonly nint TilesAcross => (_across + _tileAcross - 1) / _tileAcross;

        public readonly long ItemLength => Math.Min(_down, Tile) * Math.Min(_across, _tileAcross);

        public readonly long Items
        {
            get
            {
                long items = TilesDown * TilesAcross;
                for (int axis = 0; axis < count; axis++)
                {
                    items *= IsOuter(axis) ? extent[axis] : 1;
                }

                return items;
            }
        }

        public long ItemsPerChunk { get; set; }

        public readonly bool IsOuter(int axis) => axis != run && axis != count - 1;

        public readonly nint StepOfY(int axis)
        {
            nint stride = 1;
            for (int inner = axis + 1; inner < count; inner++)
            {
                stride *= extent[inner];
            }

            return stride;
        }

        public readonly void RunTile(nint xOffset, nint yOffset, nint down, nint across)
        {
            if (run == count - 1)
            {
                new ReadOnlySpan<T>(x + xOffset, (int)_across).CopyTo(new Span<T>(y + yOffset, (int)_across));
                return;
            }

            nint top = down * Tile;
            nint left = across * Tile;
            nint xStep = step[count - 1];
            nint yStep = StepOfY(run);
            TransposeBlock.Run(
                (int)Math.Min(Tile, _down - top), (int)Math.Min(Tile, _across - left),
                x + xOffset + top * xStep + left, xStep, y + yOffset + left * yStep + top, yStep);
        }
    }
}
