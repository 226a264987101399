namespace AutoGrad.Nn.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Looking() => new Dictionary<string, OpRow>
    {
        ["embedding"] = new(
            x => Embedding.Apply(new Embedding(x[0]), x[1]),
            x => Nd.Make([.. x[1].Shape, x[0].Shape[1]], at => x[0][Entry(x, at[..^1]), at[^1]]),
            [(int[])[4, 3], Operand.Places([2, 3], 1, 3, 0, 1, -1, 2)], [(int[])[2, 1], Operand.Places([], 1)], [(int[])[2, 2], Operand.Places([0, 2])]),
        ["embedding/bag_sum"] = Bags(x => Embedding.Bag(new Embedding(x[0]), x[1], BagReduction.Sum), padding: null, terms => terms.Sum()),
        ["embedding/bag_weighted"] = new(
            x => Embedding.Bag(new Embedding(x[0], Padding: 3), x[1], BagReduction.Sum, x[2]),
            x => Nd.Make([2, 2], at => Enumerable.Range(0, 3).Sum(k => Entry(x, [at[0], k]) is var entry and not 3 ? x[2][at[0], k] * x[0][entry, at[1]] : 0)),
            [(int[])[4, 2], Operand.Places([2, 3], 1, 3, 0, 1, -1, 2), (int[])[2, 3]]),
        ["embedding/bag_mean"] = Bags(x => Embedding.Bag(new Embedding(x[0], Padding: -1), x[1]), padding: 3, terms => terms.Length == 0 ? 0 : terms.Average()),
        ["embedding/bag_max"] = Bags(x => Embedding.Bag(new Embedding(x[0], Padding: 3), x[1], BagReduction.Max), padding: 3, terms => terms.Length == 0 ? 0 : terms.Max()),
        ["embedding/ragged_sum"] = Ragged(BagReduction.Sum, terms => terms.Sum()),
        ["embedding/ragged_mean"] = Ragged(BagReduction.Mean, terms => terms.Length == 0 ? 0 : terms.Average()),
        ["embedding/ragged_max"] = Ragged(BagReduction.Max, terms => terms.Length == 0 ? 0 : terms.Max()),
        ["embedding/ragged_weighted"] = new(
            x => Embedding.RaggedBag(new Embedding(x[0]), x[1], x[2], BagReduction.Sum, x[3]),
            x => Nd.Make([2, 2], at => Enumerable.Range(at[0] * 2, 2).Sum(k => x[3][k] * x[0][Entry(x, [k]), at[1]])),
            [(int[])[3, 2], Operand.Places([4], 1, -1, 0, 1), Operand.Places([2], 0, 2), (int[])[4]]),
    };

    private static int Entry(Nd[] x, int[] at) => ((int)x[1][at] + x[0].Shape[0]) % x[0].Shape[0];

    private static OpRow Bags(Func<Tensor[], Tensor> call, int? padding, Func<double[], double> fold) => new(
        call,
        x => Nd.Make([.. x[1].Shape[..^1], x[0].Shape[1]], at => fold(
            [.. Enumerable.Range(0, x[1].Shape[^1]).Select(k => Entry(x, [.. at[..^1], k])).Where(entry => entry != padding).Select(entry => x[0][entry, at[^1]])])),
        [(int[])[4, 3], Operand.Places([2, 3], 1, 3, 0, 1, -1, 2)], [(int[])[4, 2], Operand.Places([2], 3, 3)], [(int[])[4, 1], Operand.Places([2, 0])], [(int[])[4, 2], Operand.Places([0, 2])]);

    // Bags [], [first two], [third], []; the padding 2 is in none.
    private static OpRow Ragged(BagReduction reduction, Func<double[], double> fold) => new(
        x => Embedding.RaggedBag(new Embedding(x[0], Padding: 2), x[1], Tensor.From([0, 0, 2, 3]), reduction),
        x => Nd.Make([4, x[0].Shape[1]], at => fold(
            [.. Enumerable.Range(0, 3).Where(k => (k < 2 ? 1 : 2) == at[0]).Select(k => Entry(x, [k])).Where(entry => entry != 2).Select(entry => x[0][entry, at[1]])])),
        [(int[])[3, 2], Operand.Places([3], 1, 0, 2)], [(int[])[3, 1], Operand.Places([3], 2, 2, -2)]);
}
