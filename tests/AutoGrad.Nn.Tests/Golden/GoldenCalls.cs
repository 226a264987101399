using System.Text.Json;

namespace AutoGrad.Nn.Tests;

/// <summary>PyTorch's names as calls of this library, one file a group.</summary>
internal static partial class GoldenCalls
{
    /// <summary>How to call a case's operation; null if the library has none, or not with these parameters.</summary>
    public static Func<Tensor[], Tensor>? For(GoldenCase c) =>
        Elementwise(c.Op, c.Params)
        ?? Normalization(c.Op, c.Params)
        ?? Reductions(c.Op, c.Params)
        ?? Products(c.Op, c.Params)
        ?? Pooling(c.Op, c.Params)
        ?? Shaping(c.Op, c.Params)
        ?? LossOf(c.Op, c.Params)
        ?? Attending(c.Op, c.Params)
        ?? Recurrent(c.Op, c.Params)
        ?? Models(c.Op);

    private static int[] Dims(JsonElement p) => p.GetProperty("dims").ValueKind == JsonValueKind.Null ? [] : GoldenCase.Integers(p.GetProperty("dims"));

    private static bool Keeps(JsonElement p) => p.GetProperty("keepdims").GetBoolean();

    private static int Integer(JsonElement p, string name, int missing) => p.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : missing;

    private static (int Height, int Width) Pair(JsonElement p, string name, int missing) =>
        p.TryGetProperty(name, out JsonElement value) ? (value[0].GetInt32(), value[1].GetInt32()) : (missing, missing);

    private static Window2d Window(JsonElement p)
    {
        ((int sh, int sw), (int ph, int pw), (int dh, int dw)) = (Pair(p, "stride", 1), Pair(p, "padding", 0), Pair(p, "dilation", 1));
        return new Window2d(sh, sw, ph, ph, pw, pw, dh, dw);
    }

    private static (int Depth, int Height, int Width) Triple(JsonElement p, string name, int missing) =>
        p.TryGetProperty(name, out JsonElement value) ? (value[0].GetInt32(), value[1].GetInt32(), value[2].GetInt32()) : (missing, missing, missing);

    private static Window3d Window3(JsonElement p)
    {
        ((int sd, int sh, int sw), (int pd, int ph, int pw), (int dd, int dh, int dw)) =
            (Triple(p, "stride", 1), Triple(p, "padding", 0), Triple(p, "dilation", 1));
        return new Window3d(sd, sh, sw, pd, pd, ph, ph, pw, pw, dd, dh, dw);
    }

    private static bool IsCeiling(JsonElement p) => p.TryGetProperty("ceil_mode", out JsonElement ceiling) && ceiling.GetBoolean();

    private static int Single(JsonElement p, string name, int missing) => p.TryGetProperty(name, out JsonElement value) ? value[0].GetInt32() : missing;

    private static Tensor WithBias(Tensor y, Tensor[] x) =>
        x.Length == 2 ? y : y + x[2].Reshape([-1, .. Enumerable.Repeat(1, y.Rank - 2)]);
}
