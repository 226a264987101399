using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoGrad;

internal static unsafe partial class Conv2dKernel
{
    /// <summary>Lays every window out as a column: <c>columns[tap, image, pixel]</c>, padding as zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Lower<T>(in Job<T> job, int image, int images, int group, T* columns)
        where T : unmanaged
    {
        Conv2dGeometry g = job.Geometry;
        (int height, int width) = (job.OutHeight, job.OutWidth);
        for (int c = 0; c < g.GroupInChannels; c++)
        {
            for (int u = 0; u < g.KernelHeight; u++)
            {
                int rowOffset = u * g.DilationHeight - g.PadTop;
                (int top, int bottom) = Conv2dGeometry.RealWindows(height, g.InHeight, g.StrideHeight, rowOffset);
                for (int v = 0; v < g.KernelWidth; v++)
                {
                    int offset = v * g.DilationWidth - g.PadLeft;
                    (int left, int right) = Conv2dGeometry.RealWindows(width, g.InWidth, g.StrideWidth, offset);
                    for (int n = 0; n < images; n++)
                    {
                        T* x = job.X(image + n, group * g.GroupInChannels + c) + offset;
                        Clear(columns, top * width);
                        for (int i = top; i < bottom; i++)
                        {
                            T* row = x + (i * g.StrideHeight + rowOffset) * g.InWidth;
                            T* target = columns + i * width;
                            Clear(target, left);
                            Copy(row + left * g.StrideWidth, g.StrideWidth, target + left, right - left);
                            Clear(target + right, width - right);
                        }

                        Clear(columns + bottom * width, (height - bottom) * width);
                        columns += height * width;
                    }
                }
            }
        }
    }

    /// <summary>Adds every column back to where <see cref="Lower"/> took it from, into cleared images.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Raise<T>(in Job<T> job, int image, int images, int group, T* columns)
        where T : unmanaged
    {
        Conv2dGeometry g = job.Geometry;
        (int height, int width) = (job.OutHeight, job.OutWidth);
        for (int n = 0; n < images; n++)
        {
            new Span<T>(job.X(image + n, group * g.GroupInChannels), g.GroupInChannels * g.InPixels).Clear();
        }

        for (int c = 0; c < g.GroupInChannels; c++)
        {
            for (int u = 0; u < g.KernelHeight; u++)
            {
                int rowOffset = u * g.DilationHeight - g.PadTop;
                (int top, int bottom) = Conv2dGeometry.RealWindows(height, g.InHeight, g.StrideHeight, rowOffset);
                for (int v = 0; v < g.KernelWidth; v++)
                {
                    int offset = v * g.DilationWidth - g.PadLeft;
                    (int left, int right) = Conv2dGeometry.RealWindows(width, g.InWidth, g.StrideWidth, offset);
                    for (int n = 0; n < images; n++)
                    {
                        T* x = job.X(image + n, group * g.GroupInChannels + c) + offset;
                        for (int i = top; i < bottom; i++)
                        {
                            T* row = x + (i * g.StrideHeight + rowOffset) * g.InWidth;
                            Add(columns + i * width + left, row + left * g.StrideWidth, g.StrideWidth, right - left);
                        }

                        columns += height * width;
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear<T>(T* target, int count)
        where T : unmanaged
    {
        for (int j = 0; j < count; j++)
        {
            target[j] = default;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<T>(T* source, nint stride, T* target, int count)
        where T : unmanaged
    {
        int j = 0;
        if (stride == 1)
        {
            for (; j + Vector256<T>.Count <= count; j += Vector256<T>.Count)
            {
                Vector256.Load(source + j).Store(target + j);
            }

            for (; j < count; j++)
            {
                target[j] = source[j];
            }
        }

        for (; j < count; j++)
        {
            target[j] = source[j * stride];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T>(T* source, T* target, nint stride, int count)
        where T : unmanaged
    {
        int j = 0;
        if (stride == 1)
        {
            for (; j + Vector256<T>.Count <= count; j += Vector256<T>.Count)
            {
                (Vector256.Load(target + j) + Vector256.Load(source + j)).Store(target + j);
            }
        }

        for (; j < count; j++)
        {
            target[j * stride] = Gemm.Sum(target[j * stride], source[j]);
        }
    }
}
