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
        "relu6" => x => Tensor.Clamp(x[0], 0, 6),
        "clamp" => x => Tensor.Clamp(x[0], p.GetProperty("min").GetDouble(), p.GetProperty("max").GetDouble()),
        "elu" => x => Tensor.Where(x[0] > 0.0, v => v, v => p.GetProperty("alpha").GetDouble() * Tensor.Expm1(v), x[0]),
        "threshold" => x => Tensor.Where(x[0] > p.GetProperty("threshold").GetDouble(), x[0], p.GetProperty("value").GetDouble()),
        "leaky_relu" => x => Tensor.Where(x[0] > 0.0, x[0], p.GetProperty("negative_slope").GetDouble() * x[0]),
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
