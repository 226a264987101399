using System.Numerics;
using System.Numerics.Tensors;
using CommunityToolkit.HighPerformance.Buffers;

namespace AutoGrad;

internal static unsafe partial class AttentionKernel
{
    // Queries whose shares of the keys' and values' cotangents are added up one after the other. What longer ones give is added
    // in order, so that several threads may work on one head.
    private const int PartQueries = 512;

    /// <summary>Carries cotangents back to queries, keys and values.</summary>
    /// <param name="sizes">The extents.</param>
    /// <param name="query">[batch, queries, heads, features]</param>
    /// <param name="key">[batch, keys, key heads, features]</param>
    /// <param name="value">[batch, keys, key heads, values]</param>
    /// <param name="yBar">[batch, queries, heads, values]</param>
    /// <param name="queryBar">[batch, queries, heads, features]</param>
    /// <param name="keyBar">[batch, keys, key heads, features]</param>
    /// <param name="valueBar">[batch, keys, key heads, values]</param>
    public static void Backward<T>(
        in AttentionSizes sizes, ReadOnlySpan<T> query, ReadOnlySpan<T> key, ReadOnlySpan<T> value, ReadOnlySpan<T> yBar,
        Span<T> queryBar, Span<T> keyBar, Span<T> valueBar)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        keyBar.Clear();
        valueBar.Clear();
        int parts = Math.Max(1, (sizes.Queries + PartQueries - 1) / PartQueries);
        using SpanOwner<T> further = SpanOwner<T>.Allocate(checked((parts - 1) * (keyBar.Length + valueBar.Length)));
        further.Span.Clear();
        fixed (T* q = query, k = key, v = value, bar = yBar, qTo = queryBar, kTo = keyBar, vTo = valueBar, more = further.Span)
        {
            var job = new Job<T>(sizes, q, k, v, bar, qTo, kTo, vTo);
            Run(sizes.Batch * sizes.KeyHeads * parts, sizes, (job, parts, more: (nint)more, keys: keyBar.Length, values: valueBar.Length), static (work, item) =>
            {
                (int heads, int part) = Math.DivRem(item, work.parts);
                T* start = (T*)work.more + (nint)(part - 1) * (work.keys + work.values);
                BackwardPart(part == 0 ? work.job : work.job.Into(start, start + work.keys), heads, part);
            });
        }

        for (int part = 1; part < parts; part++)
        {
            ReadOnlySpan<T> share = further.Span.Slice((part - 1) * (keyBar.Length + valueBar.Length), keyBar.Length + valueBar.Length);
            TensorPrimitives.Add(keyBar, share[..keyBar.Length], keyBar);
            TensorPrimitives.Add(valueBar, share[keyBar.Length..], valueBar);
        }
    }

    private static void BackwardPart<T>(in Job<T> job, int item, int part)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        AttentionSizes sizes = job.Sizes;
        (int b, int keyHead) = Math.DivRem(item, sizes.KeyHeads);
        int sharing = sizes.Heads / sizes.KeyHeads;
        int end = Math.Min(sizes.Queries, (part + 1) * PartQueries);
        using SpanOwner<T> owner = SpanOwner<T>.Allocate(Math.Min(job.Rows, sizes.Queries) * (2 * sizes.Features + 2 * sizes.Keys));
        for (int head = keyHead * sharing; head < (keyHead + 1) * sharing; head++)
        {
            for (int first = part * PartQueries; first < end; first += job.Rows)
            {
                BackwardBlock(job, b, head, first, Math.Min(job.Rows, end - first), owner.Span);
            }
        }
    }

    private static void BackwardBlock<T>(in Job<T> job, int b, int head, int first, int rows, Span<T> room)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        AttentionSizes sizes = job.Sizes;
        (int features, int values) = (sizes.Features, sizes.Values);
        (int keyRow, int valueRow) = (sizes.KeyHeads * features, sizes.KeyHeads * values);
        int seen = Seen(sizes, first + rows - 1);
        Span<T> queries = room[..(rows * features)];
        Span<T> bars = room.Slice(rows * features, rows * features);
        Span<T> weights = room.Slice(2 * rows * features, rows * seen);
        Span<T> weightBars = room.Slice(2 * rows * features + rows * seen, rows * seen);
        Weigh(job, b, head, first, rows, seen, queries, weights);
        ReadOnlySpan<T> yBar = job.YBar(b, first, head);
        int yRow = sizes.Heads * values;

        // With p the weights: v̄ += pᵀ ȳ, p̄ = ȳ vᵀ, s̄ = p (p̄ - Σ p p̄), q̄ = scale · s̄ k, k̄ += s̄ᵀ (scale · q).
        Gemm.Run<T>(seen, values, rows, weights, 1, seen, yBar, yRow, 1, job.ValueBar(b, head), valueRow, accumulate: true);
        Gemm.Run<T>(rows, seen, values, yBar, yRow, 1, job.Value(b, head), 1, valueRow, weightBars, seen);
        SoftmaxKernel.SoftmaxBackward<T>(seen, weights, weightBars, weightBars);
        Gemm.Run<T>(rows, features, seen, weightBars, seen, 1, job.Key(b, head), keyRow, 1, bars, features);
        Gemm.Run<T>(seen, features, rows, weightBars, 1, seen, queries, features, 1, job.KeyBar(b, head), keyRow, accumulate: true);
        T scale = T.CreateTruncating(sizes.Scale);
        Span<T> to = job.QueryBar(b, first, head);
        for (int row = 0; row < rows; row++)
        {
            TensorPrimitives.Multiply(bars.Slice(row * features, features), scale, to[(row * sizes.Heads * features)..]);
        }
    }
}
