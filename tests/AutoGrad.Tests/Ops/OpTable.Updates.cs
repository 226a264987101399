namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Updating() => new Dictionary<string, OpRow>
    {
        ["gather_nd"] = new(
            x => x[0].GatherNd(x[1]), x => Nd.Make([.. x[1].Shape[..^1], .. x[0].Shape[x[1].Shape[^1]..]], at => x[0][[.. Named(x[0], x[1], at), .. at[(x[1].Rank - 1)..]]]),
            [(int[])[2, 3, 2], Operand.Places([3, 2], 1, 0, -1, 1, 0, -2)], [(int[])[2, 3], Operand.Places([2, 2, 1], 1, 0, 1, -1)], [(int[])[2, 2], Operand.Places([2], 1, 0)], [(int[])[2], Operand.Places([0, 1], 0)])
        { Covers = ["GatherOp", "PlacesOp"] },
        ["scatter_nd"] = Scatters(Update.Set) with { Covers = ["SetPlacesOp", "PlacesOp"] },
        ["scatter_nd/add"] = Scatters(Update.Add),
        ["scatter_nd/multiply"] = Scatters(Update.Multiply),
        ["scatter_nd/min"] = Scatters(Update.Min) with { Covers = ["ExtremePlacesOp"] },
        ["scatter_nd/max"] = Scatters(Update.Max) with { Covers = ["ExtremePlacesOp"] },
        ["put_along_axis"] = Puts(Update.Set, 1),
        ["put_along_axis/add"] = Puts(Update.Add, 1),
        ["put_along_axis/multiply"] = Puts(Update.Multiply, 1),
        ["put_along_axis/max"] = Puts(Update.Max, 1),
        ["put_along_axis/first"] = Puts(Update.Min, 0),
        ["with"] = new(
            x => x[0].With(1, x[1]), x => Nd.Make(x[0].Shape, at => at[0] != 1 ? x[0][at] : x[1].Rank == 0 ? x[1].Data[0] : x[1][at[1..]]),
            [(int[])[3, 2], (int[])[2]], [(int[])[2, 3], (int[])[]], [(int[])[2], (int[])[]]),
        ["with/ranges"] = new(
            x => x[0].With([1.., ^1], x[1], Update.Multiply), x => Nd.Make(x[0].Shape, at => at[0] < 1 || at[1] < x[0].Shape[1] - 1 ? x[0][at] : x[0][at] * x[1][at[0] - 1]),
            [(int[])[3, 2], (int[])[2]], [(int[])[1, 2], (int[])[0]]),
        ["with/tensor"] = new(
            x => x[0].With(x[1], x[2], Update.Add),
            x => Nd.Make(x[0].Shape, at => x[0][at] + Enumerable.Range(0, x[1].Shape[0]).Where(i => At(x[1][i], x[0].Shape[0]) == at[0]).Sum(i => x[2][[i, .. at[1..]]])),
            [(int[])[3, 2], Operand.Places([4], 2, 0, -1, 2), (int[])[4, 2]]),
        ["segment_sum"] = new(
            x => x[0].SegmentSum(x[1], 4), x => Scattered(x[0], x[1], 4), [(int[])[5, 2], Operand.Places([5], 2, 0, -1, 2, 2)], [(int[])[0], Operand.Places([0], 1)]),
        ["segment_max"] = new(
            x => x[0].SegmentMax(x[1], 3),
            x => Nd.Make([3, .. x[0].Shape[1..]], at => Enumerable.Range(0, x[1].Shape[0]).Where(i => At(x[1][i], 3) == at[0]).Select(i => x[0][[i, .. at[1..]]]).Max()),
            [(int[])[5, 2], Operand.Places([5], 2, 0, -1, 1, 2)], [(int[])[3], Operand.Places([3], 2, 0, 1)]),
    };

    // Places that meet twice, three times, and not at all.
    private static OpRow Scatters(Update update) => new(
        x => x[0].ScatterNd(x[1], x[2], update),
        x => Updated(x[0], [.. Enumerable.Range(0, x[2].Data.Length).Select(i => ScatterPlace(x, i))], x[2].Data, update),
        [(int[])[4, 2], Operand.Places([6, 1], 2, 0, -2, 2, 1, 0), (int[])[6, 2]],
        [(int[])[2, 3], Operand.Places([2, 2, 2], 1, 0, -1, 1, 0), (int[])[2, 2]],
        [(int[])[3], Operand.Places([1], 2, 0), (int[])[]],
        [(int[])[2, 2], Operand.Places([0, 1], 1), (int[])[0, 2]]);

    private static OpRow Puts(Update update, int axis) => new(
        x => x[0].PutAlongAxis(x[1], x[2], axis, update),
        x => Updated(x[0], PutPlaces(x[0], x[1], axis), x[2].Data, update),
        [(int[])[3, 4], Operand.Places([2, 3], 2, 0, -1, 2, 1, 0), (int[])[2, 3]],
        [(int[])[4, 3], Operand.Places([3, 3], 1, -1, 1), (int[])[3, 3]],
        [(int[])[3, 3, 2], Operand.Places([2, 2, 1], 1, 0, 0, 2), (int[])[2, 2, 1]]);

    private static int ScatterPlace(Nd[] x, int i)
    {
        (Nd array, Nd places) = (x[0], x[1]);
        int named = places.Shape[^1];
        int inner = array.Shape[named..].Aggregate(1, (a, b) => a * b);
        int flat = 0;
        for (int axis = 0; axis < named; axis++)
        {
            flat = flat * array.Shape[axis] + At(places.Data[i / inner * named + axis], array.Shape[axis]);
        }

        return flat * inner + i % inner;
    }

    private static int[] PutPlaces(Nd x, Nd indices, int axis)
    {
        var places = new List<int>();
        Nd.Make(indices.Shape, at =>
        {
            int[] place = [.. at];
            place[axis] = At(indices[at], x.Shape[axis]);
            places.Add(place.Zip(x.Shape).Aggregate(0, (flat, pair) => flat * pair.Second + pair.First));
            return 0;
        });
        return [.. places];
    }

    private static Nd Updated(Nd x, int[] places, double[] values, Update update)
    {
        double[] y = [.. x.Data];
        for (int i = 0; i < places.Length; i++)
        {
            ref double there = ref y[places[i]];
            there = update switch
            {
                Update.Set => values[i],
                Update.Add => there + values[i],
                Update.Multiply => there * values[i],
                Update.Min => Math.Min(there, values[i]),
                _ => Math.Max(there, values[i]),
            };
        }

        return new Nd(x.Shape, y);
    }

    private static int[] Named(Nd x, Nd indices, int[] at) =>
        [.. Enumerable.Range(0, indices.Shape[^1]).Select(i => At(indices[[.. at[..(indices.Rank - 1)], i]], x.Shape[i]))];
}
