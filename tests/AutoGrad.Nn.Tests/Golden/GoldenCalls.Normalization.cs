using System.Text.Json;

namespace AutoGrad.Nn.Tests;

internal static partial class GoldenCalls
{
    private static Func<Tensor[], Tensor>? Normalization(string op, JsonElement p) => op switch
    {
        "batch_norm_eval" => x => Normalize.BatchInference(x[0], new BatchStatistics(x[3], x[4]), x[1], x[2], Number(p, "eps", 1e-5)),
        "layer_norm" => x => Normalize.Layer(
            x[0], x.ElementAtOrDefault(1), x.ElementAtOrDefault(2), p.GetProperty("normalized_shape").GetArrayLength(), Number(p, "eps", 1e-5)),
        "group_norm" => x => Normalize.Group(x[0], Integer(p, "num_groups", 1), x.ElementAtOrDefault(1), x.ElementAtOrDefault(2), Number(p, "eps", 1e-5)),
        "instance_norm" => x => Normalize.Instance(x[0], x.ElementAtOrDefault(1), x.ElementAtOrDefault(2), Number(p, "eps", 1e-5)),
        "rms_norm" => x => Normalize.Rms(x[0], x.ElementAtOrDefault(1), p.GetProperty("normalized_shape").GetArrayLength(), Number(p, "eps", 1e-6)),
        _ => null,
    };
}
