namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Reductions() => new Dictionary<string, OpRow>
    {
        ["sum"] = Folds(x => x.Sum(), [], false, Enumerable.Sum) with { Covers = ["SumOp", "BroadcastToOp"] },
        ["sum/axis"] = Folds(x => x.Sum(axis: 1), [1], false, Enumerable.Sum),
        ["sum/last_kept"] = Folds(x => x.Sum(axis: -1, keepDims: true), [-1], true, Enumerable.Sum),
        ["sum/apart"] = Folds(x => x.Sum([0, 2]), [0, 2], false, Enumerable.Sum),
        ["sum/all_kept"] = Folds(x => x.Sum([], keepDims: true), [], true, Enumerable.Sum),
        ["mean"] = Folds(x => x.Mean(), [], false, v => v.Average()),
        ["mean/axes"] = Folds(x => x.Mean([-1, 0]), [-1, 0], false, v => v.Average()),
        ["mean/axis_kept"] = Folds(x => x.Mean(1, keepDims: true), [1], true, v => v.Average()),
        ["max"] = Folds(x => x.Max(), [], false, Enumerable.Max) with { Covers = ["ExtremumOp"] },
        ["max/axis"] = Folds(x => x.Max(axis: -2), [-2], false, Enumerable.Max),
        ["max/apart_kept"] = Folds(x => x.Max([0, 2], keepDims: true), [0, 2], true, Enumerable.Max),
        ["min"] = Folds(x => x.Min(), [], false, Enumerable.Min) with { Covers = ["ExtremumOp"] },
        ["min/axes"] = Folds(x => x.Min([0, -1]), [0, -1], false, Enumerable.Min),
        ["log_sum_exp"] = Folds(x => x.LogSumExp(), [], false, LogSum) with { Covers = ["LogSumExpOp"] },
        ["log_sum_exp/axis"] = Folds(x => x.LogSumExp(axis: 1), [1], false, LogSum),
        ["log_sum_exp/kept"] = Folds(x => x.LogSumExp(-1, keepDims: true), [-1], true, LogSum),
        ["softmax"] = Whole(x => x.Softmax(), x => x.Slices(-1, Distribution)) with { Covers = ["SoftmaxOp"] },
        ["softmax/axis"] = Whole(x => x.Softmax(axis: 0), x => x.Slices(0, Distribution)),
        ["log_softmax"] = Whole(x => x.LogSoftmax(), x => x.Slices(-1, v => [.. Distribution(v).Select(p => Math.Log(p))])) with { Covers = ["LogSoftmaxOp"] },
        ["log_softmax/axis"] = Whole(x => x.LogSoftmax(axis: 1), x => x.Slices(1, v => [.. Distribution(v).Select(p => Math.Log(p))])),
        ["argmax"] = Folds(x => x.ArgMax(axis: 1), [1], false, v => Array.IndexOf(v, v.Max())) with { IsDiscrete = true, Covers = ["ArgExtremumOp"] },
        ["argmin"] = Folds(x => x.ArgMin(axis: -1), [-1], false, v => Array.IndexOf(v, v.Min())) with { IsDiscrete = true, Covers = ["ArgExtremumOp"] },
    };

    private static OpRow Folds(Func<Tensor, Tensor> call, int[] axes, bool keepDims, Func<double[], double> fold) =>
        Whole(call, x => x.Reduce(axes, keepDims, fold));

    // Sums of up to 60 numbers around 1: some ten roundings.
    private static OpRow Whole(Func<Tensor, Tensor> call, Func<Nd, Nd> reference) => new(
        x => call(x[0]), x => reference(x[0]), [(int[])[2, 3, 4]], [(int[])[3, 1, 5]], [(int[])[1, 1, 1]], [(int[])[5, 4, 3]])
    { Tolerance = 1e-13 };

    private static double LogSum(double[] v) => v.Max() + Math.Log(v.Sum(x => Math.Exp(x - v.Max())));

    private static double[] Distribution(double[] v) => [.. v.Select(x => Math.Exp(x) / v.Sum(Math.Exp))];
}
