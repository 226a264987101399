using System.Text.Json;

namespace AutoGrad.Nn.Tests;

internal static partial class GoldenCalls
{
    private static Func<Tensor[], Tensor>? Reductions(string op, JsonElement p) => op switch
    {
        "sum" => x => x[0].Sum(Dims(p), Keeps(p)),
        "mean" => x => x[0].Mean(Dims(p), Keeps(p)),
        "max" => x => x[0].Max(Dims(p), Keeps(p)),
        "min" => x => x[0].Min(Dims(p), Keeps(p)),
        "logsumexp" => x => x[0].LogSumExp(Dims(p), Keeps(p)),
        "prod" => x => x[0].Prod(Dims(p), Keeps(p)),
        "cumsum" => x => x[0].CumSum(p.GetProperty("dim").GetInt32()),
        "var" => x => x[0].Variance(Dims(p), Keeps(p), p.GetProperty("correction").GetDouble()),
        "std" => x => x[0].StandardDeviation(Dims(p), Keeps(p), p.GetProperty("correction").GetDouble()),
        "norm" => x => x[0].Norm(Dims(p), Keeps(p), p.GetProperty("p").GetDouble()),
        "topk" => x => x[0].TopK(p.GetProperty("k").GetInt32(), p.GetProperty("dim").GetInt32(), p.GetProperty("largest").GetBoolean()).Values,
        "softmax" => x => x[0].Softmax(p.GetProperty("dim").GetInt32()),
        "log_softmax" => x => x[0].LogSoftmax(p.GetProperty("dim").GetInt32()),
        "norm2" => x => x[0].Norm(),
        _ => null,
    };
}
