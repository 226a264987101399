using CommunityToolkit.HighPerformance.Buffers;

namespace AutoGrad;

internal static unsafe partial class Conv2dKernel
{
    private static void ForwardChunk<T>(in Job<T> job, int chunk)
        where T : unmanaged
    {
        Conv2dGeometry g = job.Geometry;
        (int pixels, int taps, int channels) = (g.OutPixels, g.Taps, g.GroupOutChannels);
        int width = job.BlockImages * pixels;
        bool isDirect = g.IsPointwise && job.BlockImages == 1;
        using SpanOwner<T> columnsOwner = SpanOwner<T>.Allocate(isDirect ? 0 : taps * width);
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
                    T* lowered = isDirect ? job.X(image, group * g.GroupInChannels) : columns;
                    if (!isDirect)
                    {
                        Lower(job, image, images, group, columns);
                    }

                    T* target = job.BlockImages == 1 ? job.Y(image, group * channels) : output;
                    Gemm.Run(
                        channels, images * pixels, taps, new ReadOnlySpan<T>(job.W(group * channels), channels * taps), taps, 1,
                        new ReadOnlySpan<T>(lowered, taps * images * pixels), images * pixels, 1,
                        new Span<T>(target, channels * images * pixels), images * pixels);
                    for (int i = 0; i < images && job.BlockImages > 1; i++)
                    {
                        for (int channel = 0; channel < channels; channel++)
                        {
                            new ReadOnlySpan<T>(output + (channel * images + i) * pixels, pixels)
                                .CopyTo(new Span<T>(job.Y(image + i, group * channels + channel), pixels));
                        }
                    }
                }
            }
        }
    }

    private static void InputGradientChunk<T>(in Job<T> job, int chunk)
        where T : unmanaged
    {
        Conv2dGeometry g = job.Geometry;
        (int pixels, int taps, int channels) = (g.OutPixels, g.Taps, g.GroupOutChannels);
        int width = job.BlockImages * pixels;
        bool isDirect = g.IsPointwise && job.BlockImages == 1;
        using SpanOwner<T> columnsOwner = SpanOwner<T>.Allocate(isDirect ? 0 : taps * width);
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
                    T* target = isDirect ? job.X(image, group * g.GroupInChannels) : columns;
                    Gemm.Run(
                        taps, images * pixels, channels, new ReadOnlySpan<T>(job.W(group * channels), channels * taps), 1, taps,
                        new ReadOnlySpan<T>(yBar, channels * images * pixels), images * pixels, 1,
                        new Span<T>(target, taps * images * pixels), images * pixels);
                    if (!isDirect)
                    {
                        Raise(job, image, images, group, columns);
                    }
                }
            }
        }
    }

    private static void WeightGradientPart<T>(in Job<T> job, int part)
        where T : unmanaged
    {
        Conv2dGeometry g = job.Geometry;
        (int pixels, int taps, int channels) = (g.OutPixels, g.Taps, g.GroupOutChannels);
        int width = job.BlockImages * pixels;
        bool isDirect = g.IsPointwise && job.BlockImages == 1;
        using SpanOwner<T> columnsOwner = SpanOwner<T>.Allocate(isDirect ? 0 : taps * width);
        using SpanOwner<T> outputOwner = SpanOwner<T>.Allocate(job.BlockImages == 1 ? 0 : channels * width);
        fixed (T* columns = columnsOwner.Span, output = outputOwner.Span)
        {
            int first = (int)((long)job.Blocks * part / job.Parts);
            int last = (int)((long)job.Blocks * (part + 1) / job.Parts);
            for (int block = first; block < last; block++)
            {
                int image = block * job.BlockImages;
                int images = Math.Min(job.BlockImages, g.Images - image);
                for (int group = 0; group < g.Groups; group++)
                {
                    T* yBar = Together(job, image, images, group, output);
                    T* lowered = isDirect ? job.X(image, group * g.GroupInChannels) : columns;
                    if (!isDirect)
                    {
                        Lower(job, image, images, group, columns);
                    }

                    Gemm.Run(
                        channels, taps, images * pixels, new ReadOnlySpan<T>(yBar, channels * images * pixels), images * pixels, 1,
                        new ReadOnlySpan<T>(lowered, taps * images * pixels), 1, images * pixels,
                        new Span<T>(job.PartialW(part) + (nint)group * channels * taps, channels * taps), taps, accumulate: block > first);
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
}
