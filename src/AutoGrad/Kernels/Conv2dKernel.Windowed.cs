using System.Runtime.CompilerServices;
using CommunityToolkit.HighPerformance.Buffers;

namespace AutoGrad;

internal static unsafe partial class Conv2dKernel
{
    // Packed weights as Gemm would pack them, but once for all images: [group][depth block][row panel][tap][row].
    private static void PackWeights<T>(in Conv2dGeometry g, T* w, T* packed)
        where T : unmanaged
    {
        (int channels, int taps) = (g.GroupOutChannels, g.Taps);
        for (int group = 0; group < g.Groups; group++)
        {
            for (int first = 0; first < taps; first += Gemm.Depth)
            {
                int depth = Math.Min(Gemm.Depth, taps - first);
                var panels = new GemmPanels(channels, GemmPlan.Of<T>().Rows);
                Gemm.PackPanels(panels, depth, w + (nint)group * channels * taps + first, taps, 1, packed);
                packed += (nint)channels * depth;
            }
        }
    }

    private static void ForwardWindowed<T>(in Conv2dGeometry g, T* x, T* w, T* y)
        where T : unmanaged
    {
        using SpanOwner<T> owner = SpanOwner<T>.Allocate(g.WeightLength);
        fixed (T* packed = owner.Span)
        {
            PackWeights(g, w, packed);
            var job = new Job<T>(g, x, packed, y);
            int bands = new Conv2dWindows<T>(g).Bands;
            WorkPool.Run(job.UnitChunks(bands), job, static (job, chunk) => ForwardWindows(job, chunk));
        }
    }

    private static void ForwardWindows<T>(in Job<T> job, int chunk)
        where T : unmanaged
    {
        Conv2dGeometry g = job.Geometry;
        GemmPlan plan = GemmPlan.Of<T>();
        var windows = new Conv2dWindows<T>(g);
        (int taps, int channels, int width) = (g.Taps, g.GroupOutChannels, 2 * plan.Lanes);
        var panels = new GemmPanels(channels, plan.Rows);
        int panelLength = Math.Min(taps, Gemm.Depth) * width + Conv2dWindows<T>.Slack;
        using SpanOwner<T> owner = SpanOwner<T>.Allocate(windows.BufferLength + panelLength + plan.Rows * width + Conv2dWindows<T>.Slack);
        using SpanOwner<int> tapOwner = SpanOwner<int>.Allocate(taps);
        fixed (T* memory = owner.Span)
        {
            fixed (int* tapStarts = tapOwner.Span)
            {
                T* b = Align(memory);
                T* tile = b + panelLength;
                windows.Attach(tile + plan.Rows * width, tapStarts);
                (int firstUnit, int lastUnit) = job.Units(chunk, windows.Bands);
                for (int unit = firstUnit; unit < lastUnit; unit++)
                {
                    (int image, int band) = Math.DivRem(unit, windows.Bands);
                    (int firstRow, int rows) = windows.Rows(band);
                    int pixels = rows * job.OutWidth;
                    for (int group = 0; group < g.Groups; group++)
                    {
                        windows.Load(job.X(image, group * g.GroupInChannels), firstRow);
                        T* y = job.Y(image, group * channels) + firstRow * job.OutWidth;
                        for (int first = 0; first < taps; first += Gemm.Depth)
                        {
                            int depth = Math.Min(Gemm.Depth, taps - first);
                            T* weights = job.W(group * channels) + (nint)channels * first;
                            for (int column = 0; column < pixels; column += width)
                            {
                                int columns = Math.Min(width, pixels - column);
                                int padded = columns > plan.Lanes ? width : plan.Lanes;
                                windows.Lay(first, depth, column, columns, b, padded);
                                Multiply(plan, panels, depth, weights, b, padded, columns, y + column, g.OutPixels, first > 0, tile);
                            }
                        }
                    }
                }
            }
        }
    }

