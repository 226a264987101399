using System.Text.Json;

namespace AutoGrad.Nn.Tests;

internal static partial class GoldenCalls
{
    private static Func<Tensor[], Tensor>? Attending(string op, JsonElement p) => op switch
    {
        "sdpa" => x => Attention.ScaledDotProduct(
            x[0], x[1], x[2], x.Length > 3 ? x[3] : null, Flag(p, "is_causal"), scale: p.TryGetProperty("scale", out JsonElement scale) && scale.ValueKind == JsonValueKind.Number ? scale.GetDouble() : null),
        "multihead_self_attention" => x => MultiHeadAttention.Apply(Heads(p, x[1..]), x[0], causal: Flag(p, "is_causal")),
        "transformer_encoder_layer" => x => TransformerEncoderLayer.Apply(
            new TransformerEncoderLayer(
                Heads(p, x[1..]), new Affine(x[5].T, x[6]), new Affine(x[7].T, x[8]), new LayerNorm(x[9], x[10]), new LayerNorm(x[11], x[12]),
                p.GetProperty("activation").GetString() == "relu" ? Activations.Relu : v => Activations.Gelu(v),
                p.GetProperty("norm_first").GetBoolean(),
                p.GetProperty("eps").GetDouble()),
            x[0]),
        "embedding" => x => Embedding.Apply(new Embedding(x[1], p.TryGetProperty("padding_idx", out JsonElement padding) && padding.ValueKind == JsonValueKind.Number ? padding.GetInt32() : null), x[0]),
        _ => null,
    };

    private static bool Flag(JsonElement p, string name) => p.TryGetProperty(name, out JsonElement value) && value.GetBoolean();

    // Packed and output maps; PyTorch stores [outputs, inputs].
    private static MultiHeadAttention Heads(JsonElement p, Tensor[] x) =>
        MultiHeadAttention.FromPacked(new Affine(x[0].T, x[1]), new Affine(x[2].T, x[3]), p.GetProperty("num_heads").GetInt32());
}
