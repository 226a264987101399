using AutoGrad.Nn;

namespace AutoGrad.Onnx.Tests;

/// <summary>Operators that carry a state along time.</summary>
internal static partial class Adapters
{
    // Each channel is filtered by itself, and sees what came before.
    private static Tensor?[] CausalConvWithState(Node node)
    {
        Tensor x = node[0], weights = node[1];
        int before = weights.Shape[2] - 1;
        Tensor past = node.Optional(3) ?? Tensor.Zeros([x.Shape[0], x.Shape[1], before], x.DType);
        Tensor whole = Tensor.Concatenate([past, x], axis: 2);
        Tensor y = WithBias(Tensor.Convolve1d(whole, weights, groups: x.Shape[1]), node.Optional(2));
        y = node.Text("activation", "none") switch
        {
            "none" => y,
            "silu" or "swish" => Activations.Silu(y),
            string activation => throw node.Refused($"activation {activation}"),
        };
        return [y, whole.SliceAxis(2, whole.Shape[2] - before, before)];
    }

    // S ← exp(g) S + k ⊗ v', with v' = β (v - Sᵀ k) where there is a correction; y = scale Sᵀ q.
    private static Tensor?[] LinearAttention(Node node)
    {
        node.Ignore("chunk_size", "update_rule");
        (int queryHeads, int heads) = (node.Int("q_num_heads", 0), node.Int("kv_num_heads", 0));
        Tensor query = Heads(node[0], queryHeads), key = Heads(node[1], heads), value = Heads(node[2], heads);
        (int examples, int times, int features) = (key.Shape[0], key.Shape[2], key.Shape[3]);
        Tensor? decay = node.Optional(4) is { } g ? Heads(g, heads) : null, beta = node.Optional(5) is { } b ? Heads(b, b.Shape[2]) : null;
        Tensor state = node.Optional(3) ?? Tensor.Zeros([examples, heads, features, value.Shape[3]], key.DType);
        double scale = node.Double("scale", 0) is var given and not 0 ? given : 1 / Math.Sqrt(features);
        var outputs = new Tensor[times];
        for (int t = 0; t < times; t++)
        {
            Tensor At(Tensor x) => x.SliceAxis(2, t, 1).Squeeze(2);
            state = decay is null ? state : state * Tensor.Exp(At(decay)).ExpandDims(-1);
            Tensor k = At(key), v = At(value);
            v = beta is null ? v : At(beta) * (v - Tensor.Einsum("bhdm,bhd->bhm", state, k));
            state += k.ExpandDims(-1) * v.ExpandDims(-2);
            outputs[t] = scale * Tensor.Einsum("bhd,bhdm->bhm", At(query), state.Repeat(queryHeads / heads, 1));
        }

        Tensor y = Tensor.Stack(outputs, 1);
        return [y.Reshape([examples, times, queryHeads * value.Shape[3]]), state];
    }
}
