using System.Numerics;
using System.Numerics.Tensors;
using CommunityToolkit.HighPerformance.Buffers;

namespace AutoGrad;

/// <summary>The extents of an attention: [batch, queries, heads, features], [batch, keys, key heads, features], [batch, keys, key heads, values].</summary>
/// <param name="Batch">How many there are side by side.</param>
/// <param name="Queries">Places that look.</param>
/// <param name="Keys">Places that are looked at.</param>
/// <param name="Heads">Heads that look, a multiple of those looked at.</param>
/// <param name="KeyHeads">Heads looked at, each by as many neighbouring ones.</param>
/// <param name="Features">Numbers in a query and a key.</param>
/// <param name="Values">Numbers in a value.</param>
/// <param name="Scale">What scores are multiplied by.</param>
/// <param name="Offset">Query i sees the keys up to i + offset; null: all.</param>
internal readonly record struct AttentionSizes(
    int Batch, int Queries, int Keys, int Heads, int KeyHeads, int Features, int Values, double Scale, int? Offset);

/// <summary><c>y = softmax(s q kᵀ) v</c> by blocks of queries, whose scores never leave the second cache. For float and double.</summary>
/// <remarks>
/// Heads lie inside places, as a projection leaves them, and are read there by strides. Keys that no query of a block sees are
/// skipped. On the way back a block's weights are computed again, as in Dao et al., FlashAttention, arXiv:2205.14135, algorithm 4;
/// but a whole row of scores is at hand at once, and no statistics are kept.
/// </remarks>
internal static unsafe partial class AttentionKernel
{
    // Scores of a block: they fit the second cache beside the weights' cotangents.
    private const int BlockScores = 1 << 16;
    private const int MostRows = 128;
    private const int FewestRows = 8;

    // Multiply-adds that outweigh waking another thread.
    private const long ThreadWork = 1 << 20;

