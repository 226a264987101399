using System.Numerics;

namespace AutoGrad;

/// <summary>What reductions share: axes joined into <c>[outer, axis, inner]</c>, one group of neighbours at a time.</summary>
internal static class Reduction
{
    /// <summary>Reduces <c>[outer, axis, inner]</c> to <c>[outer, inner]</c>.</summary>
    public delegate void Kernel<T>(int outer, int axis, int inner, ReadOnlySpan<T> x, Span<T> y);

    /// <summary>Reduces the axes, the last group of neighbours first; what lies between is scratch.</summary>
    public static void Run<T>(DenseTensor x, Axes axes, DenseTensor y, Kernel<T> kernel)
        where T : unmanaged
    {
        ReadOnlySpan<T> values = x.Span<T>();
        Shape shape = x.Shape;
        int last = axes.Count - 1;
        if (last < 0)
        {
            values.CopyTo(y.Span<T>());
            return;
        }

        while (last >= 0)
        {
            int first = last;
            while (first > 0 && axes[first - 1] == axes[first] - 1)
            {
                first--;
            }

            int outer = shape[..axes[first]].Size;
            int axis = shape[axes[first]..(axes[last] + 1)].Size;
            int inner = shape[(axes[last] + 1)..].Size;
            Span<T> result = first == 0 ? y.Span<T>() : new T[outer * inner];
            kernel(outer, axis, inner, values, result);
            values = result;
            shape = [.. shape[..axes[first]], .. shape[(axes[last] + 1)..]];
            last = first - 1;
        }
    }

    /// <summary>Sums integers, which wrap around.</summary>
    public static void SumIntegers<T>(int outer, int axis, int inner, ReadOnlySpan<T> x, Span<T> y)
        where T : INumber<T>
    {
        y.Clear();
        for (int o = 0; o < outer; o++)
        {
            for (int a = 0; a < axis; a++)
            {
                for (int i = 0; i < inner; i++)
                {
                    y[o * inner + i] += x[(o * axis + a) * inner + i];
                }
            }
        }
    }

    /// <summary>Takes the greatest of integers; there is at least one.</summary>
    public static void MaxIntegers<T>(int outer, int axis, int inner, ReadOnlySpan<T> x, Span<T> y)
        where T : INumber<T>
    {
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < inner; i++)
            {
                T best = x[o * axis * inner + i];
                for (int a = 1; a < axis; a++)
                {
                    best = T.Max(best, x[(o * axis + a) * inner + i]);
                }

                y[o * inner + i] = best;
            }
        }
    }

    /// <summary>Takes the least of integers; there is at least one.</summary>
    public static void MinIntegers<T>(int outer, int axis, int inner, ReadOnlySpan<T> x, Span<T> y)
        where T : INumber<T>
    {
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < inner; i++)
            {
                T best = x[o * axis * inner + i];
                for (int a = 1; a < axis; a++)
                {
                    best = T.Min(best, x[(o * axis + a) * inner + i]);
                }

                y[o * inner + i] = best;
            }
        }
    }

    /// <summary>How many elements are reduced to one.</summary>
    public static int Count(Shape shape, Axes axes)
    {
        int count = 1;
        foreach (int axis in axes)
        {
            count *= shape[axis];
        }

        return count;
    }

    /// <summary>Joins the axes into one and puts it first.</summary>
    public static Tensor ToFront(Tensor x, Axes axes)
    {
        int[] kept = Kept(x, axes);
        return x.Transpose([.. axes.AsSpan(), .. kept]).Reshape([Count(x.Shape, axes), .. kept.Select(axis => x.Shape[axis])]);
    }

    /// <summary>Joins the axes into one and puts it last.</summary>
    public static Tensor ToBack(Tensor x, Axes axes)
    {
        int[] kept = Kept(x, axes);
        return x.Transpose([.. kept, .. axes.AsSpan()]).Reshape([.. kept.Select(axis => x.Shape[axis]), Count(x.Shape, axes)]);
    }

    /// <summary>Refuses a reduction over no elements that has no answer.</summary>
    public static void RequireElements(string op, Spec x, Axes axes)
    {
        foreach (int axis in axes)
        {
            if (x.Shape[axis] == 0)
            {
                throw new ShapeException(op, $"axis {axis} must have an element to choose", x.ToString());
            }
        }
    }

    private static int[] Kept(Tensor x, Axes axes) => [.. Enumerable.Range(0, x.Rank).Where(axis => !axes.Contains(axis))];
}
