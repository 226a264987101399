namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Special() => new Dictionary<string, OpRow>
    {
        ["reciprocal"] = Unary(Tensor.Reciprocal, x => 1 / x, 0.4, 3),
        ["rsqrt"] = Unary(Tensor.Rsqrt, x => 1 / Math.Sqrt(x), 0.3, 4, "RsqrtOp"),
        ["safe_sqrt"] = Unary(Tensor.SafeSqrt, Math.Sqrt, 0.3, 4),
        ["sinc"] = Unary(Tensor.Sinc, Sinc, -3, 3, "SincOp"),
        ["sinc/near_zero"] = Unary(Tensor.Sinc, Sinc, -0.2, 0.2, "SincOp"),
        ["xlogy"] = Pairs(Tensor.XLogY, (x, y) => x * Math.Log(y), 0.3, 3),
        ["logaddexp"] = Pairs(Tensor.LogAddExp, (x, y) => Math.Log(Math.Exp(x) + Math.Exp(y)), -3, 3, "LogAddExpOp"),
        ["hypot"] = Pairs(Tensor.Hypot, (x, y) => Math.Sqrt(x * x + y * y), 0.3, 3, "HypotOp"),
        ["hypot/negative"] = Pairs(Tensor.Hypot, (x, y) => Math.Sqrt(x * x + y * y), -3, -0.3, "HypotOp"),
        ["atan2"] = Pairs(Tensor.Atan2, (y, x) => 2 * Math.Atan(y / (Math.Sqrt(x * x + y * y) + x)), 0.3, 3, "Atan2Op", "HypotOp"),
        ["atan2/third_quadrant"] = Pairs(Tensor.Atan2, (y, x) => Math.Atan(y / x) - Math.PI, -3, -0.3, "Atan2Op"),
        ["fmod"] = new(
            x => Tensor.Fmod(x[0], x[1]), x => Nd.Zip(v => v[0] - v[1] * Math.Truncate(v[0] / v[1]), x), Quotients()) { Covers = ["RemainderOp"] },
        ["remainder"] = new(
            x => Tensor.Remainder(x[0], x[1]), x => Nd.Zip(v => v[0] - v[1] * Math.Floor(v[0] / v[1]), x), Quotients()) { Covers = ["RemainderOp"] },
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
