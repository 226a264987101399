namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Sorting() => new Dictionary<string, OpRow>
    {
        ["arg_sort"] = Runs(x => x.ArgSort(), -1, v => Order(v, 1)) with { IsDiscrete = true, Covers = ["ArgSortOp"] },
        ["arg_sort/falling"] = Runs(x => x.ArgSort(axis: 1, descending: true), 1, v => Order(v, -1)) with { IsDiscrete = true },
        ["sort"] = Runs(x => x.Sort(), -1, v => [.. v.Order()]) with { Covers = ["TakeAlongAxisOp"] },
        ["sort/falling"] = Runs(x => x.Sort(axis: 0, descending: true), 0, v => [.. v.OrderDescending()]),
        ["top_k"] = new(x => x[0].TopK(2).Values, x => Firsts(x[0], v => v.OrderDescending()), [(int[])[2, 3]], [(int[])[2]], [(int[])[0, 2]]),
        ["top_k/least"] = new(x => x[0].TopK(2, largest: false).Values, x => Firsts(x[0], v => v.Order()), [(int[])[2, 3]], [(int[])[3, 1, 4]]),
        ["top_k/indices"] = new(x => x[0].TopK(2).Indices, x => Firsts(x[0], v => Order(v, -1)), [(int[])[2, 3]], [new Operand([2, 4], Fixed: [1, 1, 0])]) { IsDiscrete = true },
        ["quantile"] = Folds(x => x.Quantile(0.3), [], false, v => Ranked(v, 0.3)),
        ["quantile/axis"] = Folds(x => x.Quantile(0.75, axis: 1), [1], false, v => Ranked(v, 0.75)),
        ["quantile/last"] = Folds(x => x.Quantile(1, [0, 2], keepDims: true), [0, 2], true, Enumerable.Max),
        ["median"] = Folds(x => x.Median(), [], false, v => Ranked(v, 0.5)),
        ["median/axis_kept"] = Folds(x => x.Median(axis: -1, keepDims: true), [-1], true, v => Ranked(v, 0.5)),
        ["search_sorted"] = new(
            x => x[0].Sort().SearchSorted(x[1]), x => x[1].Map(v => x[0].Data.Count(u => u < v)), [(int[])[5], (int[])[2, 3]], [(int[])[0], (int[])[2]], [(int[])[1], (int[])[]], [(int[])[3], (int[])[0]])
        { IsDiscrete = true, Covers = ["SearchSortedOp"] },
        ["search_sorted/right"] = new(
            x => x[0].Sort().SearchSorted(x[1], right: true), x => x[1].Map(v => x[0].Data.Count(u => u <= v)), [new Operand([5], Fixed: [1, 3, 2, 2, 0]), new Operand([4], Fixed: [2, 4, 0, 1.5])])
        { IsDiscrete = true },
        ["unique"] = new(
            x => x[0].Unique(4, fill: -9), x => new Nd([4], [.. x[0].Data.Distinct().Order().Concat(Enumerable.Repeat(-9.0, 4)).Take(4)]),
            [(int[])[2, 2]], [(int[])[7]], [(int[])[0]], [(int[])[]]),
        ["masked_select"] = new(
            x => x[0].MaskedSelect(x[1], 3, fill: 7), x => Selected(x[0], x[1], 3, 7),
            [(int[])[2, 3], Operand.Mask([2, 3], 1, 0, 0, 1, 0)], [(int[])[5], Operand.Mask([5], 1)], [(int[])[2, 2], Operand.Mask([2], 0, 1)], [(int[])[0], Operand.Mask([0], 0)])
        { Covers = ["SetPlacesOp"] },
    };

    private static double[] Order(double[] v, int sign) => [.. Enumerable.Range(0, v.Length).OrderBy(i => sign * v[i]).Select(i => (double)i)];

    private static Nd Firsts(Nd x, Func<double[], IEnumerable<double>> order) =>
        Nd.Make([.. x.Shape[..^1], 2], at => order([.. Enumerable.Range(0, x.Shape[^1]).Select(i => x[[.. at[..^1], i]])]).ElementAt(at[^1]));

    private static double Ranked(double[] v, double q)
    {
        double[] sorted = [.. v.Order()];
        double place = q * (v.Length - 1);
        (double low, double high) = (sorted[(int)Math.Floor(place)], sorted[(int)Math.Ceiling(place)]);
        return low + (place - Math.Floor(place)) * (high - low);
    }

    private static Nd Selected(Nd x, Nd mask, int size, double fill)
    {
        Nd all = Nd.Zip(v => v[1], x, mask);
        return new Nd([size], [.. x.Data.Where((_, i) => all.Data[i] != 0).Concat(Enumerable.Repeat(fill, size)).Take(size)]);
    }
}
