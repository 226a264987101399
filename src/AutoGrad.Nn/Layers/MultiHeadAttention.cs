namespace AutoGrad.Nn;

/// <summary>
/// Attention by several heads at once, each of which looks at its own projection of the features:
/// <see cref="Attention.ScaledDotProduct"/> with parameters.
/// </summary>
/// <param name="Query">From the features of queries to those of all heads, head after head.</param>
/// <param name="Key">From the features of keys to those of the keys' heads.</param>
/// <param name="Value">From the features of values to those of the keys' heads.</param>
/// <param name="Output">From what all heads found to the result.</param>
/// <param name="Heads">How many heads the queries have.</param>
/// <param name="KeyHeads">How many the keys and values have; a divisor of <paramref name="Heads"/>. Fewer are shared: grouped queries.</param>
/// <param name="Rotary">How queries and keys turn with their positions; null if they do not.</param>
/// <remarks>Source: Vaswani et al., Attention Is All You Need, arXiv:1706.03762, section 3.2.2; Ainslie et al., GQA, arXiv:2305.13245.</remarks>
public sealed record MultiHeadAttention(Affine Query, Affine Key, Affine Value, Affine Output, int Heads, int KeyHeads, Rotary? Rotary = null)
{
    private const string Name = "multi_head_attention";

    /// <summary>Draws starting parameters.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="features">Of queries and of the result; a multiple of the heads unless <paramref name="headFeatures"/> are said.</param>
    /// <param name="heads">How many heads the queries have.</param>
    /// <param name="keyHeads">How many the keys and values have; as many as the queries unless said.</param>
    /// <param name="headFeatures">Of one head; features / heads unless said.</param>
    /// <param name="keyFeatures">Of keys and values as they come; those of the queries unless said.</param>
    /// <param name="bias">Whether the four maps have biases.</param>
    /// <param name="rotary">How queries and keys turn with their positions; null if they do not.</param>
    /// <param name="initializer">How the weights are drawn; <see cref="Initial.GlorotUniform"/> unless said.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <exception cref="ShapeException">A number is not positive, or the heads do not divide what they should.</exception>
    public static MultiHeadAttention Init(
        RandomKey key,
        int features,
        int heads,
        int? keyHeads = null,
        int? headFeatures = null,
        int? keyFeatures = null,
        bool bias = true,
        Rotary? rotary = null,
        Initializer? initializer = null,
        DType dtype = DType.Float32)
    {
        ArgumentNullException.ThrowIfNull(key);
        int shared = keyHeads ?? heads;
        if (features < 1 || heads < 1 || shared < 1 || heads % shared != 0 || headFeatures < 1 || keyFeatures < 1 || (headFeatures is null && features % heads != 0))
        {
            throw new ShapeException(
                Name, "features must be 1 or more and a multiple of the heads, and the heads a multiple of the keys'",
                $"{features} features, {heads} heads and {shared} of the keys");
        }

        int each = headFeatures ?? features / heads;
        RandomKey[] keys = key.Split(4);
        Affine Map(RandomKey k, int inputs, int outputs) => Affine.Init(k, inputs, outputs, initializer, dtype, bias);
        return new MultiHeadAttention(
            Map(keys[0], features, heads * each),
            Map(keys[1], keyFeatures ?? features, shared * each),
            Map(keys[2], keyFeatures ?? features, shared * each),
            Map(keys[3], heads * each, features),
            heads,
            shared,
            rotary);
    }

    /// <summary>Takes apart the one map that other libraries store for queries, keys and values of the same features.</summary>
    /// <param name="packed">From features to those of the queries' heads, then the keys', then the values'. PyTorch's in_proj_weight is its transpose.</param>
    /// <param name="output">From what all heads found to the result.</param>
    /// <param name="heads">How many heads the queries have.</param>
    /// <param name="keyHeads">How many the keys and values have; as many as the queries unless said.</param>
    /// <exception cref="ShapeException">The outputs of the packed map do not fall into so many heads.</exception>
    public static MultiHeadAttention FromPacked(Affine packed, Affine output, int heads, int? keyHeads = null)
    {
        ArgumentNullException.ThrowIfNull(packed);
        int shared = keyHeads ?? heads;
        int outputs = packed.Weight.Shape[^1];
        if (heads < 1 || shared < 1 || outputs % (heads + 2 * shared) != 0)
        {
            throw new ShapeException(
                Name, "the packed outputs must fall evenly into the heads of queries, keys and values", $"{outputs} outputs, {heads} heads and {shared} of the keys");
        }

        int each = outputs / (heads + 2 * shared);
        int[] lengths = [heads * each, shared * each, shared * each];
        Tensor[] weights = packed.Weight.Split(lengths, axis: -1);
        Tensor?[] biases = packed.Bias is { } bias ? bias.Split(lengths) : new Tensor?[3];
        return new MultiHeadAttention(new(weights[0], biases[0]), new(weights[1], biases[1]), new(weights[2], biases[2]), output, heads, shared);
    }