    // One packed panel of columns under all rows of packed a.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply<T>(
        GemmPlan plan, in GemmPanels panels, int depth, T* a, T* b, int padded, int columns, T* c, nint cRow, bool add, T* tile)
        where T : unmanaged
    {
        int vectors = padded == plan.Lanes ? 1 : 2;
        for (int panel = 0; panel < panels.Count; panel++)
        {
            int rows = panels.Height(panel);
            if (columns == padded)
            {
                plan.Tile<T>(rows, vectors)(depth, a, 1, rows, b, padded, c, cRow, add ? 1 : 0);
            }
            else
            {
                plan.Tile<T>(rows, vectors)(depth, a, 1, rows, b, padded, tile, padded, 0);
                Gemm.Merge(rows, columns, tile, padded, c, cRow, 1, add);
            }

            a += rows * depth;
            c += rows * cRow;
        }
    }

    private static void WeightGradientWindows<T>(in Job<T> job, int part, int parts)
        where T : unmanaged
    {
        Conv2dGeometry g = job.Geometry;
        GemmPlan plan = GemmPlan.Of<T>();
        var windows = new Conv2dWindows<T>(g);
        (int taps, int channels, int width) = (g.Taps, g.GroupOutChannels, 2 * plan.Lanes);
        var panels = new GemmPanels(channels, plan.Rows);
        int maxDepth = Math.Min(windows.BandRows * job.OutWidth, Gemm.Depth);
        int linesLength = width * Gemm.Depth + Conv2dWindows<T>.Slack;
        int aLength = (channels * maxDepth + Conv2dWindows<T>.Slack) & -Conv2dWindows<T>.Slack;
        using SpanOwner<T> owner = SpanOwner<T>.Allocate(
            windows.BufferLength + linesLength + maxDepth * width + aLength + plan.Rows * width + Conv2dWindows<T>.Slack);
        using SpanOwner<int> tapOwner = SpanOwner<int>.Allocate(taps);
        fixed (T* memory = owner.Span)
        {
            fixed (int* tapStarts = tapOwner.Span)
            {
                T* b = Align(memory);
                T* a = b + maxDepth * width;
                T* tile = a + aLength;
                T* lines = tile + plan.Rows * width;
                windows.Attach(lines + linesLength, tapStarts);
                long units = (long)g.Images * windows.Bands;
                int firstUnit = (int)(units * part / parts);
                int lastUnit = (int)(units * (part + 1) / parts);
                for (int unit = firstUnit; unit < lastUnit; unit++)
                {
                    (int image, int band) = Math.DivRem(unit, windows.Bands);
                    (int firstRow, int rows) = windows.Rows(band);
                    int pixels = rows * job.OutWidth;
                    for (int group = 0; group < g.Groups; group++)
                    {
                        windows.Load(job.X(image, group * g.GroupInChannels), firstRow);
                        T* yBar = job.Y(image, group * channels) + firstRow * job.OutWidth;
                        T* wBar = job.PartialW(part) + (nint)group * channels * taps;
                        for (int first = 0; first < pixels; first += Gemm.Depth)
                        {
                            int depth = Math.Min(Gemm.Depth, pixels - first);
                            Gemm.PackPanels(panels, depth, yBar + first, g.OutPixels, 1, a);
                            for (int column = 0; column < taps; column += width)
                            {
                                int columns = Math.Min(width, taps - column);
                                int padded = columns > plan.Lanes ? width : plan.Lanes;
                                windows.Lay(column, columns, first, depth, lines, Gemm.Depth);
                                TransposeBlock.Run(columns, depth, lines, Gemm.Depth, b, padded);
                                bool add = unit > firstUnit || first > 0;
                                Multiply(plan, panels, depth, a, b, padded, columns, wBar + column, taps, add, tile);
                            }
                        }
                    }
                }
            }
        }
    }

    private static T* Align<T>(T* memory)
        where T : unmanaged =>
        (T*)(((nint)memory + 63) & ~63);
}
