namespace AutoGrad.Nn.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> LossesOfVectors() => new Dictionary<string, OpRow>
    {
        ["kullback_leibler"] = OfPositive((x, y) => Losses.KullbackLeibler(x, y, Reduction.None), (t, p) => t * Math.Log(t / p)),
        ["generalized_kullback_leibler"] = OfPositive(
            (x, y) => Losses.GeneralizedKullbackLeibler(x, y, Reduction.None), (t, p) => t * Math.Log(t / p) - t + p),
        ["kullback_leibler_of_log_prediction"] = OfPositive(
            (x, y) => Losses.KullbackLeiblerOfLogPrediction(x, y, Reduction.None), (t, z) => t * (Math.Log(t) - z)),
        ["kullback_leibler_of_logs"] = OfPositive(
            (x, y) => Losses.KullbackLeiblerOfLogs(x, y, Reduction.None), (y, z) => Math.Exp(y) * (y - z)),
        ["ranking_softmax"] = new(
            x => Losses.RankingSoftmax(x[0], x[1], Reduction.None),
            x => OverRows((z, r) => -r.Zip(LogSoftmaxOf(z), (a, b) => a * b).Sum(), x[0], x[1]),
            [(int[])[2, 3], new Operand([2, 3], 0.1, 2)], [(int[])[3], new Operand([3], 0.1, 2)], [(int[])[0, 2], new Operand([0, 2], 0.1, 2)]),
        ["ranking_softmax/masked"] = new(
            x => Losses.RankingSoftmax(x[0], x[1], Reduction.None, x[2]),
            x => OverRows(
                (z, r, m) => -r.Select((a, k) => m[k] * a * (z[k] - Math.Log(z.Select((v, j) => m[j] * Math.Exp(v)).Sum()))).Sum(), x[0], x[1], x[2]),
            [(int[])[2, 3], new Operand([2, 3], 0.1, 2), Operand.Mask([2, 3], 1, 1, 0, 1, 0)],
            [(int[])[3], new Operand([3], 0.1, 2), Operand.Mask([3], 1, 0, 1)]),
        ["fenchel_young"] = new(
            x => Losses.FenchelYoung(z => z.LogSumExp(axis: -1), x[0], x[1], Reduction.None),
            x => OverRows((z, t) => Math.Log(z.Sum(Math.Exp)) - z.Zip(t, (a, b) => a * b).Sum(), x[0], x[1]),
            [(int[])[2, 3], (int[])[2, 3]], [(int[])[3], (int[])[3]], [(int[])[0, 2], (int[])[0, 2]], [(int[])[2, 1, 1], (int[])[2, 1, 1]]),
        ["cosine_similarity"] = OfPairs((x, y) => Losses.CosineSimilarity(x, y), CosineOf),
        ["cosine_distance"] = OfPairs((x, y) => Losses.CosineDistance(x, y, Reduction.None), (x, y) => 1 - CosineOf(x, y)),
        ["cosine_embedding"] = OfLabelledPairs(
            (x, y, t) => Losses.CosineEmbedding(x, y, t, Reduction.None, margin: 0.1), (x, y, t) => t > 0 ? 1 - CosineOf(x, y) : Math.Max(0, CosineOf(x, y) - 0.1)),
        ["contrastive"] = OfLabelledPairs(
            (x, y, t) => Losses.Contrastive(x, y, t, Reduction.None, margin: 3),
            (x, y, t) => 0.5 * Math.Pow(t > 0 ? NormOf(x, y, 0, 2) : Math.Max(0, 3 - NormOf(x, y, 0, 2)), 2)),
        ["triplet_margin"] = OfTriplets(
            x => Losses.TripletMargin(x[0], x[1], x[2], Reduction.None),
            (a, p, n) => Math.Max(0, NormOf(a, p, 1e-6, 2) - NormOf(a, n, 1e-6, 2) + 1)),
        ["triplet_margin/swapped"] = OfTriplets(
            x => Losses.TripletMargin(x[0], x[1], x[2], Reduction.None, margin: 2, p: 3, epsilon: 0, swap: true),
            (a, p, n) => Math.Max(0, NormOf(a, p, 0, 3) - Math.Min(NormOf(a, n, 0, 3), NormOf(p, n, 0, 3)) + 2)),
        ["multilabel_margin"] = new(
            x => Losses.MultilabelMargin(x[0], x[1], Reduction.None),
            x => OverRows(
                (z, t) => z.Where((_, i) => t[i] > 0).Sum(right => z.Where((_, j) => t[j] == 0).Sum(other => Math.Max(0, 1 - right + other))) / z.Length, x[0], x[1]),
            [(int[])[2, 4], Operand.Mask([2, 4], 1, 0, 0, 1, 0)], [(int[])[3], Operand.Mask([3], 1, 0, 1)], [(int[])[0, 2], Operand.Mask([0, 2], 1)], [(int[])[1], Operand.Mask([1], 1)]),
        ["nt_xent"] = new(
            x => Losses.NtXent(x[0], x[1], Reduction.None, temperature: 0.7),
            x => NtXentOf(x[0], x[1], 0.7),
            [(int[])[3, 4], (int[])[3, 4]], [(int[])[1, 2], (int[])[1, 2]], [(int[])[0, 2], (int[])[0, 2]]),
        ["circle"] = new(
            x => Losses.Circle(x[0], x[1], Reduction.None, margin: 0.3, gamma: 4),
            x => CircleOf(x[0], x[1].Data, 0.3, 4),
            [(int[])[5, 3], Operand.Places([5], 4, 7, 4, 7, 4)], [(int[])[3, 2], Operand.Places([3], 1, 1, 1)], [(int[])[0, 2], Operand.Places([0], 1)]),
        ["dice"] = OfSets((x, y) => Losses.Dice(x, y, Reduction.None), (p, t) => 1 - (2 * p.Zip(t, (a, b) => a * b).Sum() + 1e-7) / (p.Sum() + t.Sum() + 1e-7)),
        ["tversky"] = OfSets(
            (x, y) => Losses.Tversky(x, y, Reduction.None, alpha: 0.3, beta: 0.9),
            (p, t) => 1 - (p.Zip(t, (a, b) => a * b).Sum() + 1e-7)
                / (p.Zip(t, (a, b) => a * b + 0.3 * a * (1 - b) + 0.9 * (1 - a) * b).Sum() + 1e-7)),
    };

    private static double CosineOf(double[] x, double[] y) =>
        x.Zip(y, (a, b) => a * b).Sum() / Math.Sqrt(x.Sum(a => a * a) * y.Sum(b => b * b));

    private static double NormOf(double[] x, double[] y, double offset, double p) =>
        Math.Pow(x.Zip(y, (a, b) => Math.Pow(Math.Abs(a - b + offset), p)).Sum(), 1 / p);

    private static double[] RowOf(Nd x, int row) => [.. Enumerable.Range(0, x.Shape[1]).Select(k => x[row, k])];

    private static Nd NtXentOf(Nd x, Nd y, double temperature)
    {
        int n = x.Shape[0];
        double[][] all = [.. Enumerable.Range(0, n).Select(i => RowOf(x, i)), .. Enumerable.Range(0, n).Select(i => RowOf(y, i))];
        double Weight(int i, int j) => Math.Exp(CosineOf(all[i], all[j]) / temperature);
        return Nd.Make([2 * n], at => -Math.Log(
            Weight(at[0], (at[0] + n) % (2 * n)) / Enumerable.Range(0, 2 * n).Where(j => j != at[0]).Sum(j => Weight(at[0], j))));
    }

    private static Nd CircleOf(Nd x, double[] labels, double m, double gamma) => Nd.Make([labels.Length], at =>
    {
        double S(int j) => CosineOf(RowOf(x, at[0]), RowOf(x, j));
        IEnumerable<int> others = Enumerable.Range(0, labels.Length).Where(j => j != at[0]).ToArray();
        double unlike = others.Where(j => labels[j] != labels[at[0]]).Sum(j => Math.Exp(gamma * Math.Max(0, S(j) + m) * (S(j) - m)));
        double alike = others.Where(j => labels[j] == labels[at[0]]).Sum(j => Math.Exp(-gamma * Math.Max(0, 1 + m - S(j)) * (S(j) - 1 + m)));
        return Math.Log(1 + unlike * alike);
    });

    // A function of the rows of the last axis.
    private static Nd OverRows(Func<double[][], double> f, params Nd[] operands)
    {
        int k = operands[0].Shape[^1];
        return Nd.Make(operands[0].Shape[..^1], at => f([.. operands.Select(x => Enumerable.Range(0, k).Select(i => x[[.. at, i]]).ToArray())]));
    }

    private static Nd OverRows(Func<double[], double[], double> f, Nd x, Nd y) => OverRows(rows => f(rows[0], rows[1]), x, y);

    private static Nd OverRows(Func<double[], double[], double[], double> f, Nd x, Nd y, Nd z) => OverRows(rows => f(rows[0], rows[1], rows[2]), x, y, z);

    private static OpRow OfPositive(Func<Tensor, Tensor, Tensor> call, Func<double, double, double> term) => new(
        x => call(x[0], x[1]),
        x => OverRows((t, p) => t.Zip(p, term).Sum(), x[0], x[1]),
        [.. ((int[][])[[2, 3], [3], [0, 2], [2, 1, 1], [2, 0]]).Select(shape => (Operand[])[new Operand(shape, 0.1, 0.6), new Operand(shape, 0.1, 0.6)])]);

    private static OpRow OfPairs(Func<Tensor, Tensor, Tensor> call, Func<double[], double[], double> reference) => new(
        x => call(x[0], x[1]),
        x => OverRows(reference, x[0], x[1]),
        [(int[])[2, 3], (int[])[2, 3]], [(int[])[3], (int[])[3]], [(int[])[0, 2], (int[])[0, 2]], [(int[])[2, 1, 4], (int[])[2, 1, 4]]);

    private static OpRow OfLabelledPairs(Func<Tensor, Tensor, Tensor, Tensor> call, Func<double[], double[], double, double> reference) => new(
        x => call(x[0], x[1], Signs(x[2], x[0])),
        x => Nd.Make(x[2].Shape, at => reference(LastAxis(x[0], at), LastAxis(x[1], at), 2 * x[2][at] - 1)),
        [(int[])[4, 3], (int[])[4, 3], Operand.Mask([4], 1, 0, 0)], [(int[])[3], (int[])[3], Operand.Mask([], 0)], [(int[])[0, 2], (int[])[0, 2], Operand.Mask([0], 1)]);

    private static OpRow OfTriplets(Func<Tensor[], Tensor> call, Func<double[], double[], double[], double> reference) => new(
        call,
        x => OverRows(reference, x[0], x[1], x[2]),
        [.. ((int[][])[[4, 3], [3], [0, 2], [2, 1, 4]]).Select(shape => (Operand[])[shape, shape, shape])]);

    private static OpRow OfSets(Func<Tensor, Tensor, Tensor> call, Func<double[], double[], double> reference) => new(
        x => call(x[0], x[1]),
        x => Nd.Make([x[0].Shape[0]], at => reference(Example(x[0], at[0]), Example(x[1], at[0]))),
        [.. ((int[][])[[2, 3], [3], [0, 2], [2, 2, 2]]).Select(shape => (Operand[])[new Operand(shape, 0.1, 0.9), new Operand(shape, 0.1, 0.9)])]);

    private static double[] LastAxis(Nd x, int[] at) => [.. Enumerable.Range(0, x.Shape[^1]).Select(k => x[[.. at, k]])];

    private static double[] Example(Nd x, int row)
    {
        int size = x.Data.Length / x.Shape[0];
        return x.Data[(row * size)..((row + 1) * size)];
    }
}