    /// <summary>Lets each query look at all keys.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="query">[..., l, features]: of the parameters' dtype.</param>
    /// <param name="key">[..., n, features]: null for the queries themselves.</param>
    /// <param name="value">[..., n, features]: null for the keys themselves.</param>
    /// <param name="mask">[..., heads, l, n], or less that broadcasts: Bool, true where a query sees a key; or of the queries' dtype, added to the scores.</param>
    /// <param name="keyMask">[..., n]: Bool, true for a key that is there, false for one that only fills up.</param>
    /// <param name="causal">Whether query i sees only the keys up to i.</param>
    /// <param name="dropout">The share of weights to put to 0, in [0, 1]. Not for inference.</param>
    /// <param name="dropoutKey">What to draw those from: used up. Needed if there is dropout.</param>
    /// <returns>[..., l, features]</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit.</exception>
    public static Tensor Apply(
        MultiHeadAttention p,
        Tensor query,
        Tensor? key = null,
        Tensor? value = null,
        Tensor? mask = null,
        Tensor? keyMask = null,
        bool causal = false,
        double dropout = 0,
        RandomKey? dropoutKey = null)
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(query);
        key ??= query;
        value ??= key;
        if (mask is null && keyMask is null && dropout == 0 && p.Rotary is null && key.Rank >= 2 && query.Rank == key.Rank && query.Shape[..^2] == key.Shape[..^2])
        {
            Tensor found = Tensor.DotProductAttention(
                Apart(Affine.Apply(p.Query, query), p.Heads), Apart(Affine.Apply(p.Key, key), p.KeyHeads), Apart(Affine.Apply(p.Value, value), p.KeyHeads), causal: causal);
            return Affine.Apply(p.Output, Together(found));
        }

        KeyValues seen = Seen(p, key, value, 0);
        return Look(p, query, seen, mask, keyMask, causal, 0, dropout, dropoutKey);
    }

    /// <summary>Goes on with a sequence: new places look at the past and at themselves, each at none after it, and join the past.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[..., l, features]: the new places, one or more.</param>
    /// <param name="past">What came before; null at the start.</param>
    /// <param name="mask">[..., heads, l, n + l], or less that broadcasts: what is seen of n past places and the new ones, besides the order.</param>
    /// <returns>[..., l, features], as <see cref="Apply"/> with causal gives for these places of the whole; and the past with them.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit.</exception>
    public static AttentionAndPast Extend(MultiHeadAttention p, Tensor x, KeyValues? past = null, Tensor? mask = null)
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(x);
        int length = past?.Key.Shape[^2] ?? 0;
        KeyValues seen = Seen(p, x, x, length);
        seen = past is null ? seen : new KeyValues(Tensor.Concatenate([past.Key, seen.Key], axis: -2), Tensor.Concatenate([past.Value, seen.Value], axis: -2));
        return new AttentionAndPast(Look(p, x, seen, mask, null, causal: true, length, 0, null), seen);
    }

    private static KeyValues Seen(MultiHeadAttention p, Tensor key, Tensor value, int offset) =>
        new(Turned(p, Split(Affine.Apply(p.Key, key), p.KeyHeads), offset), Split(Affine.Apply(p.Value, value), p.KeyHeads));

    private static Tensor Look(
        MultiHeadAttention p, Tensor query, KeyValues seen, Tensor? mask, Tensor? keyMask, bool causal, int offset, double dropout, RandomKey? dropoutKey)
    {
        Tensor heads = Turned(p, Split(Affine.Apply(p.Query, query), p.Heads), offset);
        Tensor found = Attention.ScaledDotProduct(
            heads, seen.Key, seen.Value, Joined(mask, keyMask), causal, offset, dropout: dropout, dropoutKey: dropoutKey);
        return Affine.Apply(p.Output, Together(found.SwapAxes(-3, -2)));
    }

    private static Tensor Turned(MultiHeadAttention p, Tensor x, int offset) =>
        p.Rotary is { } rotary ? Positions.Rotary(x, null, offset, rotary.Theta, rotary.Interleaved, rotary.Features) : x;

    // [..., l, heads · d] to [..., heads, l, d]
    private static Tensor Split(Tensor x, int heads) => Apart(x, heads).SwapAxes(-3, -2);

    // [..., l, heads · d] to [..., l, heads, d]
    private static Tensor Apart(Tensor x, int heads) => x.Rank >= 2 && heads > 0 && x.Shape[^1] % heads == 0
        ? x.Reshape([.. x.Shape[..^1], heads, x.Shape[^1] / heads])
        : throw new ShapeException(Name, $"what is projected must be [..., l, features], with features for {heads} heads", x.Spec.ToString());

    private static Tensor Together(Tensor x) => x.Reshape([.. x.Shape[..^2], x.Shape[^2] * x.Shape[^1]]);

    private static Tensor? Joined(Tensor? mask, Tensor? keyMask)
    {
        if (keyMask is null)
        {
            return mask;
        }

        if (keyMask.DType != DType.Bool || keyMask.Rank == 0)
        {
            throw new ShapeException(Name, "the mask of keys must be [..., n], Bool", keyMask.Spec.ToString());
        }

        Tensor isThere = keyMask.Reshape([.. keyMask.Shape[..^1], 1, 1, keyMask.Shape[^1]]);
        return mask is null ? isThere
            : mask.DType == DType.Bool ? mask & isThere
            : Tensor.Where(isThere, mask, double.NegativeInfinity);
    }
}

/// <summary>How queries and keys turn with their positions: <see cref="Positions.Rotary"/> for a layer.</summary>
/// <param name="Theta">The wavelengths go from 2π to about 2πθ; above 0.</param>
/// <param name="Interleaved">Whether pairs of features are neighbours; else each is one of the first half with one of the second.</param>
/// <param name="Features">How many features of a head turn; all unless said.</param>
public sealed record Rotary(double Theta = 10_000, bool Interleaved = false, int? Features = null);

/// <summary>What a sequence so far is looked up by: the keys and values of its places, as each head has projected them.</summary>
/// <param name="Key">[..., heads, n, d]: turned, if they turn.</param>
/// <param name="Value">[..., heads, n, e]</param>
public sealed record KeyValues(Tensor Key, Tensor Value);

/// <summary>What new places found, and the past that they have joined.</summary>
/// <param name="Output">[..., l, features]</param>
/// <param name="Past">To be given back with the next places.</param>
public sealed record AttentionAndPast(Tensor Output, KeyValues Past);
