using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoGrad;

internal static unsafe partial class Pool2dKernel
{
    // Tap by tap over a whole row of windows, in scan order: no branch depends on the numbers.
    private static void MaxPlane<T>(in Job<T> job, int plane)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Pool2dGeometry g = job.Geometry;
        int outWidth = g.OutWidth;
        int outHeight = g.OutHeight;
        T* x = job.X(plane);
        T* y = job.Y(plane);
        int* indices = job.Indices(plane);
        for (int i = 0; i < outHeight; i++)
        {
            int start = i * g.StrideHeight - g.PadTop;
            int firstRow = FirstReal(start, g.DilationHeight) * g.InWidth;
            for (int j = 0; j < outWidth; j++)
            {
                // Holds where everything is −∞.
                y[j] = T.NegativeInfinity;
                indices[j] = firstRow + FirstReal(j * g.StrideWidth - g.PadLeft, g.DilationWidth);
            }

            for (int u = 0; u < g.WindowHeight; u++)
            {
                int row = start + u * g.DilationHeight;
                if ((uint)row >= (uint)g.InHeight)
                {
                    continue;
                }

                for (int v = 0; v < g.WindowWidth; v++)
                {
                    TapColumns columns = job.Columns[v];
                    int index = row * g.InWidth + columns.Place;
                    MaxTap(columns.Count, x + index, g.StrideWidth, index, y + columns.First, indices + columns.First);
                }
            }

            y += outWidth;
            indices += outWidth;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaxTap<T>(int count, T* x, int stride, int index, T* y, int* indices)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float) && count >= 4)
        {
            // Taking a tap twice changes nothing, so the last vector may overlap the one before.
            if (count >= 8)
            {
                for (int j = 0; j < count - 8; j += 8)
                {
                    MaxEight((float*)x + (nint)j * stride, stride, index + j * stride, (float*)y + j, indices + j);
                }

                int last = count - 8;
                MaxEight((float*)x + (nint)last * stride, stride, index + last * stride, (float*)y + last, indices + last);
                return;
            }

            MaxFour((float*)x, stride, index, (float*)y, indices);
            int lastFour = count - 4;
            MaxFour((float*)x + (nint)lastFour * stride, stride, index + lastFour * stride, (float*)y + lastFour, indices + lastFour);
            return;
        }

        for (int j = 0; j < count; j++)
        {
            T value = x[(nint)j * stride];
            if (value > y[j] || T.IsNaN(value))
            {
                y[j] = value;
                indices[j] = index + j * stride;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MaxEight(float* x, int stride, int index, float* y, int* indices)
    {
        Vector256<float> value;
        if (stride == 1)
        {
            value = Vector256.Load(x);
        }
        else if (stride == 2 && Avx2.IsSupported)
        {
            // Elements 0 … 7 and 7 … 14: a load from 8 would read beyond the row.
            Vector256<float> even = Avx.Shuffle(Vector256.Load(x), Vector256.Load(x + 7), 0b11_01_10_00);
            value = Avx2.Permute4x64(even.AsDouble(), 0b11_01_10_00).AsSingle();
        }
        else
        {
            value = Vector256.Create(
                x[0], x[stride], x[2 * stride], x[3 * stride], x[4 * stride], x[5 * stride], x[6 * stride], x[7 * stride]);
        }

        Vector256<int> where = Vector256.Create(index) + Vector256<int>.Indices * stride;
        Vector256<float> best = Vector256.Load(y);
        Vector256<float> better = Vector256.GreaterThan(value, best) | ~Vector256.Equals(value, value);
        Vector256.ConditionalSelect(better, value, best).Store(y);
        Vector256.ConditionalSelect(better.AsInt32(), where, Vector256.Load(indices)).Store(indices);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MaxFour(float* x, int stride, int index, float* y, int* indices)
    {
        Vector128<float> value = stride == 1 ? Vector128.Load(x) : Vector128.Create(x[0], x[stride], x[2 * stride], x[3 * stride]);
        Vector128<int> where = Vector128.Create(index) + Vector128<int>.Indices * stride;
        Vector128<float> best = Vector128.Load(y);
        Vector128<float> better = Vector128.GreaterThan(value, best) | ~Vector128.Equals(value, value);
        Vector128.ConditionalSelect(better, value, best).Store(y);
        Vector128.ConditionalSelect(better.AsInt32(), where, Vector128.Load(indices)).Store(indices);
    }

    private static void SumPlane<T>(in Job<T> job, int plane)
        where T : unmanaged, INumber<T>
    {
        Pool2dGeometry g = job.Geometry;
        int outWidth = g.OutWidth;
        int outHeight = g.OutHeight;
        new Span<T>(job.Y(plane), outHeight * outWidth).Clear();
        for (int i = 0; i < outHeight; i++)
        {
            for (int u = 0; u < g.WindowHeight; u++)
            {
                int row = i * g.StrideHeight - g.PadTop + u * g.DilationHeight;
                if ((uint)row >= (uint)g.InHeight)
                {
                    continue;
                }

                for (int v = 0; v < g.WindowWidth; v++)
                {
                    TapColumns columns = job.Columns[v];
                    T* x = job.X(plane) + row * g.InWidth + columns.Place;
                    AddTap(columns.Count, x, g.StrideWidth, job.Y(plane) + i * outWidth + columns.First, 1);
                }
            }
        }
    }

    private static void SpreadPlane<T>(in Job<T> job, int plane)
        where T : unmanaged, INumber<T>
    {
        Pool2dGeometry g = job.Geometry;
        int outWidth = g.OutWidth;
        int outHeight = g.OutHeight;
        new Span<T>(job.X(plane), g.InHeight * g.InWidth).Clear();
        for (int i = 0; i < outHeight; i++)
        {
            for (int u = 0; u < g.WindowHeight; u++)
            {
                int row = i * g.StrideHeight - g.PadTop + u * g.DilationHeight;
                if ((uint)row >= (uint)g.InHeight)
                {
                    continue;
                }

                for (int v = 0; v < g.WindowWidth; v++)
                {
                    TapColumns columns = job.Columns[v];
                    T* x = job.X(plane) + row * g.InWidth + columns.Place;
                    AddTap(columns.Count, job.Y(plane) + i * outWidth + columns.First, 1, x, g.StrideWidth);
                }
            }
        }
    }

    /// <summary><c>to[j·toStride] += from[j·fromStride]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTap<T>(int count, T* from, nint fromStride, T* to, nint toStride)
        where T : unmanaged, INumber<T>
    {
        int j = 0;
        if (fromStride == 1 && toStride == 1)
        {
            for (; j + Vector256<T>.Count <= count; j += Vector256<T>.Count)
            {
                (Vector256.Load(to + j) + Vector256.Load(from + j)).Store(to + j);
            }
        }

        for (; j < count; j++)
        {
            to[j * toStride] += from[j * fromStride];
        }
    }
}
