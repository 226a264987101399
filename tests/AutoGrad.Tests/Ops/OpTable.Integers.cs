namespace AutoGrad.Tests;

/// <summary>Operations on integers; the references are Python's rules, on doubles and on C#'s own integers.</summary>
public static partial class OpTable
{
    private static double[] Mixed => [7, -7, 3, -3, 0, 8, -9, 5];
    private static double[] Divisors => [3, 3, -3, -2, 5, -8, 1, -1];
    private static double[] Counts => [0, 1, 2, 3, 31, 4, 5, 32];

    private static Dictionary<string, OpRow> Integers => new()
    {
        ["floor_divide/integers"] = OnIntegers(Tensor.FloorDivide, (x, y) => Math.Floor(x / y), Divisors, "FloorDivideOp"),
        ["remainder/integers"] = OnIntegers(Tensor.Remainder, (x, y) => x - y * Math.Floor(x / y), Divisors, "IntegerRemainderOp"),
        ["fmod/integers"] = OnIntegers(Tensor.Fmod, (x, y) => (long)x % (long)y, Divisors, "IntegerRemainderOp"),
        ["pow/integers"] = OnIntegers(Tensor.Pow, Math.Pow, [0, 1, 2, 3, 4, 5, 6, 7], "IntegerPowOp"),
        ["bitwise_and"] = OnIntegers(Tensor.BitwiseAnd, (x, y) => (long)x & (long)y, Mixed, "BitwiseOp"),
        ["bitwise_or"] = OnIntegers((x, y) => x | y, (x, y) => (long)x | (long)y, Mixed, "BitwiseOp"),
        ["bitwise_xor"] = OnIntegers((x, y) => x ^ y, (x, y) => (long)x ^ (long)y, Mixed, "BitwiseOp"),
        ["bitwise_not"] = new(x => ~x[0], x => x[0].Map(v => -1 - v), Integer([2, 3], Mixed), Integer([], 5), Integer([0], 1)) { IsDiscrete = true },
        ["left_shift"] = OnIntegers(Tensor.LeftShift, (x, y) => y > 31 ? 0 : (int)x << (int)y, Counts, "ShiftOp"),
        ["right_shift"] = OnIntegers((x, y) => x >> y, (x, y) => Math.Floor(x / Math.Pow(2, y)), Counts, "ShiftOp"),
        ["matmul/integers"] = new(
            x => Tensor.MatMul(x[0], x[1]),
            x => WholeProduct(x[0], x[1]),
            [.. Integer([2, 3], Mixed), .. Integer([3, 2], Counts)],
            [.. Integer([2, 1, 2, 2], Mixed), .. Integer([3, 2, 1], Mixed)],
            [.. Integer([2, 2, 2], Mixed), .. Integer([2, 2], Counts)],
            [.. Integer([1, 0], 1), .. Integer([0, 2], 1)],
            [.. Integer([0, 2], 1), .. Integer([2, 1], 1)])
        { IsDiscrete = true, Covers = ["MatMulOp"] },
        ["relu/integers"] = new(x => Tensor.Relu(x[0]), x => x[0].Map(v => Math.Max(v, 0)), Integer([2, 4], Mixed), Integer([0], 1)) { IsDiscrete = true },
        ["floor_divide"] = Pairs(Tensor.FloorDivide, (x, y) => Math.Floor(x / y), -3, 3) with { IsDiscrete = true },
    };

    private static OpRow OnIntegers(Func<Tensor, Tensor, Tensor> call, Func<double, double, double> reference, double[] right, string covers) => new(
        x => call(x[0], x[1]),
        x => Nd.Zip(v => reference(v[0], v[1]), x),
        [.. Integer([8], Mixed), .. Integer([8], right)],
        [.. Integer([2, 1], 6, -5), .. Integer([3], right)],
        [.. Integer([], -6), .. Integer([2, 2], right)],
        [.. Integer([1], 9), .. Integer([], right)],
        [.. Integer([0, 2], 1), .. Integer([2], right)])
    { IsDiscrete = true, Covers = [covers] };

    // By the definition, over the joint stack of both.
    private static Nd WholeProduct(Nd x, Nd y)
    {
        int rank = Math.Max(x.Rank, y.Rank);
        int At(Nd operand, int axis) => axis < rank - operand.Rank ? 1 : operand.Shape[axis - rank + operand.Rank];
        int[] stack = [.. Enumerable.Range(0, rank - 2).Select(axis => Math.Max(At(x, axis), At(y, axis)))];
        int[] Within(Nd operand, int[] at) =>
            [.. Enumerable.Range(rank - operand.Rank, operand.Rank - 2).Select(axis => At(operand, axis) == 1 ? 0 : at[axis])];
        return Nd.Make(
            [.. stack, x.Shape[^2], y.Shape[^1]],
            at => Enumerable.Range(0, x.Shape[^1]).Sum(k => x[[.. Within(x, at), at[^2], k]] * y[[.. Within(y, at), k, at[^1]]]));
    }

    private static Operand[] Integer(int[] shape, params double[] numbers) => [Operand.Places(shape, numbers)];
}
