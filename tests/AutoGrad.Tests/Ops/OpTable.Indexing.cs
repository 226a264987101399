namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Indexing() => new Dictionary<string, OpRow>
    {
        ["gather"] = new(
            x => x[0].Gather(x[1]), x => Nd.Make([.. x[1].Shape, .. x[0].Shape[1..]], at => x[0][[At(x[1][at[..x[1].Rank]], x[0].Shape[0]), .. at[x[1].Rank..]]]),
            [(int[])[3, 2], Operand.Places([4], 2, 0, -1, 2)],
            [(int[])[3], Operand.Places([2, 2], 0, 1, -3, 2)],
            [(int[])[3, 1], Operand.Places([], 1)],
            [(int[])[3, 2], Operand.Places([0], 1)])
        { Covers = ["GatherOp", "ScatterAddOp", "OffsetIndicesOp"] },
        ["gather/axis"] = new(
            x => x[0].Gather(x[1], axis: -2),
            x => Nd.Make(
                [x[0].Shape[0], .. x[1].Shape, x[0].Shape[2]], at => x[0][at[0], At(x[1][at[1..^1]], x[0].Shape[1]), at[^1]]),
            [(int[])[2, 3, 2], Operand.Places([4], 2, 0, -1, 2)], [(int[])[1, 3, 1], Operand.Places([2, 2], 0, 1, 1, 2)], [(int[])[2, 2, 2], Operand.Places([], 1, 0)]),
        ["index/tensor"] = new(
            x => x[0][.., x[1]], x => Nd.Make([x[0].Shape[0], .. x[1].Shape], at => x[0][at[0], At(x[1][at[1..]], x[0].Shape[1])]),
            [(int[])[2, 3], Operand.Places([4], 2, 0, -1, 2)]),
        ["scatter_add"] = new(
            x => x[0].ScatterAdd(x[1], 4), x => Scattered(x[0], x[1], 4),
            [(int[])[5, 2], Operand.Places([5], 2, 0, -1, 2, 2)], [(int[])[2, 2], Operand.Places([2, 2], 0, 1, -4, 0)], [(int[])[], Operand.Places([], 1, 2)], [(int[])[0, 2], Operand.Places([0], 1)])
        { Covers = ["ScatterAddOp", "GatherOp"] },
        ["scatter_add/axis"] = new(
            x => x[0].ScatterAdd(x[1], 4, axis: 1),
            x => Nd.Make([x[0].Shape[0], 4, .. x[0].Shape[2..]], at => Enumerable.Range(0, x[1].Shape[0]).Where(i => At(x[1][i], 4) == at[1]).Sum(i => x[0][[at[0], i, .. at[2..]]])),
            [(int[])[2, 3, 2], Operand.Places([3], 3, 0, 3)], [(int[])[2, 3], Operand.Places([3], 3, 1, 0)]),
        ["take_along_axis"] = new(
            x => x[0].TakeAlongAxis(x[1], axis: 1), x => Nd.Make(x[1].Shape, at => x[0][[at[0], At(x[1][at], x[0].Shape[1]), .. at[2..]]]),
            [(int[])[2, 3], Operand.Places([2, 4], 2, 0, -1, 2, 1, 0)], [(int[])[2, 3, 2], Operand.Places([2, 1, 2], 2, 0, -1, 1)], [(int[])[2, 3], Operand.Places([2, 0], 1)])
        { Covers = ["TakeAlongAxisOp", "AddAlongAxisOp"] },
        ["take_along_axis/first"] = new(
            x => x[0].TakeAlongAxis(x[1], axis: 0), x => Nd.Make(x[1].Shape, at => x[0][[At(x[1][at], x[0].Shape[0]), .. at[1..]]]),
            [(int[])[3, 2], Operand.Places([4, 2], 2, 0, -1, 2, 1, 0)]),
        ["one_hot"] = new(
            x => Tensor.OneHot(x[0], 3, DType.Float64), x => Nd.Make([.. x[0].Shape, 3], at => x[0][at[..^1]] == at[^1] ? 1 : 0),
            [Operand.Places([4], 2, 0, 1, 2)], [Operand.Places([], 1)], [Operand.Places([0, 2], 1)])
        { IsDiscrete = true },
    };

    private static int At(double index, int extent) => index < 0 ? (int)index + extent : (int)index;

    private static Nd Scattered(Nd x, Nd places, int extent)
    {
        Nd y = Nd.Make([extent, .. x.Shape[places.Rank..]], _ => 0);
        int inner = y.Data.Length / extent;
        for (int i = 0; i < x.Data.Length; i++)
        {
            y.Data[At(places.Data[i / inner], extent) * inner + i % inner] += x.Data[i];
        }

        return y;
    }
}
