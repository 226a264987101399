namespace AutoGrad.Nn.Tests;

public static partial class OpTable
{
    private static readonly double[] s_bits = [1, 0, 1, 1, 0, 0, 0, 0, 1, 1, 1, 0];

    // The second query sees nothing.
    private static readonly Tensor s_hiding = Tensor.From(
        [3, 4], [0, double.NegativeInfinity, 0.5, -1, .. Enumerable.Repeat(double.NegativeInfinity, 4), double.NegativeInfinity, 0, 0, 0.25]);

    private static IEnumerable<KeyValuePair<string, OpRow>> Attending() => new Dictionary<string, OpRow>
    {
        ["scaled_dot_product"] = Attends(
            x => Attention.ScaledDotProduct(x[0], x[1], x[2]),
            (_, _, _) => 0,
            Heads([3, 2], [4, 2], 3), Heads([2, 1, 2], [2, 3, 2], 1), Heads([2, 2, 2], [3, 2], 2), Heads([1, 2, 2], [3, 2, 2], 1),
            Heads([1, 1], [1, 1], 1), Heads([0, 2], [3, 2], 1), Heads([2, 2], [0, 2], 2), Heads([2, 0], [3, 0], 2), Heads([2, 0, 1, 2], [2, 0, 2, 2], 1)),
        ["scaled_dot_product/grouped"] = Attends(
            x => Attention.ScaledDotProduct(x[0], x[1], x[2]),
            (_, _, _) => 0,
            Heads([4, 2, 2], [2, 3, 2], 2), Heads([2, 6, 1, 1], [2, 2, 3, 1], 1), Heads([4, 2, 1], [2, 2, 3, 1], 1), Heads([3, 2, 2], [1, 3, 2], 2)),
        ["scaled_dot_product/causal"] = Attends(
            x => Attention.ScaledDotProduct(x[0], x[1], x[2], causal: true),
            (i, j, _) => j <= i ? 0 : double.NegativeInfinity,
            Heads([3, 2], [4, 2], 1), Heads([4, 2], [2, 2], 1), Heads([4, 3, 1], [2, 2, 1], 2), Heads([2, 2], [0, 2], 2)),
        ["scaled_dot_product/causal_after_a_past"] = Attends(
            x => Attention.ScaledDotProduct(x[0], x[1], x[2], causal: true, offset: 2),
            (i, j, _) => j <= i + 2 ? 0 : double.NegativeInfinity,
            Heads([2, 2], [4, 2], 2)),
        ["scaled_dot_product/causal_before_the_first"] = Attends(
            x => Attention.ScaledDotProduct(x[0], x[1], x[2], causal: true, offset: -1),
            (i, j, _) => j <= i - 1 ? 0 : double.NegativeInfinity,
            Heads([3, 2], [3, 2], 2)),
        ["scaled_dot_product/mask"] = Attends(
            x => Attention.ScaledDotProduct(x[0], x[1], x[2], x[3]),
            (_, _, mask) => mask > 0 ? 0 : double.NegativeInfinity,
            [.. Heads([3, 2], [4, 2], 1), Operand.Mask([3, 4], s_bits)], [.. Heads([4, 3, 1], [2, 4, 1], 1), Operand.Mask([4], 0, 1, 1, 0)]),
        ["scaled_dot_product/added_mask"] = Attends(
            x => Attention.ScaledDotProduct(x[0], x[1], x[2], x[3], causal: true, offset: 1, scale: 0.7, softcap: 1.5),
            (i, j, mask) => j <= i + 1 ? mask : double.NegativeInfinity,
            0.7,
            1.5,
            [.. Heads([3, 2], [4, 2], 1), (int[])[3, 4]], [.. Heads([2, 2, 2], [2, 3, 2], 1), (int[])[2, 1, 3]]),
        ["scaled_dot_product/infinite_mask"] = Attends(
            x => Attention.ScaledDotProduct(x[0], x[1], x[2], s_hiding.To(x[0].DType)),
            (i, j, _) => s_hiding[i, j].ToScalar(),
            Heads([3, 2], [4, 2], 2), Heads([2, 3, 1], [2, 4, 1], 1)),
        ["scaled_dot_product/dropout_of_all"] = Attends(
            x => Attention.ScaledDotProduct(x[0], x[1], x[2], dropout: 1, dropoutKey: RandomKey.FromSeed(3)), (_, _, _) => double.NegativeInfinity, Heads([3, 2], [4, 2], 2)),
        ["attention_weights"] = new(
            x => Attention.Weights(x[0], x[1], x[2], causal: true, softcap: 2),
            x => WeightsOf(x[0], x[1], (at, _, score) => at[^1] <= at[^2] && x[2].Data[at[^2] * 3 + at[^1]] > 0 ? score : double.NegativeInfinity, 1 / Math.Sqrt(2), 2),
            [(int[])[3, 2], (int[])[3, 2], Operand.Mask([3, 3], 1, 0, 0, 0, 1, 1, 0, 0, 0)],
            [(int[])[4, 3, 2], (int[])[2, 3, 2], Operand.Mask([3, 3], 1, 0, 0, 0, 1, 1, 0, 0, 0)]),
        ["multi_head_attention"] = new(
            x => MultiHeadAttention.Apply(new(new(x[1], x[2]), new(x[3]), new(x[4]), new(x[5]), Heads: 2, KeyHeads: 1), x[0]),
            x => ManyHeads(x[0], x[0], x[0], x),
            Projected([3, 2], 2), Projected([2, 2, 1], 1)),
        ["multi_head_attention/of_others"] = new(
            x => MultiHeadAttention.Apply(new(new(x[1], x[2]), new(x[3]), new(x[4]), new(x[5]), Heads: 2, KeyHeads: 1), x[0], x[6], x[7]),
            x => ManyHeads(x[0], x[6], x[7], x),
            [.. Projected([2, 2], 3), (int[])[3, 3], (int[])[3, 3]]),
        ["transformer_encoder_layer"] = Encodes(isNormFirst: true),
        ["transformer_encoder_layer/norm_last"] = Encodes(isNormFirst: false),
    };

