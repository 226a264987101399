using System.Text.Json;

namespace AutoGrad.Tests;

/// <summary>PyTorch's names as calls of this library.</summary>
internal static class GoldenCalls
{
    /// <summary>How to call a case's operation; null if the core has none, or not with these parameters.</summary>
    public static Func<Tensor[], Tensor>? For(GoldenCase c)
    {
        JsonElement p = c.Params;
        return c.Op switch
        {
            "add" => x => x[0] + x[1],
            "sub" => x => x[0] - x[1],
            "mul" => x => x[0] * x[1],
            "div" => x => x[0] / x[1],
            "pow" => x => Tensor.Pow(x[0], x[1]),
            "where" => x => Tensor.Where(x[0], x[1], x[2]),
            "maximum" => x => Tensor.Maximum(x[0], x[1]),
            "abs" => x => Tensor.Abs(x[0]),
            "log" => x => Tensor.Log(x[0]),
            "sqrt" => x => Tensor.Sqrt(x[0]),
            "rsqrt" => x => Tensor.Rsqrt(x[0]),
            "tan" => x => Tensor.Tan(x[0]),
            "acos" => x => Tensor.Acos(x[0]),
            "atan" => x => Tensor.Atan(x[0]),
            "sinh" => x => Tensor.Sinh(x[0]),
            "asinh" => x => Tensor.Asinh(x[0]),
            "acosh" => x => Tensor.Acosh(x[0]),
            "atanh" => x => Tensor.Atanh(x[0]),
            "relu" => x => Tensor.Relu(x[0]),
            "relu6" => x => Tensor.Clamp(x[0], 0, 6),
            "clamp" => x => Tensor.Clamp(x[0], p.GetProperty("min").GetDouble(), p.GetProperty("max").GetDouble()),
            "elu" => x => Tensor.Where(x[0] > 0.0, v => v, v => p.GetProperty("alpha").GetDouble() * Tensor.Expm1(v), x[0]),
            "threshold" => x => Tensor.Where(x[0] > p.GetProperty("threshold").GetDouble(), x[0], p.GetProperty("value").GetDouble()),
            "leaky_relu" => x => Tensor.Where(x[0] > 0.0, x[0], p.GetProperty("negative_slope").GetDouble() * x[0]),
            "pow0" => x => Tensor.Pow(x[0], p.GetProperty("exponent").GetDouble()),
            "where_safe_sqrt" => x => Tensor.Where(x[0] > 0.0, Tensor.Sqrt, v => 0.0 * v, x[0]),
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
            "matmul" => x => Tensor.MatMul(x[0], x[1]),
            "det" => x => LinearAlgebra.Determinant(x[0]),
            "inverse" => x => LinearAlgebra.Inverse(x[0]),
            "solve" => x => LinearAlgebra.Solve(x[0], x[1]),
            "cholesky" => x => LinearAlgebra.Cholesky(x[0]),
            "einsum" => x => Tensor.Einsum(p.GetProperty("equation").GetString()!, x),
            "conv2d" => x => WithBias(Tensor.Convolve2d(x[0], x[1], Window(p), Integer(p, "groups", 1)), x),
            "conv1d" => x => WithBias(
                Tensor.Convolve1d(x[0], x[1], Single(p, "stride", 1), Single(p, "padding", 0), Single(p, "dilation", 1), Integer(p, "groups", 1)), x),
            "conv_transpose1d" => x => WithBias(
                Tensor.ConvolveTranspose1d(
                    x[0], x[1], Single(p, "stride", 1), Single(p, "padding", 0), Single(p, "output_padding", 0), Single(p, "dilation", 1),
                    Integer(p, "groups", 1)), x),
            "conv_transpose2d" => x => WithBias(
                Tensor.ConvolveTranspose2d(x[0], x[1], Window(p), Pair(p, "output_padding", 0), Integer(p, "groups", 1)), x),
            "max_pool1d" => x => Pool.Max1d(x[0], Single(p, "kernel_size", 0), Single(p, "stride", 0), Single(p, "padding", 0)),
            "max_pool2d" => x => Pool.Max2d(x[0], Pair(p, "kernel_size", 0), Window(p), IsCeiling(p)),
            "avg_pool2d" => x => Pool.Average2d(x[0], Pair(p, "kernel_size", 0), Window(p), p.GetProperty("count_include_pad").GetBoolean(), IsCeiling(p)),
            "lp_pool2d" => x => Pool.Lp2d(x[0], p.GetProperty("p").GetDouble(), Single(p, "kernel_size", 0), Single(p, "stride", 0)),
            "adaptive_avg_pool2d" => x => Pool.AdaptiveAverage2d(x[0], Pair(p, "output_size", 1)),
            "global_avg_pool" => x => Pool.GlobalAverage(x[0]),
            "reshape" => x => x[0].Reshape(GoldenCase.Integers(p.GetProperty("shape"))),
            "broadcast_to" => x => x[0].BroadcastTo(Shape.Create(GoldenCase.Integers(p.GetProperty("shape")))),
            "concat" => x => Tensor.Concatenate(x, p.GetProperty("dim").GetInt32()),
            "slice" => x => Sliced(x[0], p.GetProperty("slices")),
            "tril" => x => x[0].Tril(p.GetProperty("k").GetInt32()),
            "diag" => x => x[0].Rank == 1 ? x[0].Diag() : x[0].Diagonal(),
            "pad" when p.GetProperty("mode").GetString() == "wrap" => x =>
                x[0].Pad(GoldenCase.Integers(p.GetProperty("pads_begin")), GoldenCase.Integers(p.GetProperty("pads_end")), PadMode.Wrap),
            "embedding" => x => x[1].Gather(x[0]),
            "scatter" => x => x[0].PutAlongAxis(x[1], x[2], p.GetProperty("dim").GetInt32()),
            "masked_fill" => x => Tensor.Where(x[1], p.GetProperty("value").GetDouble(), x[0]),
            "deep_chain" => x => Chain(x[0], p.GetProperty("steps").GetInt32()),
            "mse" => x => p.GetProperty("reduction").GetString() == "sum" ? Tensor.Square(x[0] - x[1]).Sum() : Tensor.Square(x[0] - x[1]).Mean(),
            _ => null,
        };
    }

    /// <summary>A slice an axis: start, stop, step; a missing stop is the end.</summary>
    public static Tensor Sliced(Tensor x, JsonElement slices)
    {
        int axis = 0;
        foreach (JsonElement slice in slices.EnumerateArray())
        {
            int extent = x.Shape[axis];
            int At(JsonElement place, int missing) => place.ValueKind == JsonValueKind.Null ? missing : place.GetInt32() < 0 ? place.GetInt32() + extent : place.GetInt32();
            (int start, int stop, int step) = (At(slice[0], 0), At(slice[1], extent), slice[2].GetInt32());
            x = x.SliceAxis(axis++, start, (stop - start + step - 1) / step, step);
        }

        return x;
    }

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

    private static bool IsCeiling(JsonElement p) => p.TryGetProperty("ceil_mode", out JsonElement ceiling) && ceiling.GetBoolean();

    private static int Single(JsonElement p, string name, int missing) => p.TryGetProperty(name, out JsonElement value) ? value[0].GetInt32() : missing;

    private static Tensor WithBias(Tensor y, Tensor[] x) =>
        x.Length == 2 ? y : y + x[2].Reshape([-1, .. Enumerable.Repeat(1, y.Rank - 2)]);

    private static Tensor Chain(Tensor y, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            y += 0.001 * Tensor.Sin(y);
        }

        return y;
    }
}
