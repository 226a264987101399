namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Attending() => new Dictionary<string, OpRow>
    {
        ["dot_product_attention"] = Attends(
            x => Tensor.DotProductAttention(x[0], x[1], x[2]),
            null,
            null,
            Looking([3, 2, 2], [4, 2, 2], 3), Looking([2, 2, 1, 3], [2, 3, 1, 3], 1), Looking([1, 1, 1], [1, 1, 1], 1),
            Looking([0, 1, 2], [3, 1, 2], 1), Looking([2, 1, 2], [0, 1, 2], 2), Looking([2, 1, 0], [3, 1, 0], 2), Looking([0, 2, 1, 2], [0, 2, 1, 2], 1))
            with
        { Covers = ["DotProductAttentionOp", "DotProductAttentionBackwardOp"] },
        ["dot_product_attention/grouped"] = Attends(
            x => Tensor.DotProductAttention(x[0], x[1], x[2], scale: 0.8), null, 0.8, Looking([2, 4, 2], [3, 2, 2], 2), Looking([2, 1, 3, 1], [2, 2, 1, 1], 1)),
        ["dot_product_attention/causal"] = Attends(
            x => Tensor.DotProductAttention(x[0], x[1], x[2], causal: true), 0, null, Looking([3, 2, 2], [4, 2, 2], 1), Looking([2, 4, 2, 1], [2, 2, 1, 1], 2)),
        ["dot_product_attention/causal_after_a_past"] = Attends(
            x => Tensor.DotProductAttention(x[0], x[1], x[2], causal: true, offset: 2), 2, null, Looking([2, 1, 2], [4, 1, 2], 2)),
        ["dot_product_attention/causal_before_the_first"] = Attends(
            x => Tensor.DotProductAttention(x[0], x[1], x[2], causal: true, offset: -1), -1, null, Looking([3, 1, 2], [3, 1, 2], 2)),
    };

    private static Operand[] Looking(int[] query, int[] key, int values) => [query, key, (int[])[.. key[..^1], values]];

    private static OpRow Attends(Func<Tensor[], Tensor> call, int? offset, double? scale, params Operand[][] cases) => new(
        call,
        x => Nd.Make([.. x[0].Shape[..^1], x[2].Shape[^1]], at =>
        {
            (int[] stack, int query, int head) = (at[..^3], at[^3], at[^2]);
            int keyHead = head / (x[0].Shape[^2] / x[1].Shape[^2]);
            int features = x[0].Shape[^1];
            int[] seen = [.. Enumerable.Range(0, x[1].Shape[^3]).Where(j => offset is null || j <= query + offset)];
            double[] powers =
            [
                .. seen.Select(j => Math.Exp((scale ?? 1 / Math.Sqrt(Math.Max(1, features)))
                    * Enumerable.Range(0, features).Sum(d => x[0][[.. stack, query, head, d]] * x[1][[.. stack, j, keyHead, d]]))),
            ];
            return seen.Select((j, i) => powers[i] / powers.Sum() * x[2][[.. stack, j, keyHead, at[^1]]]).Sum();
        }),
        cases)
    { Tolerance = 1e-13 };
}