    // Further operands: into and out of a place's own thoughts, and the scales and shifts of both norms.
    private static OpRow Encodes(bool isNormFirst)
    {
        const double Epsilon = 1; // as large as the variances: differences need slopes that change slowly
        return new(
            x => TransformerEncoderLayer.Apply(
                new(new(new(x[1], x[2]), new(x[3]), new(x[4]), new(x[5]), 2, 1), new(x[6]), new(x[7]), new(x[8], x[9]), new(x[10], x[11]), Tensor.Tanh, isNormFirst, Epsilon),
                x[0]),
            x =>
            {
                Nd Step(Nd v, Nd scale, Nd shift, Func<Nd, Nd> f) => isNormFirst ? Added(v, f(Normed(v, scale, shift))) : Normed(Added(v, f(v)), scale, shift);
                Nd Normed(Nd v, Nd scale, Nd shift) => v.Slices(-1, row =>
                {
                    double spread = Math.Sqrt(row.Average(a => Math.Pow(a - row.Average(), 2)) + Epsilon);
                    return [.. row.Select((a, i) => (a - row.Average()) / spread * scale[i] + shift[i])];
                });
                return Step(Step(x[0], x[8], x[9], v => ManyHeads(v, v, v, x)), x[10], x[11], v => Product(Product(v, x[6]).Map(Math.Tanh), x[7]));
            },
            [.. ((Operand[])[.. Projected([2, 3], 3), (int[])[3, 4], (int[])[4, 3], (int[])[3], (int[])[3], (int[])[3], (int[])[3]]).Select(x => x with { Low = -1, High = 1 })])
        { Tolerance = 1e-13 };
    }

    private static Nd Added(Nd x, Nd y) => Nd.Zip(both => both[0] + both[1], x, y);

