using CommunityToolkit.HighPerformance.Buffers;

namespace AutoGrad;

internal static unsafe partial class Conv2dKernel
{
    // Multiply-adds of one chunk: about 10 µs.
    private const double DepthwiseWork = 100_000;

    private static void DepthwiseForward<T>(in Conv2dGeometry g, T* x, T* w, T* y)
        where T : unmanaged =>
        RunDepthwise(g, x, w, y, g.Images, static (windows, job, image, channel) =>
        {
            for (int band = 0; band < windows.Bands; band++)
            {
                (int firstRow, int rows) = windows.Rows(band);
                windows.Load(job.X(image, channel / job.Geometry.GroupOutChannels), firstRow);
                windows.Correlate(rows, job.W(channel), job.Y(image, channel) + firstRow * job.OutWidth);
            }
        });

    private static void DepthwiseWeightGradient<T>(in Conv2dGeometry g, T* x, T* wBar, T* yBar)
        where T : unmanaged =>
        RunDepthwise(g, x, wBar, yBar, 1, static (windows, job, _, channel) =>
        {
            new Span<T>(job.W(channel), job.Geometry.Taps).Clear();
            for (int image = 0; image < job.Geometry.Images; image++)
            {
                for (int band = 0; band < windows.Bands; band++)
                {
                    (int firstRow, int rows) = windows.Rows(band);
                    windows.Load(job.X(image, channel / job.Geometry.GroupOutChannels), firstRow);
                    windows.AddWeightGradient(rows, job.Y(image, channel) + firstRow * job.OutWidth, job.W(channel));
                }
            }
        });

    // One item is one output channel of one image, or of all images: what an item writes no other does.
    private static void RunDepthwise<T>(in Conv2dGeometry g, T* x, T* w, T* y, int images, Action<Conv2dWindows<T>, Job<T>, int, int> body)
        where T : unmanaged
    {
        int items = checked(images * g.OutChannels);
        double work = (double)g.OutputLength * g.Taps / Math.Max(1, items);
        int itemsPerChunk = (int)Math.Clamp(DepthwiseWork / Math.Max(1, work), 1, Math.Max(1, items));
        (Job<T> Job, Action<Conv2dWindows<T>, Job<T>, int, int> Body, int ItemsPerChunk, int Items) all =
            (new Job<T>(g, x, w, y), body, itemsPerChunk, items);
        WorkPool.Run((items + itemsPerChunk - 1) / itemsPerChunk, all, static (state, chunk) =>
        {
            var windows = new Conv2dWindows<T>(state.Job.Geometry);
            using SpanOwner<T> owner = SpanOwner<T>.Allocate(windows.BufferLength);
            using SpanOwner<int> tapOwner = SpanOwner<int>.Allocate(state.Job.Geometry.Taps);
            fixed (T* buffer = owner.Span)
            {
                fixed (int* taps = tapOwner.Span)
                {
                    windows.Attach(buffer, taps);
                    int last = Math.Min(state.Items, (chunk + 1) * state.ItemsPerChunk);
                    for (int item = chunk * state.ItemsPerChunk; item < last; item++)
                    {
                        (int image, int channel) = Math.DivRem(item, state.Job.Geometry.OutChannels);
                        state.Body(windows, state.Job, image, channel);
                    }
                }
            }
        });
    }
}
