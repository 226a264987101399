using Operands = (
    AutoGrad.Tensor Query, AutoGrad.Tensor Key, AutoGrad.Tensor Value, AutoGrad.Tensor? Mask,
    AutoGrad.Tensor? QueryPlaces, AutoGrad.Tensor? KeyPlaces, AutoGrad.RandomKey? DropoutKey);

namespace AutoGrad.Nn;

/// <summary>Looking up by likeness: each query takes a mean of values, weighed by how its scores against their keys compare.</summary>
public static partial class Attention
{
    private const string Name = "attention";

    /// <summary>Takes for each query the mean of the values, weighed by its likeness to their keys: <c>softmax(s q kᵀ + m) v</c>.</summary>
    /// <param name="query">[..., l, d], or [..., h, l, d] with heads: what is looked for; a floating dtype.</param>
    /// <param name="key">[..., n, d]: what is looked at, of the same dtype. Its leading axes broadcast with the query's; where both have heads, the query's may be a multiple of the key's, and each key then serves as many neighbouring queries (grouped queries).</param>
    /// <param name="value">[..., n, e]: what is found; but for e, the key's shape and dtype.</param>
    /// <param name="mask">[..., l, n]: Bool, true where a query sees a key; or of the query's dtype, added to the scores, -∞ to hide one. It broadcasts to the scores. Null: all is seen.</param>
    /// <param name="causal">Whether query i sees only the keys up to i + <paramref name="offset"/>.</param>
    /// <param name="offset">How many keys come before the first query's own: the length of the past, or n - l to align the last ones. Read only if causal.</param>
    /// <param name="scale">What scores are multiplied by; <c>1 / √d</c> unless said.</param>
    /// <param name="softcap">Bounds scores smoothly before they are masked: <c>c tanh(s / c)</c>; 0 for no bound.</param>
    /// <param name="dropout">The share of weights to put to 0, in [0, 1]; the others grow by 1 / (1 - share). Not for inference.</param>
    /// <param name="dropoutKey">What to draw those from: used up. Needed if there is dropout.</param>
    /// <returns>[..., l, e], with the query's heads. 0, and so are its gradients, for a query that sees no key.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit.</exception>
    /// <exception cref="ArgumentException">A number is out of its range, or the dropout has no key.</exception>
    /// <remarks>
    /// Without a mask, a softcap or dropout this is <see cref="Tensor.DotProductAttention"/>, which holds some rows of scores at a time. Otherwise,
    /// beyond 65,536 scores, queries are worked off in blocks, each of them a <see cref="Transform.Checkpoint(Func{Tensor, Tensor})"/>:
    /// no more than one block's scores are ever held, and for derivatives only queries, keys and values are kept. What is
    /// saved grows with l + n, not with l n.
    /// Sources: Vaswani et al., Attention Is All You Need, arXiv:1706.03762, equation 1; Ainslie et al., GQA, arXiv:2305.13245;
    /// on blocks, Rabe and Staats, Self-attention Does Not Need O(n²) Memory, arXiv:2112.05682.
    /// </remarks>
    public static Tensor ScaledDotProduct(
        Tensor query,
        Tensor key,
        Tensor value,
        Tensor? mask = null,
        bool causal = false,
        int offset = 0,
        double? scale = null,
        double softcap = 0,
        double dropout = 0,
        RandomKey? dropoutKey = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        if (value.Rank != key.Rank || value.DType != key.DType || value.Rank < 2 || key.Shape[..^1] != value.Shape[..^1])
        {
            throw new ShapeException(Name, "keys must be [..., n, d] and values [..., n, e], alike but for d and e", $"{key.Spec} and {value.Spec}");
        }

        int[] scores = ScoresOf(query, key, mask);
        if (!(dropout is >= 0 and <= 1) || (dropout > 0 && dropoutKey is null))
        {
            throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}: dropout must be in [0, 1], with a key to draw from unless it is 0; got {dropout} with {(dropoutKey is null ? "no key" : "a key")}."));
        }

        Rules rules = RulesOf(query, mask, causal, offset, scale, softcap, dropout);
        if (mask is null && softcap == 0 && dropout == 0 && InOnePass(query, key, value, causal, offset, rules.Scale) is { } found)
        {
            return found;
        }

