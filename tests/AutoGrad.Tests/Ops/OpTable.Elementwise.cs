namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Elementwise() => new Dictionary<string, OpRow>
    {
        ["abs"] = Unary(Tensor.Abs, Math.Abs, 0.1, 3, "AbsOp", "SignOp"),
        ["abs/negative"] = Unary(Tensor.Abs, Math.Abs, -3, -0.1, "AbsOp"),
        ["cos"] = Unary(Tensor.Cos, Math.Cos, -4, 4, "CosOp"),
        ["exp"] = Unary(Tensor.Exp, Math.Exp, -3, 3, "ExpOp"),
        ["expm1"] = Unary(Tensor.Expm1, x => Math.Sinh(x / 2) * 2 * Math.Exp(x / 2), -3, 3, "Expm1Op"),
        ["log"] = Unary(Tensor.Log, Math.Log, 0.2, 5, "LogOp"),
        ["log1p"] = Unary(Tensor.Log1p, x => 2 * Math.Atanh(x / (2 + x)), -0.7, 3, "Log1pOp"),
        ["negate"] = Unary(Tensor.Negate, x => -x, -3, 3, "NegateOp"),
        ["negate/operator"] = Unary(x => -x, x => -x, -3, 3, "NegateOp"),
        ["relu"] = Unary(Tensor.Relu, x => x, 0.1, 3, "ReluOp"),
        ["relu/negative"] = Unary(Tensor.Relu, _ => 0, -3, -0.1, "ReluOp"),
        ["sigmoid"] = Unary(Tensor.Sigmoid, x => 0.5 + 0.5 * Math.Tanh(x / 2), -5, 5, "SigmoidOp"),
        ["sin"] = Unary(Tensor.Sin, Math.Sin, -4, 4, "SinOp"),
        ["sqrt"] = Unary(Tensor.Sqrt, Math.Sqrt, 0.2, 5, "SqrtOp"),
        ["square"] = Unary(Tensor.Square, x => x * x, -3, 3, "SquareOp"),
        ["tanh"] = Unary(Tensor.Tanh, Math.Tanh, -3, 3, "TanhOp"),
        ["clamp/inside"] = Unary(x => Tensor.Clamp(x, -1, 1), x => x, -0.9, 0.9, "ClampOp"),
        ["clamp/above"] = Unary(x => Tensor.Clamp(x, -1, 1), _ => 1, 1.1, 3, "ClampOp"),
        ["to/float64"] = Unary(x => x.To(DType.Float64), x => x, -3, 3),
        ["pow/number"] = Unary(x => Tensor.Pow(x, 2.5), x => Math.Pow(x, 2.5), 0.3, 3, "PowOp"),
        ["pow/whole"] = Unary(x => Tensor.Pow(x, 3), x => x * x * x, -3, 3, "PowOp"),
        ["pow/two"] = Unary(x => Tensor.Pow(x, 2), x => x * x, -3, 3, "SquareOp"),
        ["pow/of_number"] = Unary(x => Tensor.Pow(1.7, x), x => Math.Exp(x * Math.Log(1.7)), -3, 3, "PowOp"),
        ["maximum/number"] = Unary(x => Tensor.Maximum(x, 0.0), x => x, 0.1, 3, "MaximumOp"),
        ["minimum/number"] = Unary(x => Tensor.Minimum(x, 0.0), _ => 0, 0.1, 3, "MinimumOp"),
        ["where/functions"] = Unary(
            x => Tensor.Where(x > 0.0, Tensor.Sqrt, u => u * u, x), x => x > 0 ? Math.Sqrt(x) : x * x, 0.3, 3, "WhereOp", "SqrtOp", "GatherOp", "ArgExtremumOp"),
        ["where/functions_negative"] = Unary(
            x => Tensor.Where(x > 0.0, Tensor.Log, u => u * u, x), x => x * x, -3, -0.3, "WhereOp"),
        ["round"] = Jumps(Tensor.Round, x => Math.Round(x, MidpointRounding.ToEven), "RoundOp"),
        ["floor"] = Jumps(Tensor.Floor, Math.Floor, "FloorOp"),
        ["ceiling"] = Jumps(Tensor.Ceiling, Math.Ceiling, "CeilingOp"),
        ["truncate"] = Jumps(Tensor.Truncate, Math.Truncate, "TruncateOp"),
        ["sign"] = Jumps(Tensor.Sign, x => Math.Sign(x), "SignOp"),
    };

    private static IEnumerable<KeyValuePair<string, OpRow>> Binary() => new Dictionary<string, OpRow>
    {
        ["add"] = Pairs((x, y) => x + y, (x, y) => x + y, -2, 2, "AddOp"),
        ["add/static"] = Pairs(Tensor.Add, (x, y) => x + y, -2, 2, "AddOp"),
        ["subtract"] = Pairs((x, y) => x - y, (x, y) => x - y, -2, 2, "SubtractOp"),
        ["multiply"] = Pairs((x, y) => x * y, (x, y) => x * y, -2, 2, "MultiplyOp"),
        ["divide"] = Pairs((x, y) => x / y, (x, y) => x / y, 0.5, 3, "DivideOp"),
        ["pow"] = Pairs(Tensor.Pow, Math.Pow, 0.5, 2.5, "PowOp"),
        ["maximum"] = Pairs(Tensor.Maximum, Math.Max, -2, 2, "MaximumOp"),
        ["minimum"] = Pairs(Tensor.Minimum, Math.Min, -2, 2, "MinimumOp"),
        ["add/itself"] = Unary(x => x + x, x => x + x, -2, 2, "AddOp"),
        ["divide/itself"] = Unary(x => x / x, _ => 1, 0.5, 2, "DivideOp"),
        ["subtract/number"] = Unary(x => 3 - x, x => 3 - x, -2, 2, "SubtractOp"),
        ["divide/number"] = Unary(x => 3f / x, x => 3 / x, 0.5, 2, "DivideOp"),
        ["where"] = new(
            x => Tensor.Where(x[0], x[1], x[2]),
            x => Nd.Zip(v => v[0] != 0 ? v[1] : v[2], x),
            [Operand.Mask([2, 3], 1, 0, 0, 1, 1, 0), (int[])[2, 3], (int[])[2, 3]],
            [Operand.Mask([3], 1, 0, 0), (int[])[2, 3], (int[])[]],
            [Operand.Mask([2, 1], 1, 0), (int[])[3], (int[])[2, 3]],
            [Operand.Mask([], 1), (int[])[], (int[])[3]],
            [Operand.Mask([0], 1), (int[])[0], (int[])[1]])
        { Covers = ["WhereOp"] },
        ["where/number_right"] = new(
            x => Tensor.Where(x[0], x[1], 2.5), x => Nd.Zip(v => v[0] != 0 ? v[1] : 2.5, x),
            [Operand.Mask([3], 1, 0, 0), (int[])[2, 3]], [Operand.Mask([], 0), (int[])[2]]),
        ["where/number_left"] = new(
            x => Tensor.Where(x[0], -1.5, x[1]), x => Nd.Zip(v => v[0] != 0 ? -1.5 : v[1], x),
            [Operand.Mask([3], 1, 0, 0), (int[])[2, 3]], [Operand.Mask([2, 1, 1], 0, 1), (int[])[3]]),
    };

    private static IEnumerable<KeyValuePair<string, OpRow>> Comparisons() => new Dictionary<string, OpRow>
    {
        ["greater"] = Compares((x, y) => x > y, (x, y) => x > y),
        ["greater_or_equal"] = Compares((x, y) => x >= y, (x, y) => x >= y),
        ["less"] = Compares((x, y) => x < y, (x, y) => x < y),
        ["less_or_equal"] = Compares((x, y) => x <= y, (x, y) => x <= y),
        ["equal"] = Compares(Tensor.Equal, (x, y) => x == y),
        ["not_equal"] = Compares(Tensor.NotEqual, (x, y) => x != y),
        ["greater/number"] = Jumps(x => x > 0.5, x => x > 0.5 ? 1 : 0, "CompareOp"),
        ["less/number_left"] = Jumps(x => 0.5 < x, x => x > 0.5 ? 1 : 0, "CompareOp"),
        ["and"] = Logic((x, y) => x & y, (x, y) => x && y),
        ["or"] = Logic((x, y) => x | y, (x, y) => x || y),
        ["xor"] = Logic((x, y) => x ^ y, (x, y) => x != y),
        ["not"] = new(x => !x[0], x => x[0].Map(v => 1 - v), [Operand.Mask([2, 2], 0, 1, 1, 0)], [Operand.Mask([], 1)]) { IsDiscrete = true, Covers = ["LogicOp"] },
        ["stop_gradient"] = Jumps(Transform.StopGradient, x => x),
    };

    // Kernels of this family are held to 2 ulp by tests of their own; here 1e-14 leaves room for the reference's error too.
    private static OpRow Unary(Func<Tensor, Tensor> call, Func<double, double> reference, double low, double high, params string[] covers) => new(
        x => call(x[0]),
        x => x[0].Map(reference),
        [new Operand([2, 3], low, high)], [new Operand([], low, high)], [new Operand([1], low, high)], [new Operand([19], low, high)], [new Operand([2, 0], low, high)])
    { Covers = covers };

    private static OpRow Jumps(Func<Tensor, Tensor> call, Func<double, double> reference, params string[] covers) =>
        Unary(call, reference, -3, 3, covers) with { IsDiscrete = true };

    private static OpRow Pairs(Func<Tensor, Tensor, Tensor> call, Func<double, double, double> reference, double low, double high, params string[] covers) => new(
        x => call(x[0], x[1]), x => Nd.Zip(v => reference(v[0], v[1]), x), Both(low, high))
    { Covers = covers };

    private static OpRow Compares(Func<Tensor, Tensor, Tensor> call, Func<double, double, bool> reference) => new(
        x => call(x[0], x[1]),
        x => Nd.Zip(v => reference(v[0], v[1]) ? 1 : 0, x),
        [.. Both(-2, 2), [new Operand([4], Fixed: [1, 2, 3, 4]), new Operand([4], Fixed: [1, 3, 3, double.NaN])]])
    { IsDiscrete = true, Covers = ["CompareOp"] };

    private static OpRow Logic(Func<Tensor, Tensor, Tensor> call, Func<bool, bool, bool> reference) => new(
        x => call(x[0], x[1]),
        x => Nd.Zip(v => reference(v[0] != 0, v[1] != 0) ? 1 : 0, x),
        [Operand.Mask([4], 0, 0, 1, 1), Operand.Mask([4], 0, 1, 0, 1)], [Operand.Mask([2, 1], 0, 1), Operand.Mask([3], 0, 1, 1)], [Operand.Mask([0], 1), Operand.Mask([], 0)])
    { IsDiscrete = true, Covers = ["LogicOp"] };

    private static Operand[][] Both(double low, double high)
    {
        int[][][] shapes =
        [
            [[2, 3], [2, 3]], [[2, 3], [3]], [[3], [2, 3]], [[2, 1], [1, 3]], [[2, 3], []], [[], [2, 3]], [[4, 1, 3], [2, 1]], [[1], [1, 1]],
            [[0], [1]], [[2, 0], [2, 1]], [[], []], [[17], [17]],
        ];
        return [.. shapes.Select(pair => (Operand[])[.. pair.Select(shape => new Operand(shape, low, high))])];
    }
}
