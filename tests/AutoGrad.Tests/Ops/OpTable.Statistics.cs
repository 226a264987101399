namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static Operand[][] SeveralCases => [[(int[])[2, 3, 4]], [(int[])[3, 2, 5]], [(int[])[4, 3, 2]]];

    private static IEnumerable<KeyValuePair<string, OpRow>> Statistics() => new Dictionary<string, OpRow>
    {
        ["prod"] = Folds(x => x.Prod(), [], false, Product),
        ["prod/axis"] = Folds(x => x.Prod(axis: 1), [1], false, Product),
        ["prod/last_kept"] = Folds(x => x.Prod(-1, keepDims: true), [-1], true, Product),
        ["prod/apart"] = Folds(x => x.Prod([0, 2]), [0, 2], false, Product),
        ["prod/zeros"] = new(
            x => x[0].Prod(0), x => x[0].Reduce([0], false, Product),
            [new Operand([4, 4], Fixed: [0, 1.5, -2, 0, 0.5, 3, 0, 1, -1.25, 0, 0.75, 2, -3, 0.5, 1, -0.25])], [new Operand([3], Fixed: [0, 0, 2])], [new Operand([3], Fixed: [0, 0, 0])]),
        ["prod/empty"] = new(x => x[0].Prod(axis: 0), x => x[0].Reduce([0], false, Product), [(int[])[0, 2]], [(int[])[2, 0]], [(int[])[0]]),
        ["prod/scalar"] = new(x => x[0].Prod(), x => x[0], [(int[])[]]),
        ["variance"] = Folds(x => x.Variance(), [], false, v => Spread(v, 0)),
        ["variance/axis"] = Folds(x => x.Variance(axis: 1), [1], false, v => Spread(v, 0)),
        ["variance/sample"] = Several(x => x.Variance(correction: 1), x => x.Reduce([], false, v => Spread(v, 1))),
        ["variance/sample_axes_kept"] = Several(x => x.Variance([0, -1], keepDims: true, correction: 1), x => x.Reduce([0, -1], true, v => Spread(v, 1))),
        ["standard_deviation"] = Folds(x => x.StandardDeviation(), [], false, v => Math.Sqrt(Spread(v, 0))),
        ["standard_deviation/sample_axis"] = Several(x => x.StandardDeviation(axis: 1, correction: 1), x => x.Reduce([1], false, v => Math.Sqrt(Spread(v, 1)))),
        ["standard_deviation/apart_kept"] = Several(x => x.StandardDeviation([0, 2], keepDims: true), x => x.Reduce([0, 2], true, v => Math.Sqrt(Spread(v, 0)))),
        ["norm"] = Folds(x => x.Norm(), [], false, v => Math.Sqrt(v.Sum(x => x * x))),
        ["norm/axis_kept"] = Folds(x => x.Norm(axis: -1, keepDims: true), [-1], true, v => Math.Sqrt(v.Sum(x => x * x))),
        ["norm/one"] = Folds(x => x.Norm([0, 2], p: 1), [0, 2], false, v => v.Sum(Math.Abs)),
        ["norm/infinity"] = Folds(x => x.Norm(axis: 1, p: double.PositiveInfinity), [1], false, v => v.Max(Math.Abs)),
        ["norm/three"] = Folds(x => x.Norm([0, -1], p: 3), [0, -1], false, v => Math.Cbrt(v.Sum(x => Math.Abs(x * x * x)))),
        ["norm/broken"] = Folds(x => x.Norm(axis: 0, keepDims: true, p: 2.5), [0], true, v => Math.Pow(v.Sum(x => Math.Pow(Math.Abs(x), 2.5)), 0.4)),
        ["norm/empty"] = new(x => x[0].Norm(axis: 0), x => x[0].Reduce([0], false, v => 0), [(int[])[0, 2]], [(int[])[2, 0]]),
        ["log_sum_exp/apart"] = Folds(x => x.LogSumExp([0, 2]), [0, 2], false, LogSum),
        ["log_sum_exp/all_kept"] = Folds(x => x.LogSumExp([], keepDims: true), [], true, LogSum),
        ["log_mean_exp"] = Folds(x => x.LogMeanExp(), [], false, v => LogSum(v) - Math.Log(v.Length)),
        ["log_mean_exp/axis_kept"] = Folds(x => x.LogMeanExp(axis: 1, keepDims: true), [1], true, v => LogSum(v) - Math.Log(v.Length)),
        ["log_mean_exp/apart"] = Folds(x => x.LogMeanExp([0, 2]), [0, 2], false, v => LogSum(v) - Math.Log(v.Length)),
        ["count_non_zero"] = Sparse(x => x.CountNonZero(), x => x.Reduce([], false, v => v.Count(x => x != 0))),
        ["count_non_zero/axes_kept"] = Sparse(x => x.CountNonZero([0, 2], keepDims: true), x => x.Reduce([0, 2], true, v => v.Count(x => x != 0))),
        ["all"] = Sparse(x => x.All(), x => x.Reduce([], false, v => v.All(x => x != 0) ? 1 : 0)),
        ["all/axis"] = Sparse(x => x.All(axis: 1), x => x.Reduce([1], false, v => v.All(x => x != 0) ? 1 : 0)),
        ["any"] = Sparse(x => x.Any(), x => x.Reduce([], false, v => v.Any(x => x != 0) ? 1 : 0)),
        ["any/axis_kept"] = Sparse(x => x.Any(axis: -1, keepDims: true), x => x.Reduce([-1], true, v => v.Any(x => x != 0) ? 1 : 0)),
        ["any/mask"] = new(x => x[0].Any(0), x => x[0].Reduce([0], false, v => v.Any(x => x != 0) ? 1 : 0), [Operand.Mask([3, 2], 0, 0, 1, 0, 0)], [Operand.Mask([0, 2], 0)]) { IsDiscrete = true },
        ["cum_sum"] = Runs(x => x.CumSum(axis: 1), 1, v => Running(v, 0, (a, b) => a + b)) with { Covers = ["CumSumOp"] },
        ["cum_sum/exclusive"] = Runs(x => x.CumSum(axis: 0, exclusive: true), 0, v => Shifted(Running(v, 0, (a, b) => a + b), 0)),
        ["cum_sum/reverse"] = Runs(x => x.CumSum(axis: -1, reverse: true), -1, v => Backwards(v, u => Running(u, 0, (a, b) => a + b))),
        ["cum_sum/exclusive_reverse"] = Runs(x => x.CumSum(axis: 1, exclusive: true, reverse: true), 1, v => Backwards(v, u => Shifted(Running(u, 0, (a, b) => a + b), 0))),
        ["cum_prod"] = Runs(x => x.CumProd(axis: 1), 1, v => Running(v, 1, (a, b) => a * b)),
        ["cum_prod/exclusive_reverse"] = Runs(x => x.CumProd(axis: -1, exclusive: true, reverse: true), -1, v => Backwards(v, u => Shifted(Running(u, 1, (a, b) => a * b), 1))),
        ["cum_prod/zeros"] = new(
            x => x[0].CumProd(axis: 0), x => x[0].Slices(0, v => Running(v, 1, (a, b) => a * b)),
            [new Operand([6], Fixed: [1.5, 0, -2, 3, 0, 0.5])], [new Operand([3], Fixed: [0, 0, 0])]),
        ["cum_log_sum_exp"] = Runs(x => x.CumLogSumExp(axis: 1), 1, v => [.. v.Select((_, i) => LogSum(v[..(i + 1)]))]),
        ["cum_log_sum_exp/reverse"] = Runs(x => x.CumLogSumExp(axis: 0, reverse: true), 0, v => [.. v.Select((_, i) => LogSum(v[i..]))]),
        ["cum_max"] = Runs(x => x.CumMax(axis: 1).Values, 1, v => [.. v.Select((_, i) => v[..(i + 1)].Max())]) with { Covers = ["CumArgExtremumOp", "TakeAlongAxisOp"] },
        ["cum_max/indices"] = Runs(x => x.CumMax(axis: 1).Indices, 1, v => [.. v.Select((_, i) => (double)Array.IndexOf(v, v[..(i + 1)].Max()))]) with { IsDiscrete = true },
        ["cum_max/reverse"] = Runs(x => x.CumMax(axis: 0, reverse: true).Values, 0, v => [.. v.Select((_, i) => v[i..].Max())]),
        ["cum_min"] = Runs(x => x.CumMin(axis: -1).Values, -1, v => [.. v.Select((_, i) => v[..(i + 1)].Min())]),
        ["cum_min/reverse_indices"] = Runs(x => x.CumMin(axis: -1, reverse: true).Indices, -1, v => [.. v.Select((_, i) => (double)Array.LastIndexOf(v, v[i..].Min()))]) with { IsDiscrete = true },
    };

    private static OpRow Several(Func<Tensor, Tensor> call, Func<Nd, Nd> reference) => new(x => call(x[0]), x => reference(x[0]), SeveralCases) { Tolerance = 1e-13 };

    private static OpRow Sparse(Func<Tensor, Tensor> call, Func<Nd, Nd> reference) => new(
        x => call(x[0]), x => reference(x[0]),
        [new Operand([2, 3, 2], Fixed: [0, 1, 0, 0, -2, 3, 0, 0.5, 1, 4, 0])], [new Operand([1, 1, 2], Fixed: [0, 0, 1])], [(int[])[2, 2, 2]], [(int[])[2, 0, 1]])
    { IsDiscrete = true };

    private static OpRow Runs(Func<Tensor, Tensor> call, int axis, Func<double[], double[]> slice) => new(
        x => call(x[0]), x => x[0].Slices(axis, slice), [(int[])[2, 5, 3]], [(int[])[3, 1, 4]], [(int[])[2, 0, 3]], [(int[])[1, 8, 1]])
    { Tolerance = 1e-13 };

    private static double Product(double[] v) => v.Aggregate(1.0, (a, b) => a * b);

    private static double Spread(double[] v, double correction) => v.Sum(x => (x - v.Average()) * (x - v.Average())) / (v.Length - correction);

    private static double[] Running(double[] v, double start, Func<double, double, double> f) => [.. v.Select((_, i) => v[..(i + 1)].Aggregate(start, f))];

    private static double[] Shifted(double[] v, double start) => [start, .. v[..^1]];

    private static double[] Backwards(double[] v, Func<double[], double[]> f) => [.. f([.. v.Reverse()]).Reverse()];
}