    // Operands: x, the queries' map with its bias, the maps of keys, values and output; two heads of queries share one key.
    private static Nd ManyHeads(Nd query, Nd key, Nd value, Nd[] x)
    {
        (Nd queries, Nd keys, Nd values) = (Product(query, x[1]), Product(key, x[3]), Product(value, x[4]));
        (int each, int found) = (x[3].Shape[1], x[4].Shape[1]);
        Nd[] heads = [.. Enumerable.Range(0, 2).Select(h => WeightsOf(
            Nd.Make([.. query.Shape[..^1], each], at => queries[[.. at[..^1], h * each + at[^1]]] + x[2][h * each + at[^1]]), keys, (_, _, score) => score, 1 / Math.Sqrt(each), 0))];
        Nd joined = Nd.Make([.. query.Shape[..^1], 2 * found], at => Enumerable.Range(0, key.Shape[^2]).Sum(j =>
            heads[at[^1] / found][[.. at[..^1], j]] * values[[.. at[..^2], j, at[^1] % found]]));
        return Product(joined, x[5]);
    }

    private static Operand[] Projected(int[] query, int keyFeatures) =>
        [query, (int[])[query[^1], 4], (int[])[4], (int[])[keyFeatures, 2], (int[])[keyFeatures, 3], (int[])[6, query[^1]]];

    private static Nd Product(Nd x, Nd matrix) =>
        Nd.Make([.. x.Shape[..^1], matrix.Shape[1]], at => Enumerable.Range(0, matrix.Shape[0]).Sum(k => x[[.. at[..^1], k]] * matrix[k, at[^1]]));

    private static OpRow Attends(Func<Tensor[], Tensor> call, Func<int, int, double, double> added, params Operand[][] cases) => Attends(call, added, null, 0, cases);

    // What is added to a score is a function of the query's place, the key's place and the mask there.
    private static OpRow Attends(Func<Tensor[], Tensor> call, Func<int, int, double, double> added, double? scale, double softcap, params Operand[][] cases) => new(
        call,
        x =>
        {
            (Nd query, Nd key, Nd value) = (x[0], x[1], x[2]);
            Nd weights = WeightsOf(
                query, key, (at, shape, score) => score + added(at[^2], at[^1], x.Length == 3 ? 0 : x[3][Shared(x[3].Shape, shape, at)]), scale ?? 1 / Math.Sqrt(Math.Max(1, query.Shape[^1])), softcap);
            int[] seen = weights.Shape;
            return Nd.Make([.. seen[..^1], value.Shape[^1]], at => Enumerable.Range(0, seen[^1]).Sum(j =>
                weights[[.. at[..^1], j]] * value[[.. Shared(value.Shape[..^2], seen[..^2], at[..^2]), j, at[^1]]]));
        },
        cases);

    private static Nd WeightsOf(Nd query, Nd key, Func<int[], int[], double, double> masked, double scale, double softcap)
    {
        int[][] stacks = [query.Shape[..^2], key.Shape[..^2]];
        var stack = new int[stacks.Max(axes => axes.Length)];
        for (int i = 1; i <= stack.Length; i++)
        {
            int[] extents = [.. stacks.Where(axes => axes.Length >= i).Select(axes => axes[^i])];
            stack[^i] = extents.Contains(0) ? 0 : extents.Max();
        }

        int[] shape = [.. stack, query.Shape[^2], key.Shape[^2]];
        Nd scores = Nd.Make(shape, at =>
        {
            double score = scale * Enumerable.Range(0, query.Shape[^1]).Sum(f =>
                query[[.. Shared(stacks[0], stack, at[..^2]), at[^2], f]] * key[[.. Shared(stacks[1], stack, at[..^2]), at[^1], f]]);
            return masked(at, shape, softcap > 0 ? softcap * Math.Tanh(score / softcap) : score);
        });
        return scores.Slices(-1, row =>
        {
            double[] terms = [.. row.Select(score => double.IsNegativeInfinity(score) ? 0 : Math.Exp(score - row.Max()))];
            return [.. terms.Select(term => term == 0 ? 0 : term / terms.Sum())];
        });
    }

    // Where an operand has what belongs to a place: axes of one broadcast, and fewer heads serve as many neighbours each.
    private static int[] Shared(int[] own, int[] shape, int[] at) =>
        [.. own.Select((extent, axis) => at[at.Length - own.Length + axis] * extent / shape[shape.Length - own.Length + axis])];

    private static Operand[] Heads(int[] query, int[] key, int found) => [query, key, (int[])[.. key[..^1], found]];
}
