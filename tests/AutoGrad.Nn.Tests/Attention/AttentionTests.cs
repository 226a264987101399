using System.Diagnostics.CodeAnalysis;

namespace AutoGrad.Nn.Tests;

/// <summary>What attention does where it is masked away, spread over blocks, or thinned out.</summary>
public sealed class AttentionTests
{
    private const double Hidden = double.NegativeInfinity;

    public static TheoryData<string> Rules => ["plain", "mask", "added", "causal", "grouped", "wide"];

    [Fact]
    public void A_query_that_sees_nothing_gets_0_and_no_gradient()
    {
        Tensor[] x = Drawn(1, [2, 2], [2, 2], [2, 2]);
        Tensor truths = Tensor.From([2, 2], [true, true, false, false]);
        Tensor added = Tensor.From([2, 2], [0, 0.5, Hidden, Hidden]);
        Func<Tensor[], Tensor>[] calls =
        [
            v => Attention.ScaledDotProduct(v[0], v[1], v[2], truths),
            v => Attention.ScaledDotProduct(v[0], v[1], v[2], added),
            v => Attention.ScaledDotProduct(v[0], v[1], v[2], causal: true, offset: -1).Flip(0),
        ];

        foreach (Func<Tensor[], Tensor> call in calls)
        {
            Func<Tensor[], Tensor> energy = v => Tensor.Square(call(v)).Sum();
            Tensor[] gradients = Transform.Grad(energy)(x);
            Tensor[] products = Transform.HessianVectorProduct(energy, x, x);

            Assert.Equal([0, 0], call(x)[1].ToArray<double>());
            Assert.NotEqual(0, call(x)[0, 0].ToScalar());
            Assert.All([.. gradients, .. products], leaf => Assert.True((bool)Tensor.IsFinite(leaf).All()));
            Assert.Equal([0, 0], gradients[0][ReferenceEquals(call, calls[2]) ? 0 : 1].ToArray<double>());
        }
    }

    [Fact]
    public void A_hidden_key_gets_no_gradient_and_a_mask_may_be_learned()
    {
        Tensor[] x = Drawn(2, [3, 2], [2, 2], [2, 2], [3, 2]);
        Tensor added = Tensor.Where(Tensor.From([true, false]), x[3], Hidden);

        Tensor[] gradients = Transform.Grad<Tensor[]>(v => Tensor.Square(Attention.ScaledDotProduct(v[0], v[1], v[2], v[3])).Sum())([.. x[..3], added]);

        Assert.All(gradients[1..3], leaf => Assert.Equal([0, 0], leaf[1].ToArray<double>()));
        Assert.Equal([0, 0, 0], gradients[3][.., 1].ToArray<double>());
    }

