using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CommunityToolkit.HighPerformance.Buffers;

namespace AutoGrad;

internal static unsafe partial class ReductionKernel
{
    // Rows that make one block: eight trees of eight rows, one after the other.
    private const int BlockRows = 64;

    // Columns treated together: their running results stay in the L1 cache.
    private const int PanelWidth = 1024;

    // Rows shorter than this are laid end to end until they are wide enough for vectors.
    private const int NarrowWidth = 32;

    [SkipLocalsInit]
    private static void Columns<T, TOp>(int rows, int width, nint stride, T* x, T* y)
        where T : unmanaged, INumber<T>
        where TOp : struct, IReduction<T>
    {
        int fold = width == stride && width < NarrowWidth ? 64 / width : 1;
        if (rows < 4 * fold)
        {
            fold = 1;
        }

        int foldedWidth = fold * width;
        int foldedRows = rows / fold;
        int blocks = foldedRows / BlockRows;
        int levels = blocks == 0 ? 0 : 1 + BitOperations.Log2((uint)blocks);
        using SpanOwner<T> owner = levels == 0 ? SpanOwner<T>.Empty : SpanOwner<T>.Allocate(levels * foldedWidth);
        fixed (T* scratch = owner.Span)
        {
            if (fold == 1)
            {
                Tree<T, TOp>(rows, width, stride, x, scratch, y);
                return;
            }

            T* folded = stackalloc T[128];
            Tree<T, TOp>(foldedRows, foldedWidth, foldedWidth, x, scratch, folded);
            for (int row = foldedRows * fold; row < rows; row++)
            {
                Merge<T, TOp>(width, folded, x + (nint)row * width);
            }

            for (int i = 1; i < fold; i++)
            {
                Merge<T, TOp>(width, folded, folded + i * width);
            }

            new ReadOnlySpan<T>(folded, width).CopyTo(new Span<T>(y, width));
        }
    }

    // A binary counter of blocks, as in Row: level l of the scratch holds the result of 2ˡ of them.
    private static void Tree<T, TOp>(int rows, int width, nint stride, T* x, T* scratch, T* y)
        where T : unmanaged
        where TOp : struct, IReduction<T>
    {
        int blocks = rows / BlockRows;
        for (int done = 0; done < blocks; done++)
        {
            int level = 0;
            while (((done >> level) & 1) != 0)
            {
                level++;
            }

            T* target = scratch + (nint)level * width;
            Block<T, TOp>(BlockRows, width, stride, x, target);
            x += BlockRows * stride;
            for (int lower = 0; lower < level; lower++)
            {
                Merge<T, TOp>(width, target, scratch + (nint)lower * width);
            }
        }

        bool isEmpty = true;
        if (rows > blocks * BlockRows)
        {
            Block<T, TOp>(rows - blocks * BlockRows, width, stride, x, y);
            isEmpty = false;
        }

        for (int level = 0; blocks >> level != 0; level++)
        {
            if (((blocks >> level) & 1) == 0)
            {
                continue;
            }

            T* part = scratch + (nint)level * width;
            if (isEmpty)
            {
                new ReadOnlySpan<T>(part, width).CopyTo(new Span<T>(y, width));
                isEmpty = false;
            }
            else
            {
                Merge<T, TOp>(width, y, part);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block<T, TOp>(int rows, int width, nint stride, T* x, T* y)
        where T : unmanaged
        where TOp : struct, IReduction<T>
    {
        int row = 0;
        for (; row + 8 <= rows; row += 8)
        {
            int i = 0;
            for (; i + Vector512<T>.Count <= width; i += Vector512<T>.Count)
            {
                T* from = x + i;
                Vector512<T> ab = TOp.Combine(Vector512.Load(from), Vector512.Load(from + stride));
                Vector512<T> cd = TOp.Combine(Vector512.Load(from + 2 * stride), Vector512.Load(from + 3 * stride));
                Vector512<T> ef = TOp.Combine(Vector512.Load(from + 4 * stride), Vector512.Load(from + 5 * stride));
                Vector512<T> gh = TOp.Combine(Vector512.Load(from + 6 * stride), Vector512.Load(from + 7 * stride));
                Vector512<T> all = TOp.Combine(TOp.Combine(ab, cd), TOp.Combine(ef, gh));
                (row == 0 ? all : TOp.Combine(Vector512.Load(y + i), all)).Store(y + i);
            }

            for (; i < width; i++)
            {
                T* from = x + i;
                T ab = TOp.Combine(from[0], from[stride]);
                T cd = TOp.Combine(from[2 * stride], from[3 * stride]);
                T ef = TOp.Combine(from[4 * stride], from[5 * stride]);
                T gh = TOp.Combine(from[6 * stride], from[7 * stride]);
                T all = TOp.Combine(TOp.Combine(ab, cd), TOp.Combine(ef, gh));
                y[i] = row == 0 ? all : TOp.Combine(y[i], all);
            }

            x += 8 * stride;
        }

        for (; row < rows; row++)
        {
            if (row == 0)
            {
                new ReadOnlySpan<T>(x, width).CopyTo(new Span<T>(y, width));
            }
            else
            {
                Merge<T, TOp>(width, y, x);
            }

            x += stride;
        }
    }

    /// <summary><c>y = y ∘ x</c> over <paramref name="width"/> elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Merge<T, TOp>(int width, T* y, T* x)
        where T : unmanaged
        where TOp : struct, IReduction<T>
    {
        int i = 0;
        for (; i + Vector512<T>.Count <= width; i += Vector512<T>.Count)
        {
            TOp.Combine(Vector512.Load(y + i), Vector512.Load(x + i)).Store(y + i);
        }

        for (; i < width; i++)
        {
            y[i] = TOp.Combine(y[i], x[i]);
        }
    }
}
