namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Special() => new Dictionary<string, OpRow>
    {
        ["reciprocal"] = Unary(Tensor.Reciprocal, x => 1 / x, 0.4, 3),
        ["rsqrt"] = Unary(Tensor.Rsqrt, x => 1 / Math.Sqrt(x), 0.3, 4, "RsqrtOp"),
        ["cbrt"] = Unary(Tensor.Cbrt, Math.Cbrt, 0.2, 5, "CbrtOp"),
        ["cbrt/negative"] = Unary(Tensor.Cbrt, Math.Cbrt, -5, -0.3, "CbrtOp"),
        ["exp2"] = Unary(Tensor.Exp2, x => Math.Pow(2, x), -3, 3, "Exp2Op"),
        ["log2"] = Unary(Tensor.Log2, Math.Log2, 0.2, 5, "Log2Op"),
        ["log10"] = Unary(Tensor.Log10, Math.Log10, 0.2, 5, "Log10Op"),
        ["tan"] = Unary(Tensor.Tan, Math.Tan, -1.2, 1.2, "TanOp"),
        ["asin"] = Unary(Tensor.Asin, Math.Asin, -0.9, 0.9, "AsinOp", "RsqrtOp"),
        ["acos"] = Unary(Tensor.Acos, Math.Acos, -0.9, 0.9, "AcosOp"),
        ["atan"] = Unary(Tensor.Atan, Math.Atan, -4, 4, "AtanOp"),
        ["sinh"] = Unary(Tensor.Sinh, Math.Sinh, -3, 3, "SinhOp", "CoshOp"),
        ["cosh"] = Unary(Tensor.Cosh, Math.Cosh, -3, 3, "CoshOp", "SinhOp"),
        ["asinh"] = Unary(Tensor.Asinh, Math.Asinh, -3, 3, "AsinhOp"),
        ["acosh"] = Unary(Tensor.Acosh, Math.Acosh, 1.3, 4, "AcoshOp"),
        ["atanh"] = Unary(Tensor.Atanh, Math.Atanh, -0.8, 0.8, "AtanhOp"),
        ["erf"] = Unary(Tensor.Erf, Erf, -2, 2, "ErfOp"),
        ["erfc"] = Unary(Tensor.Erfc, x => 1 - Erf(x), -2, 2, "ErfcOp"),
        ["erfinv"] = Unary(Tensor.Erfinv, InverseErf, -0.9, 0.9, "ErfinvOp"),
        ["log_gamma"] = Unary(Tensor.LogGamma, LogGamma, 0.4, 5, "LogGammaOp", "PolygammaOp"),
        ["log_gamma/negative"] = Unary(Tensor.LogGamma, x => LogGamma(x + 1) - Math.Log(-x), -0.8, -0.3, "LogGammaOp", "PolygammaOp"),
        ["digamma"] = Unary(Tensor.Digamma, x => Polygamma(0, x), 0.4, 5, "PolygammaOp"),
        ["digamma/negative"] = Unary(Tensor.Digamma, x => Polygamma(0, x + 2) - 1 / (x + 1) - 1 / x, -1.8, -1.3, "PolygammaOp"),
        ["polygamma/1"] = Unary(x => Tensor.Polygamma(1, x), x => Polygamma(1, x), 0.6, 5, "PolygammaOp"),
        ["polygamma/1_negative"] = Unary(x => Tensor.Polygamma(1, x), x => Polygamma(1, x + 2) + 1 / ((x + 1) * (x + 1)) + 1 / (x * x), -1.7, -1.3, "PolygammaOp"),
        ["polygamma/2"] = Unary(x => Tensor.Polygamma(2, x), x => Polygamma(2, x), 0.8, 5, "PolygammaOp"),
        ["log_beta"] = Pairs(Tensor.LogBeta, (x, y) => LogGamma(x) + LogGamma(y) - LogGamma(x + y), 0.4, 5, "LogBetaOp", "PolygammaOp"),
        ["log_beta/large"] = Pairs(Tensor.LogBeta, (x, y) => LogGamma(x) + LogGamma(y) - LogGamma(x + y), 11, 13, "LogBetaOp") with { Tolerance = 1e-13 }, // the reference cancels
        ["safe_sqrt"] = Unary(Tensor.SafeSqrt, Math.Sqrt, 0.3, 4),
        ["sinc"] = Unary(Tensor.Sinc, Sinc, -3, 3, "SincOp"),
        ["sinc/near_zero"] = Unary(Tensor.Sinc, Sinc, -0.2, 0.2, "SincOp"),
        ["xlogy"] = Pairs(Tensor.XLogY, (x, y) => x * Math.Log(y), 0.3, 3),
        ["log1mexp"] = Unary(Tensor.Log1mexp, x => Math.Log(1 - Math.Exp(-x)), 0.7, 4),
        ["log1mexp/small"] = Unary(Tensor.Log1mexp, x => Math.Log(1 - Math.Exp(-x)), 0.1, 0.68) with { Tolerance = 1e-13 },
        ["logaddexp"] = Pairs(Tensor.LogAddExp, (x, y) => Math.Log(Math.Exp(x) + Math.Exp(y)), -3, 3, "LogAddExpOp"),
        ["hypot"] = Pairs(Tensor.Hypot, (x, y) => Math.Sqrt(x * x + y * y), 0.3, 3, "HypotOp"),
        ["hypot/negative"] = Pairs(Tensor.Hypot, (x, y) => Math.Sqrt(x * x + y * y), -3, -0.3, "HypotOp"),
        ["atan2"] = Pairs(Tensor.Atan2, (y, x) => 2 * Math.Atan(y / (Math.Sqrt(x * x + y * y) + x)), 0.3, 3, "Atan2Op", "HypotOp"),
        ["atan2/third_quadrant"] = Pairs(Tensor.Atan2, (y, x) => Math.Atan(y / x) - Math.PI, -3, -0.3, "Atan2Op"),
        ["fmod"] = new(
            x => Tensor.Fmod(x[0], x[1]), x => Nd.Zip(v => v[0] - v[1] * Math.Truncate(v[0] / v[1]), x), Quotients())
        { Covers = ["RemainderOp"] },
        ["remainder"] = new(
            x => Tensor.Remainder(x[0], x[1]), x => Nd.Zip(v => v[0] - v[1] * Math.Floor(v[0] / v[1]), x), Quotients())
        { Covers = ["RemainderOp"] },
        ["lerp"] = new(
            x => Tensor.Lerp(x[0], x[1], x[2]),
            x => Nd.Zip(v => (1 - v[2]) * v[0] + v[2] * v[1], x),
            [(int[])[2, 3], (int[])[2, 3], (int[])[2, 3]], [(int[])[3], (int[])[2, 1], (int[])[]], [(int[])[], (int[])[], (int[])[4]], [(int[])[0], (int[])[1], (int[])[]]),
        ["lerp/number"] = Pairs((x, y) => Tensor.Lerp(x, y, 0.3), (x, y) => 0.7 * x + 0.3 * y, -2, 2),
        ["lerp/number_past_half"] = Pairs((x, y) => Tensor.Lerp(x, y, 1.25), (x, y) => -0.25 * x + 1.25 * y, -2, 2),
        ["clamp/tensors_inside"] = Bounded(-0.9, 0.9, v => v[0]),
        ["clamp/tensors_above"] = Bounded(2.1, 3, v => v[2]),
        ["clamp/tensors_below"] = Bounded(-3, -2.1, v => v[1]),
        ["nan_to_num"] = Unary(x => Tensor.NanToNum(x), x => x, -3, 3),
        ["nan_to_num/replaced"] = new(
            x => Tensor.NanToNum(x[0], 5, 7),
            x => x[0].Map(v => double.IsNaN(v) ? 5 : v == double.PositiveInfinity ? 7 : v == double.NegativeInfinity ? double.MinValue : v),
            [new Operand([3], Fixed: [1, 2, 3])], [new Operand([2, 0])]),
        ["is_nan"] = Asks(Tensor.IsNaN, double.IsNaN),
        ["is_infinity"] = Asks(Tensor.IsInfinity, double.IsInfinity),
        ["is_finite"] = Asks(Tensor.IsFinite, double.IsFinite),
        ["logical_and"] = Logic(Tensor.LogicalAnd, (x, y) => x && y),
        ["logical_or"] = Logic(Tensor.LogicalOr, (x, y) => x || y),
        ["logical_xor"] = Logic(Tensor.LogicalXor, (x, y) => x != y),
        ["logical_not"] = new(x => Tensor.LogicalNot(x[0]), x => x[0].Map(v => 1 - v), [Operand.Mask([2, 2], 0, 1, 1, 0)], [Operand.Mask([], 1)]) { IsDiscrete = true, Covers = ["LogicOp"] },
    };

    // By the Taylor series, whose terms stay below e^(3π) here: what it cancels is far below the tolerance near 0, where it matters.
    private static double Sinc(double x) => Math.Abs(x) > 0.25 ? Math.Sin(Math.PI * x) / (Math.PI * x) : SincSeries(Math.PI * x * Math.PI * x);

    private static double SincSeries(double square)
    {
        double sum = 1;
        for (int k = 20; k >= 1; k--)
        {
            sum = 1 - (sum * square / (2 * k * (2 * k + 1)));
        }

        return sum;
    }

    // Maclaurin's series of the error function times its Gaussian, which has no alternating signs: DLMF 7.6.2.
    private static double Erf(double x)
    {
        double sum = 0;
        for (int n = 90; n >= 1; n--)
        {
            sum = (1 + sum) * 2 * x * x / (2 * n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * x * Math.Exp(-x * x) * (1 + sum);
    }

    private static double InverseErf(double y)
    {
        double x = y;
        for (int i = 0; i < 60; i++)
        {
            x -= (Erf(x) - y) * Math.Sqrt(Math.PI) / 2 * Math.Exp(x * x);
        }

        return x;
    }

    // Stirling's series far out and the recurrence back: DLMF 5.11.1 and 5.5.1.
    private static double LogGamma(double x)
    {
        double back = 0;
        double at = x;
        for (; at < 20; at++)
        {
            back += Math.Log(at);
        }

        double z = 1 / (at * at);
        return (at - 0.5) * Math.Log(at) - at + 0.5 * Math.Log(2 * Math.PI) + (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z * (1.0 / 1680 - z / 1188)))) / at - back;
    }

    // DLMF 5.15.8 and its sum, from as far out.
    private static double Polygamma(int order, double x)
    {
        double back = 0;
        double at = x;
        for (; at < 30; at++)
        {
            back += order == 0 ? -1 / at : order == 1 ? 1 / (at * at) : -2 / (at * at * at);
        }

        double z = 1 / (at * at);
        return back + order switch
        {
            0 => Math.Log(at) - 0.5 / at - z * (1.0 / 12 - z * (1.0 / 120 - z * (1.0 / 252 - z * (1.0 / 240 - z / 132)))),
            1 => 1 / at + 0.5 * z + z / at * (1.0 / 6 - z * (1.0 / 30 - z * (1.0 / 42 - z * (1.0 / 30 - z * 5 / 66)))),
            _ => -z - z / at - z * z * (0.5 - z * (1.0 / 6 - z * (1.0 / 6 - z * (3.0 / 10 - z * 5 / 6)))),
        };
    }

    // Far from the jumps, on both sides of 0.
    private static Operand[][] Quotients() =>
    [
        [new Operand([2, 3], 3.1, 3.9), new Operand([2, 3], 0.9, 1.0)],
        [new Operand([2, 3], -3.9, -3.1), new Operand([3], 0.95, 1.0)],
        [new Operand([3], 3.1, 3.9), new Operand([2, 1], -1.0, -0.95)],
        [new Operand([], -3.9, -3.1), new Operand([2], -1.0, -0.95)],
        [new Operand([0]), new Operand([1], 0.9, 1.0)],
    ];

    private static OpRow Bounded(double low, double high, Func<double[], double> reference) => new(
        x => Tensor.Clamp(x[0], x[1], x[2]),
        x => Nd.Zip(reference, x),
        [new Operand([2, 3], low, high), new Operand([2, 3], -2, -1), new Operand([2, 3], 1, 2)],
        [new Operand([2, 1], low, high), new Operand([3], -2, -1), new Operand([], 1, 2)],
        [new Operand([], low, high), new Operand([0], -2, -1), new Operand([1], 1, 2)]);

    private static OpRow Asks(Func<Tensor, Tensor> call, Predicate<double> reference) => new(
        x => call(x[0]),
        x => x[0].Map(v => reference(v) ? 1 : 0),
        [new Operand([5], Fixed: [0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300])], [new Operand([2, 0])], [new Operand([])])
    { IsDiscrete = true };
}
