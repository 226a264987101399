using AutoGrad.Nn;

namespace AutoGrad.Onnx.Tests;

internal static partial class Adapters
{
    private static Tensor?[] Attend(Node node)
    {
        node.Ignore("softmax_precision");
        bool areJoined = node[0].Rank == 3;
        Tensor query = Heads(node[0], node.Int("q_num_heads", 0));
        Tensor key = Heads(node[1], node.Int("kv_num_heads", 0));
        Tensor value = Heads(node[2], node.Int("kv_num_heads", 0));
        int past = node.Optional(4) is { } pastKey ? pastKey.Shape[2] : 0;
        key = past > 0 ? Tensor.Concatenate([node[4], key], axis: 2) : key;
        value = past > 0 ? Tensor.Concatenate([node[5], value], axis: 2) : value;

        double scale = node.Double("scale", 1 / Math.Sqrt(query.Shape[3]));
        double softcap = node.Double("softcap", 0);
        Tensor? mask = Mask(node, query, key, past);
        Tensor y = Attention.ScaledDotProduct(query, key, value, mask, scale: scale, softcap: softcap);
        return
        [
            areJoined ? y.SwapAxes(1, 2).Reshape([y.Shape[0], y.Shape[2], y.Shape[1] * y.Shape[3]]) : y,
            key,
            value,
            node.Outputs > 3 || node.Has("qk_matmul_output_mode") ? Scores(node, query, key, mask, scale, softcap) : null,
        ];
    }

    // Without graphs that change scores or probabilities, whose attributes stay unread and are so refused.
    private static Tensor FlexAttention(Node node)
    {
        node.Ignore("softmax_precision");
        return Attention.ScaledDotProduct(node[0], node[1], node[2], scale: node.Double("scale"));
    }

    private static Tensor Rotate(Node node)
    {
        bool areJoined = node[0].Rank == 3;
        Tensor x = Heads(node[0], node.Int("num_heads", 0));
        Tensor[] caches = [.. ((Tensor[])[node[1], node[2]]).Select(cache => (node.Optional(3) is { } places ? cache.Gather(places) : cache).ExpandDims(1))];
        int turned = node.Int("rotary_embedding_dim", 0) is var given and not 0 ? given : x.Shape[3];
        if (turned != 2 * caches[0].Shape[3])
        {
            throw node.Refused($"{turned} features for caches of {node[1].Spec}");
        }

        Tensor y = Positions.Rotate(x, caches[0], caches[1], node.Flag("interleaved"));
        return areJoined ? y.SwapAxes(1, 2).Reshape(node[0].Shape) : y;
    }

    // [batch, length, heads · features] to [batch, heads, length, features].
    private static Tensor Heads(Tensor x, int heads) =>
        x.Rank == 4 ? x : x.Reshape([x.Shape[0], x.Shape[1], heads, x.Shape[2] / heads]).SwapAxes(1, 2);

    // The given mask with what its missing columns, the order of time, and the lengths of the sequences hide.
    private static Tensor? Mask(Node node, Tensor query, Tensor key, int past)
    {
        (int queries, int keys) = (query.Shape[2], key.Shape[2]);
        Tensor? given = node.Optional(3);
        if (given is not null && given.Shape[^1] < keys)
        {
            Tensor hidden = Tensor.Full([.. given.Shape[..^1], keys - given.Shape[^1]], given.DType == DType.Bool ? 0 : double.NegativeInfinity, given.DType);
            given = Tensor.Concatenate([given, hidden], axis: -1);
        }

        Tensor keyPlaces = Tensor.Arange(0, keys, DType.Int64);
        Tensor? lengths = node.Optional(6)?.Reshape([-1, 1, 1, 1]);
        Tensor? seen = lengths is null ? null : keyPlaces < lengths;
        if (node.Flag("is_causal"))
        {
            Tensor first = lengths is null ? Tensor.Scalar(past, DType.Int64) : lengths - queries;
            Tensor causal = keyPlaces <= Tensor.Arange(0, queries, DType.Int64).ExpandDims(1) + first;
            seen = seen is null ? causal : seen & causal;
        }

        return given is null || seen is null ? given ?? seen
            : given.DType == DType.Bool ? given & seen
            : Tensor.Where(seen, given, double.NegativeInfinity);
    }

    private static Tensor Scores(Node node, Tensor query, Tensor key, Tensor? mask, double scale, double softcap)
    {
        int mode = node.Int("qk_matmul_output_mode", 0);
        if (mode == 3)
        {
            return Attention.Weights(query, key, mask, scale: scale, softcap: softcap);
        }

        Tensor scores = Tensor.MatMul(query * scale, key.Repeat(query.Shape[1] / key.Shape[1], axis: 1).T);
        scores = mode > 0 && softcap > 0 ? softcap * Tensor.Tanh(scores / softcap) : scores;
        return mode < 2 || mask is null ? scores
            : mask.DType == DType.Bool ? Tensor.Where(mask, scores, double.NegativeInfinity)
            : scores + mask;
    }
}
