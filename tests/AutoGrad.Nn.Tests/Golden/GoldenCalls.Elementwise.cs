using System.Text.Json;

namespace AutoGrad.Nn.Tests;

internal static partial class GoldenCalls
{
    private static Func<Tensor[], Tensor>? Elementwise(string op, JsonElement p) => op switch
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
        "relu6" => x => Activations.Relu6(x[0]),
        "gelu" => x => p.TryGetProperty("approximate", out JsonElement form) && form.GetString() == "tanh" ? Activations.GeluTanh(x[0]) : Activations.Gelu(x[0]),
        "silu" => x => Activations.Silu(x[0]),
        "mish" => x => Activations.Mish(x[0]),
        "softplus" => x => Activations.Softplus(x[0], Number(p, "beta", 1)),
        "softsign" => x => Activations.Softsign(x[0]),
        "selu" => x => Activations.Selu(x[0]),
        "celu" => x => Activations.Celu(x[0], Number(p, "alpha", 1)),
        "hardtanh" => x => Activations.HardTanh(x[0], Number(p, "min_val", -1), Number(p, "max_val", 1)),
        "hardsigmoid" => x => Activations.HardSigmoid(x[0]),
        "hardswish" => x => Activations.HardSwish(x[0]),
        "hardshrink" => x => Activations.HardShrink(x[0], Number(p, "lambd", 0.5)),
        "softshrink" => x => Activations.SoftShrink(x[0], Number(p, "lambd", 0.5)),
        "tanhshrink" => x => Activations.TanhShrink(x[0]),
        "logsigmoid" => x => Activations.LogSigmoid(x[0]),
        "glu" => x => Activations.Glu(x[0], Integer(p, "dim", -1)),
        "prelu" => x => Activations.PRelu(x[0], x[1].Size == 1 ? x[1] : x[1].Reshape([-1, .. Enumerable.Repeat(1, x[0].Rank - 2)])),
        "clamp" => x => Tensor.Clamp(x[0], p.GetProperty("min").GetDouble(), p.GetProperty("max").GetDouble()),
        "elu" => x => Activations.Elu(x[0], Number(p, "alpha", 1)),
        "threshold" => x => Activations.Threshold(x[0], Number(p, "threshold", 0), Number(p, "value", 0)),
        "leaky_relu" => x => Activations.LeakyRelu(x[0], Number(p, "negative_slope", 0.01)),
        "pow0" => x => Tensor.Pow(x[0], p.GetProperty("exponent").GetDouble()),
        "where_safe_sqrt" => x => Tensor.Where(x[0] > 0.0, Tensor.Sqrt, v => 0.0 * v, x[0]),
        "masked_fill" => x => Tensor.Where(x[1], p.GetProperty("value").GetDouble(), x[0]),
        "deep_chain" => x => Chain(x[0], p.GetProperty("steps").GetInt32()),
        _ => null,
    };

    private static Tensor Chain(Tensor y, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            y += 0.001 * Tensor.Sin(y);
        }

        return y;
    }
}