    [Fact]
    public void Scores_far_apart_choose_one_value()
    {
        Tensor query = Tensor.From(new[,] { { 1e6f, 0 }, { 0, -1e6f } });
        Tensor key = Tensor.From(new[,] { { 1f, 1 }, { -1, -1 } });
        Tensor value = Tensor.From(new[,] { { 3f }, { 5 } });

        Tensor y = Attention.ScaledDotProduct(query, key, value);
        Tensor[] gradients = Transform.Grad<Tensor[]>(v => Attention.ScaledDotProduct(v[0], v[1], v[2]).Sum())([query, key, value]);

        Assert.Equal([3, 5], y.ToArray<float>());
        Assert.Equal([0, 0, 0, 0], gradients[0].ToArray<float>());
        Assert.Equal([1, 1], gradients[2].ToArray<float>());
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Blocks_of_queries_are_the_whole(string rule)
    {
        // More scores than a block holds, so that there are several, of unlike lengths.
        (Func<Tensor[], Tensor> blocked, Func<Tensor[], Tensor> whole, Tensor[] x) = Pair(rule);
        Tensor[] v = [.. x.Select((leaf, i) => OpRow.Directions(leaf, i))];
        Tensor yBar = OpRow.Weights(whole(x));
        const double Regrouped = 1e-12; // sums over queries are taken a block at a time

        Close.Equal(whole(x), blocked(x), Regrouped);
        Close.Equal(Transform.Jvp(whole, x, v).Tangent, Transform.Jvp(blocked, x, v).Tangent, Regrouped);
        Agree(Transform.Vjp(whole, x).Pullback(yBar), Transform.Vjp(blocked, x).Pullback(yBar), Regrouped);
        Func<Func<Tensor[], Tensor>, Tensor[]> second = f => Transform.HessianVectorProduct(p => (Tensor.Square(f(p)) * yBar).Sum(), x, v);
        Agree(second(whole), second(blocked), Regrouped);
    }

    [Fact]
    public void Blocks_map()
    {
        Tensor[] x = Drawn(5, [2, 1100, 1], [1000, 1], [1000, 1]);
        Func<Tensor, Tensor> one = query => Attention.ScaledDotProduct(query, x[1], x[2], causal: true);

        Tensor mapped = Transform.Vmap(one)(x[0]);
        Tensor slopes = Transform.Vmap(Transform.Grad(query => Tensor.Square(one(query)).Sum()))(x[0]);

        Close.Equal(Tensor.Stack([one(x[0][0]), one(x[0][1])]), mapped, 1e-13);
        Close.Equal(Transform.Grad(queries => Tensor.Square(one(queries)).Sum())(x[0]), slopes, 1e-12);
    }

    [Fact]
    public void Dropout_is_the_same_on_the_way_back_and_keeps_the_mean()
    {
        const double Share = 0.25;
        Tensor[] x = Drawn(6, [1100, 1], [1000, 1], [1000, 2]);
        Func<Tensor, Tensor> call = value => Attention.ScaledDotProduct(x[0], x[1], value, dropout: Share, dropoutKey: RandomKey.FromSeed(8));

        // Linear in the values: the pullback of 1 times the values is the sum of the result only if the same weights fell out.
        (Tensor y, Func<Tensor, Tensor> pullback) = Transform.Vjp(call, x[2]);
        Close.Equal(y.Sum().ToScalar(), (pullback(Tensor.OnesLike(y)) * x[2]).Sum().ToScalar(), 1e-11);
        Assert.NotEqual(call(x[2])[0, 0].ToScalar(), Attention.ScaledDotProduct(x[0], x[1], x[2])[0, 0].ToScalar());

        // A sum of kept weights over 1100 rows of about 1000 equal ones: standard error √(share / (1 - share) / 1.1e6) = 6e-4.
        Tensor sums = call(Tensor.OnesLike(x[2]));
        Assert.InRange(sums.Mean().ToScalar(), 1 - 4 * 6e-4, 1 + 4 * 6e-4);
    }

    [Fact]
    public void Refusals_say_what_would_be_right()
    {
        Tensor x = Tensor.Zeros([2, 3]);
        Tensor heads = Tensor.Zeros([4, 2, 3]);
        RandomKey key = RandomKey.FromSeed(1);

        Refused("attention: keys must be [..., n, d] and values [..., n, e], alike but for d and e; got f32[2, 3] and f32[3, 3].", () => Attention.ScaledDotProduct(x, x, Tensor.Zeros([3, 3])));
        Refused("attention: keys must be [..., n, d] and values [..., n, e], alike but for d and e; got f32[2, 3] and f64[2, 3].", () => Attention.ScaledDotProduct(x, x, x.To(DType.Float64)));
        Refused("attention: queries must be [..., l, d] and keys [..., n, d], of one dtype; got f32[2, 4] and f32[2, 3].", () => Attention.ScaledDotProduct(Tensor.Zeros([2, 4]), x, x));
        Refused("attention: queries must be [..., l, d] and keys [..., n, d], of one dtype; got f32[3] and f32[2, 3].", () => Attention.Weights(x[0], x));
        Refused("attention: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2, 3].", () => Attention.Weights(x.To(DType.Int32), x));
        Refused(
            "attention: the leading axes of queries and keys must broadcast, or the queries' heads be a multiple of the keys'; got f32[4, 2, 3] and f32[3, 2, 3].",
            () => Attention.ScaledDotProduct(heads, heads[..3], heads[..3]));
        Refused("attention: the mask must be Bool or Float32, and broadcast to the scores [4, 2, 2]; got i32[2, 2].", () => Attention.Weights(heads, heads, Tensor.Zeros([2, 2], DType.Int32)));
        Refused("attention: the mask must be Bool or Float32, and broadcast to the scores [2, 2]; got bool[4, 2, 2].", () => Attention.Weights(x, x, Tensor.Zeros([4, 2, 2], DType.Bool)));
        Refused("attention: the mask must be Bool or Float32, and broadcast to the scores [2, 2]; got bool[3].", () => Attention.Weights(x, x, Tensor.Zeros([3], DType.Bool)));
        Refused("attention: softcap must be finite, and 0 or more (0 for no bound); got -1.", () => Attention.ScaledDotProduct(x, x, x, softcap: -1));
        Refused("attention: dropout must be in [0, 1], with a key to draw from unless it is 0; got 1.5 with a key.", () => Attention.ScaledDotProduct(x, x, x, dropout: 1.5, dropoutKey: key));
        Refused("attention: dropout must be in [0, 1], with a key to draw from unless it is 0; got 0.5 with no key.", () => Attention.ScaledDotProduct(x, x, x, dropout: 0.5));
    }

    [SuppressMessage("Style", "IDE0072", Justification = "the names are those of Rules")]
    private static (Func<Tensor[], Tensor> Blocked, Func<Tensor[], Tensor> Whole, Tensor[] X) Pair(string rule)
    {
        (int queries, int keys) = (1100, 1000);
        Tensor truths = Draw.Uniform(RandomKey.FromSeed(4), [queries, keys]) < 0.3;
        return rule switch
        {
            "plain" => (x => Attention.ScaledDotProduct(x[0], x[1], x[2]), x => Taken(Attention.Weights(x[0], x[1]), x[2]), Drawn(3, [queries, 2], [keys, 2], [keys, 1])),
            "mask" => (
                x => Attention.ScaledDotProduct(x[0], x[1], x[2], truths), x => Taken(Attention.Weights(x[0], x[1], truths), x[2]), Drawn(3, [queries, 2], [keys, 2], [keys, 1])),
            "added" => (
                x => Attention.ScaledDotProduct(x[0], x[1], x[2], x[3], softcap: 2),
                x => Taken(Attention.Weights(x[0], x[1], x[3], softcap: 2), x[2]), Drawn(3, [queries, 1], [keys, 1], [keys, 1], [queries, keys])),
            "causal" => (
                x => Attention.ScaledDotProduct(x[0], x[1], x[2], causal: true, offset: -50),
                x => Taken(Attention.Weights(x[0], x[1], causal: true, offset: -50), x[2]), Drawn(3, [queries, 2], [keys, 2], [keys, 1])),
            "grouped" => (
                x => Attention.ScaledDotProduct(x[0], x[1], x[2], x[3], causal: true),
                x => Taken(Attention.Weights(x[0], x[1], x[3], causal: true), x[2].Repeat(2, axis: 0)), Drawn(3, [4, 600, 1], [2, 500, 1], [2, 500, 1], [4, 1, 500])),
            _ => (x => Attention.ScaledDotProduct(x[0], x[1], x[2]), x => Taken(Attention.Weights(x[0], x[1]), x[2]), Drawn(3, [40, 1], [40_000, 1], [40_000, 1])),
        };
    }

    private static Tensor Taken(Tensor weights, Tensor value) => Tensor.MatMul(weights, value);

    private static Tensor[] Drawn(ulong seed, params Shape[] shapes) =>
        [.. RandomKey.FromSeed(seed).Split(shapes.Length).Zip(shapes, (key, shape) => Draw.Normal(key, shape, dtype: DType.Float64))];

    private static void Agree(Tensor[] expected, Tensor[] actual, double tolerance) =>
        Assert.All(expected.Zip(actual), pair => Close.Equal(pair.First, pair.Second, tolerance));

    private static void Refused(string message, Func<Tensor> call) => Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(call).Message);
}
