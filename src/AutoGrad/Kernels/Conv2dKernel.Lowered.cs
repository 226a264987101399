using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CommunityToolkit.HighPerformance.Buffers;

namespace AutoGrad;

internal static unsafe partial class Conv2dKernel
{
    private static void InputGradientChunk<T>(in Job<T> job, int chunk)
        where T : unmanaged
    {
        Conv2dGeometry g = job.Geometry;
        (int pixels, int taps, int channels) = (g.OutPixels, g.Taps, g.GroupOutChannels);
        int width = job.BlockImages * pixels;
        using SpanOwner<T> columnsOwner = SpanOwner<T>.Allocate(taps * width);
        using SpanOwner<T> outputOwner = SpanOwner<T>.Allocate(job.BlockImages == 1 ? 0 : channels * width);
        fixed (T* columns = columnsOwner.Span, output = outputOwner.Span)
        {
            int lastBlock = Math.Min(job.Blocks, (chunk + 1) * job.BlocksPerChunk);
            for (int block = chunk * job.BlocksPerChunk; block < lastBlock; block++)
            {
                int image = block * job.BlockImages;
                int images = Math.Min(job.BlockImages, g.Images - image);
                for (int group = 0; group < g.Groups; group++)
                {
                    T* yBar = Together(job, image, images, group, output);
                    Gemm.Run(
                        taps, images * pixels, channels, new ReadOnlySpan<T>(job.W(group * channels), channels * taps), 1, taps,
                        new ReadOnlySpan<T>(yBar, channels * images * pixels), images * pixels, 1,
                        new Span<T>(columns, taps * images * pixels), images * pixels);
                    Raise(job, image, images, group, columns);
                }
            }
        }
    }

    // One group's output channels as rows over the pixels of all the block's images.
    private static T* Together<T>(in Job<T> job, int image, int images, int group, T* scratch)
        where T : unmanaged
    {
        int channels = job.Geometry.GroupOutChannels;
        int pixels = job.Geometry.OutPixels;
        if (job.BlockImages == 1)
        {
            return job.Y(image, group * channels);
        }

        for (int i = 0; i < images; i++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                new ReadOnlySpan<T>(job.Y(image + i, group * channels + channel), pixels)
                    .CopyTo(new Span<T>(scratch + (channel * images + i) * pixels, pixels));
            }
        }

        return scratch;
    }

    /// <summary>Adds every column back to the pixels its window reads, into cleared images: <c>columns[tap, image, pixel]</c>.</summary>
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
