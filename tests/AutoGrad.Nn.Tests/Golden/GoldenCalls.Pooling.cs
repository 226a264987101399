using System.Text.Json;

namespace AutoGrad.Nn.Tests;

internal static partial class GoldenCalls
{
    private static Func<Tensor[], Tensor>? Pooling(string op, JsonElement p) => op switch
    {
        "max_pool1d" => x => Pool.Max1d(x[0], Single(p, "kernel_size", 0), Single(p, "stride", 0), Single(p, "padding", 0)),
        "max_pool2d" => x => Pool.Max2d(x[0], Pair(p, "kernel_size", 0), Window(p), IsCeiling(p)),
        "avg_pool2d" => x => Pool.Average2d(x[0], Pair(p, "kernel_size", 0), Window(p), p.GetProperty("count_include_pad").GetBoolean(), IsCeiling(p)),
        "lp_pool2d" => x => Pool.Lp2d(x[0], p.GetProperty("p").GetDouble(), Single(p, "kernel_size", 0), Single(p, "stride", 0)),
        "adaptive_avg_pool2d" => x => Pool.AdaptiveAverage2d(x[0], Pair(p, "output_size", 1)),
        "global_avg_pool" => x => Pool.GlobalAverage(x[0]),
        _ => null,
    };
}
