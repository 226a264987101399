using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CommunityToolkit.HighPerformance.Buffers;

namespace AutoGrad;

internal static unsafe partial class Pool2dKernel
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaxPlane<T>(in Job<T> job, int plane)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref readonly Pool2dGeometry g = ref job.Geometry;
        int outWidth = g.OutWidth;
        int outHeight = g.OutHeight;

        // The windows whose columns are all real; the others are at the edges.
        int left = 0;
        int right = outWidth;
        for (int v = 0; v < g.WindowWidth; v++)
        {
            left = Math.Max(left, job.Columns[v].First);
            right = Math.Min(right, job.Columns[v].First + job.Columns[v].Count);
        }

        right = Math.Max(left, right);
        int lanes = typeof(T) != typeof(float) || right - left < 4 ? 1 : right - left < 8 ? 4 : 8;
        var window = new MaxWindow<T>(g, job.X(plane));
        T* y = job.Y(plane);
        int* indices = job.Indices(plane);
        for (int i = 0; i < outHeight; i++)
        {
            window.MoveToRow(i);
            int j = 0;
            if (lanes > 1)
            {
                for (; j < left; j++)
                {
                    y[j] = window.One(j, out indices[j]);
                }

                // The last vector may overlap the one before: both hold the same.
                for (; j < right; j += lanes)
                {
                    int at = Math.Min(j, right - lanes);
                    if (lanes == 8)
                    {
                        window.Eight(at, (float*)y + at, indices + at);
                    }
                    else
                    {
                        window.Four(at, (float*)y + at, indices + at);
                    }
                }

                j = right;
            }

            for (; j < outWidth; j++)
            {
                y[j] = window.One(j, out indices[j]);
            }

            y += outWidth;
            indices += outWidth;
        }
    }

    private static void MaxValues<T>(in Job<T> job, int plane)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using SpanOwner<int> places = SpanOwner<int>.Allocate(job.PlaneOutputs);
        fixed (int* start = places.Span)
        {
            MaxPlane(job.Plane(plane, job.Y(plane), start), 0);
        }
    }

    // The places are looked for again, a plane at a time, and never leave the cache.
    private static void SpreadToGreatest<T>(in Job<T> job, int plane)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int outputs = job.PlaneOutputs;
        using SpanOwner<int> places = SpanOwner<int>.Allocate(outputs);
        using SpanOwner<T> greatest = SpanOwner<T>.Allocate(outputs);
        fixed (int* where = places.Span)
        {
            fixed (T* values = greatest.Span)
            {
                MaxPlane(job.Plane(plane, values, where), 0);
            }

            var xBar = new Span<T>(job.XBar(plane), job.Geometry.InHeight * job.Geometry.InWidth);
            T* yBar = job.Y(plane);
            xBar.Clear();
            for (int i = 0; i < outputs; i++)
            {
                xBar[where[i]] += yBar[i];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
