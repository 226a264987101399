using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Copies between a dense block and the places of a larger one that lie at even distances along each axis.</summary>
internal static unsafe class StridedCopy
{
    /// <summary>Takes places: <c>y[i, j, …] = x[start₀ + i step₀, start₁ + j step₁, …]</c>.</summary>
    /// <param name="x">[whole]</param>
    /// <param name="whole">The extents of x.</param>
    /// <param name="starts">The first place along each axis.</param>
    /// <param name="steps">The distances, 1 or more.</param>
    /// <param name="y">[block]</param>
    /// <param name="block">The extents of y.</param>
    public static void Take<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> whole, ReadOnlySpan<int> starts, ReadOnlySpan<int> steps, Span<T> y, ReadOnlySpan<int> block)
        where T : unmanaged
    {
        fixed (T* from = x, to = y)
        {
            if (!y.IsEmpty)
            {
                Run(from, to, true, whole, starts, steps, block);
            }
        }
    }

    /// <summary>Puts numbers into places: <c>y[start₀ + i step₀, start₁ + j step₁, …] = x[i, j, …]</c>; the other places stay.</summary>
    /// <param name="x">[block]</param>
    /// <param name="block">The extents of x.</param>
    /// <param name="y">[whole]</param>
    /// <param name="whole">The extents of y.</param>
    /// <param name="starts">The first place along each axis.</param>
    /// <param name="steps">The distances, 1 or more.</param>
    public static void Put<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> block, Span<T> y, ReadOnlySpan<int> whole, ReadOnlySpan<int> starts, ReadOnlySpan<int> steps)
        where T : unmanaged
    {
        fixed (T* from = x, to = y)
        {
            if (!x.IsEmpty)
            {
                Run(to, from, false, whole, starts, steps, block);
            }
        }
    }

    [SkipLocalsInit]
    private static void Run<T>(T* large, T* dense, bool takes, ReadOnlySpan<int> whole, ReadOnlySpan<int> starts, ReadOnlySpan<int> steps, ReadOnlySpan<int> block)
        where T : unmanaged
    {
        // Axes of the block with the distances of their places in the larger side: without those of extent 1, and joined where
        // one continues the next.
        int* extents = stackalloc int[block.Length + 2];
        nint* strides = stackalloc nint[block.Length + 2];
        int count = 0;
        nint stride = 1;
        for (int axis = block.Length - 1; axis >= 0; axis--)
        {
            large += starts[axis] * stride;
            nint step = stride * steps[axis];
            stride *= whole[axis];
            if (block[axis] == 1)
            {
                continue;
            }

            if (count > 0 && step == extents[count - 1] * strides[count - 1])
            {
                extents[count - 1] *= block[axis];
            }
            else
            {
                (extents[count], strides[count]) = (block[axis], step);
                count++;
            }
        }

        // From the last axis on: a row of places side by side, if there is one, then the rows that are copied at once.
        int next = 0;
        int width = count > 0 && strides[0] == 1 ? extents[next++] : 1;
        (int rows, nint rowStep) = next < count ? (extents[next], strides[next++]) : (1, 0);
        int* index = stackalloc int[block.Length + 2];
        for (int axis = next; axis < count; axis++)
        {
            index[axis] = 0;
        }

        while (true)
        {
            if (takes)
            {
                RowCopy.Run(large, rowStep, dense, width, rows, width);
            }
            else
            {
                RowCopy.Run(dense, width, large, rowStep, rows, width);
            }

            dense += (nint)rows * width;
            int axis = next;
            for (; axis < count; axis++)
            {
                large += strides[axis];
                if (++index[axis] < extents[axis])
                {
                    break;
                }

                large -= extents[axis] * strides[axis];
                index[axis] = 0;
            }

            if (axis == count)
            {
                return;
            }
        }
    }
}
