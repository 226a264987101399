using System.Text.Json;

namespace AutoGrad.Nn.Tests;

internal static partial class GoldenCalls
{
    private static Func<Tensor[], Tensor>? Pooling(string op, JsonElement p) => op switch
    {
        "max_pool1d" => x => Pool.Max1d(x[0], Single(p, "kernel_size", 0), Steps1d(p), IsCeiling(p)),
        "max_pool2d" => x => Pool.Max2d(x[0], Pair(p, "kernel_size", 0), Steps2d(p), IsCeiling(p)),
        "max_pool3d" => x => Pool.Max3d(x[0], Triple(p, "kernel_size", 0), Steps3d(p), IsCeiling(p)),
        "avg_pool1d" => x => Pool.Average1d(x[0], Single(p, "kernel_size", 0), Steps1d(p), CountsPadding(p), IsCeiling(p)),
        "avg_pool2d" => x => Pool.Average2d(x[0], Pair(p, "kernel_size", 0), Steps2d(p), CountsPadding(p), IsCeiling(p)),
        "avg_pool3d" => x => Pool.Average3d(x[0], Triple(p, "kernel_size", 0), Steps3d(p), CountsPadding(p), IsCeiling(p)),
        "lp_pool1d" => x => Pool.Lp1d(x[0], p.GetProperty("p").GetDouble(), Single(p, "kernel_size", 0), Steps1d(p), IsCeiling(p)),
        "lp_pool2d" => x => Pool.Lp2d(x[0], p.GetProperty("p").GetDouble(), Pair(p, "kernel_size", 0), Steps2d(p), IsCeiling(p)),
        "lp_pool3d" => x => Pool.Lp3d(x[0], p.GetProperty("p").GetDouble(), Triple(p, "kernel_size", 0), Steps3d(p), IsCeiling(p)),
        "adaptive_avg_pool1d" => x => Pool.AdaptiveAverage1d(x[0], Single(p, "output_size", 1)),
        "adaptive_avg_pool2d" => x => Pool.AdaptiveAverage2d(x[0], Pair(p, "output_size", 1)),
        "adaptive_avg_pool3d" => x => Pool.AdaptiveAverage3d(x[0], Triple(p, "output_size", 1)),
        "adaptive_max_pool1d" => x => Pool.AdaptiveMax1d(x[0], Single(p, "output_size", 1)),
        "adaptive_max_pool2d" => x => Pool.AdaptiveMax2d(x[0], Pair(p, "output_size", 1)),
        "adaptive_max_pool3d" => x => Pool.AdaptiveMax3d(x[0], Triple(p, "output_size", 1)),
        "global_avg_pool" => x => Pool.GlobalAverage(x[0]),
        "global_max_pool" => x => Pool.GlobalMax(x[0]),
        _ => null,
    };

    private static bool CountsPadding(JsonElement p) => !p.TryGetProperty("count_include_pad", out JsonElement counts) || counts.GetBoolean();

    // A pool moves by its own window where no stride is recorded.
    private static Window1d Steps1d(JsonElement p)
    {
        int padding = Single(p, "padding", 0);
        return new Window1d(Single(p, "stride", Single(p, "kernel_size", 0)), padding, padding, Single(p, "dilation", 1));
    }

    private static Window2d Steps2d(JsonElement p)
    {
        (int height, int width) = Pair(p, "kernel_size", 0);
        return p.TryGetProperty("stride", out _) ? Window(p) : Window(p) with { StrideHeight = height, StrideWidth = width };
    }

    private static Window3d Steps3d(JsonElement p)
    {
        (int depth, int height, int width) = Triple(p, "kernel_size", 0);
        return p.TryGetProperty("stride", out _) ? Window3(p) : Window3(p) with { StrideDepth = depth, StrideHeight = height, StrideWidth = width };
    }
}
