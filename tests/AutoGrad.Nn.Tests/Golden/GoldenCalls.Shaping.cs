using System.Text.Json;

namespace AutoGrad.Nn.Tests;

internal static partial class GoldenCalls
{
    private static Func<Tensor[], Tensor>? Shaping(string op, JsonElement p) => op switch
    {
        "reshape" => x => x[0].Reshape(GoldenCase.Integers(p.GetProperty("shape"))),
        "broadcast_to" => x => x[0].BroadcastTo(Shape.Create(GoldenCase.Integers(p.GetProperty("shape")))),
        "concat" => x => Tensor.Concatenate(x, p.GetProperty("dim").GetInt32()),
        "slice" => x => GoldenCase.Sliced(x[0], p.GetProperty("slices")),
        "tril" => x => x[0].Tril(p.GetProperty("k").GetInt32()),
        "diag" => x => x[0].Rank == 1 ? x[0].Diag() : x[0].Diagonal(),
        "pad" when p.GetProperty("mode").GetString() == "wrap" => x =>
            x[0].Pad(GoldenCase.Integers(p.GetProperty("pads_begin")), GoldenCase.Integers(p.GetProperty("pads_end")), PadMode.Wrap),
        "scatter" => x => x[0].PutAlongAxis(x[1], x[2], p.GetProperty("dim").GetInt32()),
        _ => null,
    };
}
