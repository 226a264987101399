namespace AutoGrad.Nn;

/// <summary>One layer of a transformer: every place looks at all others, then thinks by itself; each time what comes of it is added to what was there.</summary>
/// <param name="Attention">Of the places among each other.</param>
/// <param name="Hidden">Into the features that a place thinks in.</param>
/// <param name="Output">Back from them.</param>
/// <param name="AttentionNorm">Of the first step.</param>
/// <param name="OutputNorm">Of the second.</param>
/// <param name="Activation">Elementwise; between <paramref name="Hidden"/> and <paramref name="Output"/>.</param>
/// <param name="NormFirst">Whether what goes into a step is normalised, <c>x + f(norm(x))</c>, which trains without a warm-up; else what comes out, <c>norm(x + f(x))</c>, as first published.</param>
/// <param name="Epsilon">Added to variances.</param>
/// <remarks>Source: Vaswani et al., Attention Is All You Need, arXiv:1706.03762, section 3.1; Xiong et al., On Layer Normalization in the Transformer Architecture, arXiv:2002.04745, on norms first.</remarks>
public sealed record TransformerEncoderLayer(
    MultiHeadAttention Attention,
    Affine Hidden,
    Affine Output,
    LayerNorm AttentionNorm,
    LayerNorm OutputNorm,
    Func<Tensor, Tensor> Activation,
    bool NormFirst = true,
    double Epsilon = 1e-5)
{
    /// <summary>Draws starting parameters.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="features">Of a place; a multiple of the heads.</param>
    /// <param name="heads">How many heads.</param>
    /// <param name="hidden">Features that a place thinks in; four times as many unless said.</param>
    /// <param name="activation">Elementwise; <see cref="Activations.Relu"/> unless said.</param>
    /// <param name="normFirst">Whether what goes into a step is normalised, and not what comes out.</param>
    /// <param name="rotary">How queries and keys turn with their positions; null if they do not.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <exception cref="ShapeException">A number is not positive, or the heads do not divide the features.</exception>
    public static TransformerEncoderLayer Init(
        RandomKey key,
        int features,
        int heads,
        int? hidden = null,
        Func<Tensor, Tensor>? activation = null,
        bool normFirst = true,
        Rotary? rotary = null,
        DType dtype = DType.Float32)
    {
        ArgumentNullException.ThrowIfNull(key);
        RandomKey[] keys = key.Split(3);
        int width = hidden ?? 4 * features;
        return new TransformerEncoderLayer(
            MultiHeadAttention.Init(keys[0], features, heads, rotary: rotary, dtype: dtype),
            Affine.Init(keys[1], features, width, dtype: dtype),
            Affine.Init(keys[2], width, features, dtype: dtype),
            LayerNorm.Init([features], dtype),
            LayerNorm.Init([features], dtype),
            activation ?? Activations.Relu,
            normFirst);
    }

    /// <summary>Runs the layer on sequences.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[..., l, features]: of the parameters' dtype.</param>
    /// <param name="mask">[..., heads, l, l], or less that broadcasts: Bool, true where a place sees another; or of x's dtype, added to the scores.</param>
    /// <param name="keyMask">[..., l]: Bool, true for a place that is there, false for one that only fills up.</param>
    /// <param name="causal">Whether a place sees only itself and those before it.</param>
    /// <returns>[..., l, features]</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit.</exception>
    public static Tensor Apply(TransformerEncoderLayer p, Tensor x, Tensor? mask = null, Tensor? keyMask = null, bool causal = false)
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(x);
        x = Step(p, p.AttentionNorm, x, v => MultiHeadAttention.Apply(p.Attention, v, mask: mask, keyMask: keyMask, causal: causal));
        return Step(p, p.OutputNorm, x, v => Affine.Apply(p.Output, p.Activation(Affine.Apply(p.Hidden, v))));
    }

    private static Tensor Step(TransformerEncoderLayer p, LayerNorm norm, Tensor x, Func<Tensor, Tensor> f) => p.NormFirst
        ? x + f(LayerNorm.Apply(norm, x, p.Epsilon))
        : LayerNorm.Apply(norm, x + f(x), p.Epsilon);
}
