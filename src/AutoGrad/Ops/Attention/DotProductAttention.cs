namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>
    /// Takes for each query the mean of the values, weighed by its likeness to their keys, <c>softmax(s q kᵀ) v</c>, without ever
    /// holding more than some rows of the scores.
    /// </summary>
    /// <param name="query">[..., l, h, d]: what is looked for, heads inside places as a projection leaves them; a floating dtype.</param>
    /// <param name="key">[..., n, g, d]: what is looked at, of the same leading axes and dtype. Each of its heads serves h / g neighbouring ones of the queries.</param>
    /// <param name="value">[..., n, g, e]: what is found; but for e, the key's shape.</param>
    /// <param name="scale">What scores are multiplied by; <c>1 / √d</c> unless said.</param>
    /// <param name="causal">Whether query i sees only the keys up to i + <paramref name="offset"/>.</param>
    /// <param name="offset">How many keys come before the first query's own. Read only if causal.</param>
    /// <returns>[..., l, h, e]: 0, and so are its gradients, for a query that sees no key.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit.</exception>
    /// <remarks>
    /// Derivatives keep queries, keys and values alone; the way back computes the weights again.
    /// Sources: Vaswani et al., Attention Is All You Need, arXiv:1706.03762, equation 1; Dao et al., FlashAttention, arXiv:2205.14135.
    /// </remarks>
    public static Tensor DotProductAttention(Tensor query, Tensor key, Tensor value, double? scale = null, bool causal = false, int offset = 0)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new DotProductAttentionOp(scale ?? 1 / Math.Sqrt(Math.Max(1, query.Rank == 0 ? 1 : query.Shape[^1])), causal ? offset : null).Apply(query, key, value);
    }
}

/// <param name="Scale">What scores are multiplied by.</param>
/// <param name="Offset">Query i sees the keys up to i + offset; null: all.</param>
internal sealed record DotProductAttentionOp(double Scale, int? Offset) : FusedOp
{
    // More scores than these are not held at once by the definition either.
    private const long BlockScores = 1 << 20;

    public override string Name => "dot_product_attention";

    public override void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs)
    {
        (Spec q, Spec k, Spec v) = (inputs[0], inputs[1], inputs[2]);
        ShapeException.ThrowUnlessFloating(Name, q);
        ShapeException.ThrowUnless(
            q.Shape.Rank >= 3 && q.Shape.Rank == k.Shape.Rank && k.Shape.Rank == v.Shape.Rank && q.DType == k.DType && k.DType == v.DType
                && q.Shape[..^3] == k.Shape[..^3] && k.Shape[..^1] == v.Shape[..^1] && q.Shape[^1] == k.Shape[^1]
                && (q.Shape[^2] == k.Shape[^2] || (k.Shape[^2] > 0 && q.Shape[^2] % k.Shape[^2] == 0)),
            Name, "queries must be [..., l, h, d], keys [..., n, g, d] and values [..., n, g, e], of one dtype, with h a multiple of g", q, k, v);
        outputs[0] = q with { Shape = [.. q.Shape[..^1], v.Shape[^1]] };
    }

    public override Tensor[] Definition(Tensor[] inputs)
    {
        Tensor q = inputs[0];
        long perQuery = (long)q.Shape[..^3].Size * q.Shape[^2] * inputs[1].Shape[^3];
        int queries = q.Shape[^3];
        if (perQuery * queries <= BlockScores)
        {
            return [Attend(inputs, 0)];
        }

        int rows = (int)Math.Max(1, BlockScores / perQuery);
        var blocks = new Tensor[(queries + rows - 1) / rows];
        for (int i = 0; i < blocks.Length; i++)
        {
            int first = i * rows;
            Tensor block = q.SliceAxis(-3, first, Math.Min(rows, queries - first));
            blocks[i] = Transform.Checkpoint<Tensor[], Tensor>(x => Attend(x, first))([block, inputs[1], inputs[2]]);
        }

        return [Tensor.Concatenate(blocks, axis: -3)];
    }

    public override void Vjp(Recorded recorded, Span<Tensor?> inputBars)
    {
        var bars = new Tensor[3];
        new DotProductAttentionBackwardOp(this).Apply([recorded.Input(0), recorded.Input(1), recorded.Input(2), recorded.OutputBar()!], bars);
        for (int i = 0; i < bars.Length; i++)
        {
            inputBars[i] = recorded.Wants(i) ? bars[i] : null;
        }
    }

    public override void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs) =>
        Apply(Batching.ExpandAll(inputs, batched, size), outputs);

    public AttentionSizes Sizes(Shape q, Shape k, Shape v) => new(q[..^3].Size, q[^3], k[^3], q[^2], k[^2], q[^1], v[^1], Scale, Offset);

    // Of the queries from the first given on.
    private Tensor Attend(Tensor[] inputs, int first)
    {
        Tensor q = (inputs[0] * Scale).SwapAxes(-3, -2), k = inputs[1].SwapAxes(-3, -2), v = inputs[2].SwapAxes(-3, -2);
        (int heads, int keyHeads, int queries, int keys) = (q.Shape[^3], k.Shape[^3], q.Shape[^2], k.Shape[^2]);

        // Queries of heads that share a key are further rows of one product.
        int sharing = keyHeads == 0 ? 1 : heads / keyHeads;
        Tensor scores = Tensor.MatMul(q.Reshape([.. q.Shape[..^3], keyHeads, sharing * queries, q.Shape[^1]]), k.T)
            .Reshape([.. q.Shape[..^1], keys]);
        Tensor? hidden = null;
        if (Offset is { } offset)
        {
            Tensor isSeen = Tensor.Arange(0, keys, DType.Int64) <= Tensor.Arange(first + (long)offset, first + (long)offset + queries, DType.Int64).ExpandDims(1);
            scores = Tensor.Where(isSeen, scores, double.NegativeInfinity);
            hidden = (!isSeen).All(axis: -1, keepDims: true);
        }

        // A softmax of nothing is NaN; it gets zeros instead, and its result is not used.
        Tensor weights = hidden is null ? scores.Softmax() : Tensor.Where(hidden, 0.0, Tensor.Where(hidden, 0.0, scores).Softmax());
        Tensor found = Tensor.MatMul(weights.Reshape([.. q.Shape[..^3], keyHeads, sharing * queries, keys]), v);
        return found.Reshape([.. q.Shape[..^1], v.Shape[^1]]).SwapAxes(-3, -2);
    }

    protected override void Run<T>(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs) =>
        AttentionKernel.Forward(
            Sizes(inputs[0].Shape, inputs[1].Shape, inputs[2].Shape), inputs[0].Span<T>(), inputs[1].Span<T>(), inputs[2].Span<T>(), outputs[0].Span<T>());
}