    /// <summary>Computes the means of the values.</summary>
    /// <param name="sizes">The extents.</param>
    /// <param name="query">[batch, queries, heads, features]</param>
    /// <param name="key">[batch, keys, key heads, features]</param>
    /// <param name="value">[batch, keys, key heads, values]</param>
    /// <param name="y">[batch, queries, heads, values]</param>
    public static void Forward<T>(in AttentionSizes sizes, ReadOnlySpan<T> query, ReadOnlySpan<T> key, ReadOnlySpan<T> value, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* q = query, k = key, v = value, to = y)
        {
            var job = new Job<T>(sizes, q, k, v, null, to, null, null);
            int blocks = (sizes.Queries + job.Rows - 1) / job.Rows;
            Run(sizes.Batch * sizes.Heads * blocks, sizes, (job, blocks), static (work, item) => ForwardBlock(work.job, item, work.blocks));
        }
    }

    private static void Run<TState>(int items, in AttentionSizes sizes, TState state, Action<TState, int> body)
    {
        if ((long)sizes.Batch * sizes.Heads * sizes.Queries * sizes.Keys * (sizes.Features + sizes.Values) < 2 * ThreadWork)
        {
            for (int item = 0; item < items; item++)
            {
                body(state, item);
            }
        }
        else
        {
            WorkPool.Run(items, state, body);
        }
    }

    private static void ForwardBlock<T>(in Job<T> job, int item, int blocks)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        AttentionSizes sizes = job.Sizes;
        (int rest, int block) = Math.DivRem(item, blocks);
        (int b, int head) = Math.DivRem(rest, sizes.Heads);
        int first = block * job.Rows;
        int rows = Math.Min(job.Rows, sizes.Queries - first);
        int seen = Seen(sizes, first + rows - 1);
        using SpanOwner<T> owner = SpanOwner<T>.Allocate(rows * (sizes.Features + seen));
        Span<T> queries = owner.Span[..(rows * sizes.Features)];
        Span<T> weights = owner.Span[queries.Length..];
        Weigh(job, b, head, first, rows, seen, queries, weights);

        // Of no keys, the mean of the values is 0.
        Gemm.Run<T>(rows, sizes.Values, seen, weights, seen, 1, job.Value(b, head), sizes.KeyHeads * sizes.Values, 1, job.Y(b, first, head), sizes.Heads * sizes.Values);
    }

    /// <summary>How many keys a query sees.</summary>
    private static int Seen(in AttentionSizes sizes, int query) =>
        sizes.Offset is { } offset ? (int)Math.Clamp((long)query + offset + 1, 0, sizes.Keys) : sizes.Keys;

    /// <summary>A block's scaled queries [rows, features], and its weights [rows, seen].</summary>
    private static void Weigh<T>(in Job<T> job, int b, int head, int first, int rows, int seen, Span<T> queries, Span<T> weights)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        AttentionSizes sizes = job.Sizes;
        T scale = T.CreateTruncating(sizes.Scale);
        ReadOnlySpan<T> source = job.Query(b, first, head);
        for (int row = 0; row < rows; row++)
        {
            TensorPrimitives.Multiply(source.Slice(row * sizes.Heads * sizes.Features, sizes.Features), scale, queries[(row * sizes.Features)..]);
        }

        if (seen == 0)
        {
            return;
        }

        weights = weights[..(rows * seen)];
        Gemm.Run<T>(rows, seen, sizes.Features, queries, sizes.Features, 1, job.Key(b, head), 1, sizes.KeyHeads * sizes.Features, weights, seen);
        if (sizes.Offset is null)
        {
            SoftmaxKernel.Softmax<T>(seen, weights, weights);
            return;
        }

        for (int row = 0; row < rows; row++)
        {
            int own = Seen(sizes, first + row);
            Span<T> visible = weights.Slice(row * seen, own);
            SoftmaxKernel.Softmax<T>(own, visible, visible);
            weights.Slice(row * seen + own, seen - own).Clear();
        }
    }

    private readonly struct Job<T>(AttentionSizes sizes, T* query, T* key, T* value, T* yBar, T* to, T* keyTo, T* valueTo)
        where T : unmanaged
    {
        public readonly AttentionSizes Sizes = sizes;

        /// <summary>Gets the queries in a block.</summary>
        public int Rows { get; } = Math.Clamp(BlockScores / Math.Max(1, sizes.Keys), FewestRows, MostRows);

        public Span<T> Query(int b, int place, int head) => From(query, Sizes.Queries, Sizes.Heads, Sizes.Features, b, place, head);

        public Span<T> Key(int b, int head) => From(key, Sizes.Keys, Sizes.KeyHeads, Sizes.Features, b, 0, KeyHead(head));

        public Span<T> Value(int b, int head) => From(value, Sizes.Keys, Sizes.KeyHeads, Sizes.Values, b, 0, KeyHead(head));

        public Span<T> YBar(int b, int place, int head) => From(yBar, Sizes.Queries, Sizes.Heads, Sizes.Values, b, place, head);

        public Span<T> Y(int b, int place, int head) => From(to, Sizes.Queries, Sizes.Heads, Sizes.Values, b, place, head);

        public Span<T> QueryBar(int b, int place, int head) => From(to, Sizes.Queries, Sizes.Heads, Sizes.Features, b, place, head);

        public Span<T> KeyBar(int b, int head) => From(keyTo, Sizes.Keys, Sizes.KeyHeads, Sizes.Features, b, 0, KeyHead(head));

        public Span<T> ValueBar(int b, int head) => From(valueTo, Sizes.Keys, Sizes.KeyHeads, Sizes.Values, b, 0, KeyHead(head));

        /// <summary>The same with other places for the keys' and values' cotangents.</summary>
        public Job<T> Into(T* keys, T* values) => new(Sizes, query, key, value, yBar, to, keys, values);

        private int KeyHead(int head) => head / (Sizes.Heads / Sizes.KeyHeads);

        // From one head's numbers at one place to the end: the heads of further places come behind, by strides.
        private Span<T> From(T* start, int places, int heads, int features, int b, int place, int head)
        {
            nint offset = (((nint)b * places + place) * heads + head) * features;
            return new Span<T>(start + offset, (int)((nint)Sizes.Batch * places * heads * features - offset));
        }
    }
}