        Operands all = OperandsOf(query, key, value, mask, causal, offset, dropout > 0 ? dropoutKey : null);
        long perQuery = scores[..^2].Aggregate((long)scores[^1], (size, extent) => size * extent);
        return perQuery * scores[^2] <= FewScores ? Attend(all, rules) : InBlocks(all, rules, perQuery);
    }

    // Heads move inside the places; where none are shared they are further examples, and nothing moves.
    private static Tensor? InOnePass(Tensor query, Tensor key, Tensor value, bool causal, int offset, double scale)
    {
        if (query.Shape[..^2] == key.Shape[..^2])
        {
            return Tensor.DotProductAttention(query.ExpandDims(-2), key.ExpandDims(-2), value.ExpandDims(-2), scale, causal, offset).Squeeze(-2);
        }

        return AreGrouped(query.Shape[..^2], key.Shape[..^2]) && query.Shape[..^3] == key.Shape[..^3]
            ? Tensor.DotProductAttention(query.SwapAxes(-3, -2), key.SwapAxes(-3, -2), value.SwapAxes(-3, -2), scale, causal, offset).SwapAxes(-3, -2)
            : null;
    }

    /// <summary>The weights by which <see cref="ScaledDotProduct"/> takes its mean: <c>softmax(s q kᵀ + m)</c>. All of them: for looking at, not for training.</summary>
    /// <param name="query">[..., l, d], or [..., h, l, d] with heads.</param>
    /// <param name="key">[..., n, d]: as many heads, or a divisor of them.</param>
    /// <param name="mask">[..., l, n]: Bool, true where a query sees a key; or of the query's dtype, added to the scores.</param>
    /// <param name="causal">Whether query i sees only the keys up to i + <paramref name="offset"/>.</param>
    /// <param name="offset">How many keys come before the first query's own. Read only if causal.</param>
    /// <param name="scale">What scores are multiplied by; <c>1 / √d</c> unless said.</param>
    /// <param name="softcap">Bounds scores smoothly before they are masked; 0 for no bound.</param>
    /// <returns>[..., l, n]: each query's sum to 1; all 0 for a query that sees no key.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit.</exception>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static Tensor Weights(
        Tensor query, Tensor key, Tensor? mask = null, bool causal = false, int offset = 0, double? scale = null, double softcap = 0)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(key);
        ScoresOf(query, key, mask);
        return Weigh(OperandsOf(query, key, key, mask, causal, offset, null), RulesOf(query, mask, causal, offset, scale, softcap, dropout: 0));
    }

    private static Rules RulesOf(Tensor query, Tensor? mask, bool causal, int offset, double? scale, double softcap, double dropout) =>
        double.IsFinite(softcap) && softcap >= 0
            ? new Rules(
                scale ?? 1 / Math.Sqrt(Math.Max(1, query.Shape[^1])), // of no features, scores are all 0, and not 0 · ∞
                softcap,
                dropout,
                MaySeeNone: mask is not null || (causal && offset < 0))
            : throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}: softcap must be finite, and 0 or more (0 for no bound); got {softcap}."));

    /// <summary>Checks what is common to both functions.</summary>
    /// <returns>The extents of the scores, [..., l, n]; as a tensor, they might be too many.</returns>
    private static int[] ScoresOf(Tensor query, Tensor key, Tensor? mask)
    {
        Arguments.RequireFloating(Name, query);
        if (query.Rank < 2 || key.Rank < 2 || query.DType != key.DType || query.Shape[^1] != key.Shape[^1])
        {
            throw new ShapeException(Name, "queries must be [..., l, d] and keys [..., n, d], of one dtype", $"{query.Spec} and {key.Spec}");
        }

        int[] stack = Joined(query.Shape[..^2], key.Shape[..^2]) ?? throw new ShapeException(
            Name, "the leading axes of queries and keys must broadcast, or the queries' heads be a multiple of the keys'", $"{query.Spec} and {key.Spec}");
        int[] scores = [.. stack, query.Shape[^2], key.Shape[^2]];
        if (mask is not null && ((mask.DType != DType.Bool && mask.DType != query.DType) || !Broadcast([.. mask.Shape], scores).AsSpan().SequenceEqual(scores)))
        {
            throw new ShapeException(
                Name, $"the mask must be Bool or {query.DType}, and broadcast to the scores [{string.Join(", ", scores)}]", mask.Spec.ToString());
        }

        return scores;
    }

    // The last of the leading axes are the heads.
    private static int[]? Joined(Shape query, Shape key) => AreGrouped(query, key)
        ? Broadcast([.. query[..^1]], [.. key[..^1]]) is { } stack ? [.. stack, query[^1]] : null
        : Broadcast([.. query], [.. key]);

    /// <summary>Whether several heads of the queries share one of several of the keys.</summary>
    private static bool AreGrouped(Shape query, Shape key) =>
        query.Rank > 0 && key.Rank > 0 && key[^1] > 1 && query[^1] > key[^1] && query[^1] % key[^1] == 0;

    private static int[]? Broadcast(int[] x, int[] y)
    {
        int[] joint = new int[Math.Max(x.Length, y.Length)];
        for (int i = 1; i <= joint.Length; i++)
        {
            (int left, int right) = (i <= x.Length ? x[^i] : 1, i <= y.Length ? y[^i] : 1);
            if (left != right && left != 1 && right != 1)
            {
                return null;
            }

            joint[^i] = left == 1 ? right : left;
        }

        return joint;
    }
}
