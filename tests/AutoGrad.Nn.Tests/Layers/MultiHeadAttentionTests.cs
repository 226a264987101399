namespace AutoGrad.Nn.Tests;

public sealed class MultiHeadAttentionTests
{
    private static readonly MultiHeadAttention s_heads = MultiHeadAttention.Init(
        RandomKey.FromSeed(1), features: 6, heads: 4, keyHeads: 2, headFeatures: 2, rotary: new Rotary(Theta: 100), dtype: DType.Float64);

    private static readonly Tensor s_x = Draw.Normal(RandomKey.FromSeed(2), [2, 5, 6], dtype: DType.Float64);

    [Fact]
    public void A_sequence_piece_by_piece_is_the_whole()
    {
        Tensor whole = MultiHeadAttention.Apply(s_heads, s_x, causal: true);

        foreach (int[] pieces in (int[][])[[1, 1, 1, 1, 1], [2, 3], [4, 1], [5]])
        {
            KeyValues? past = null;
            var outputs = new List<Tensor>();
            foreach (Tensor piece in s_x.Split(pieces, axis: 1))
            {
                (Tensor output, past) = MultiHeadAttention.Extend(s_heads, piece, past);
                outputs.Add(output);
            }

            Close.Equal(whole, Tensor.Concatenate([.. outputs], axis: 1), 1e-14);
            Assert.Equal([2, 2, 5, 2], past!.Key.Shape);
            Assert.Equal([2, 2, 5, 2], past.Value.Shape);
        }
    }

    [Fact]
    public void A_key_that_only_fills_up_changes_nothing()
    {
        Tensor keyMask = Tensor.From([true, true, true, false, false]);
        Tensor bias = Draw.Normal(RandomKey.FromSeed(3), [4, 5, 5], dtype: DType.Float64);
        Tensor seen = bias > 0.0;
        Tensor someSeen = seen | (Tensor.Arange(0, 5, DType.Int32) <= 0);
        Tensor shorter = s_x[.., ..3];

        Close.Equal(MultiHeadAttention.Apply(s_heads, s_x, shorter), MultiHeadAttention.Apply(s_heads, s_x, keyMask: keyMask), 1e-14);
        Close.Equal(
            MultiHeadAttention.Apply(s_heads, s_x, shorter, mask: bias[.., .., ..3]), MultiHeadAttention.Apply(s_heads, s_x, mask: bias, keyMask: keyMask), 1e-14);
        Close.Equal(
            MultiHeadAttention.Apply(s_heads, s_x, shorter, mask: someSeen[.., .., ..3]), MultiHeadAttention.Apply(s_heads, s_x, mask: someSeen, keyMask: keyMask), 1e-14);

        // Sequences of unlike lengths, side by side.
        Tensor both = Tensor.Stack([keyMask, Tensor.Ones([5], DType.Bool)]);
        Tensor y = MultiHeadAttention.Apply(s_heads, s_x, keyMask: both);
        Close.Equal(MultiHeadAttention.Apply(s_heads, s_x[0], s_x[0, ..3]), y[0], 1e-14);
        Close.Equal(MultiHeadAttention.Apply(s_heads, s_x[1]), y[1], 1e-14);
    }

    [Fact]
    public void Without_order_the_places_do_not_matter_and_with_it_their_distances_do()
    {
        MultiHeadAttention set = s_heads with { Rotary = null };

        Close.Equal(MultiHeadAttention.Apply(set, s_x).Flip(1), MultiHeadAttention.Apply(set, s_x.Flip(1)), 1e-14);
        Assert.True(Tensor.Abs(MultiHeadAttention.Apply(s_heads, s_x).Flip(1) - MultiHeadAttention.Apply(s_heads, s_x.Flip(1))).Max().ToScalar() > 1e-3);
    }

    [Fact]
    public void Parameters_are_a_tree_with_or_without_biases_and_all_have_gradients()
    {
        MultiHeadAttention p = MultiHeadAttention.Init(RandomKey.FromSeed(4), 4, 2, keyFeatures: 3, bias: false);
        Tensor memory = Draw.Normal(RandomKey.FromSeed(5), [3, 3]);

        MultiHeadAttention gradient = Transform.Grad<MultiHeadAttention>(q => Tensor.Square(MultiHeadAttention.Apply(q, Tensor.Ones([2, 4]), memory)).Sum())(p);

        Assert.Equal(["Query.Weight", "Key.Weight", "Value.Weight", "Output.Weight"], Tree.Paths(p));
        Assert.Equal(8, Tree.Paths(s_heads).Length);
        Assert.Equal([[4, 4], [3, 4], [3, 4], [4, 4]], Tree.Leaves(p).Select(leaf => leaf.Shape.ToArray()));
        Assert.All(Tree.Leaves(gradient), leaf => Assert.True(Tensor.Abs(leaf).Max().ToScalar() > 0));
        Assert.Equal(p.Heads, gradient.Heads);
    }

    [Fact]
    public void Dropout_needs_its_key_and_thins_out()
    {
        Tensor y = MultiHeadAttention.Apply(s_heads, s_x, dropout: 1, dropoutKey: RandomKey.FromSeed(6));

        Close.Same(s_heads.Output.Bias!.BroadcastTo(y.Shape), y);
        Assert.Throws<ArgumentException>(() => MultiHeadAttention.Apply(s_heads, s_x, dropout: 0.5));
    }

    [Fact]
    public void Refusals_say_what_would_be_right()
    {
        RandomKey key = RandomKey.FromSeed(1);
        Affine output = Affine.Init(key, 4, 4);

        Refused(
            "multi_head_attention: features must be 1 or more and a multiple of the heads, and the heads a multiple of the keys'; got 6 features, 4 heads and 4 of the keys.",
            () => MultiHeadAttention.Init(key, 6, 4));
        Refused(
            "multi_head_attention: features must be 1 or more and a multiple of the heads, and the heads a multiple of the keys'; got 6 features, 3 heads and 2 of the keys.",
            () => MultiHeadAttention.Init(key, 6, 3, keyHeads: 2));
        Refused(
            "multi_head_attention: the packed outputs must fall evenly into the heads of queries, keys and values; got 8 outputs, 2 heads and 2 of the keys.",
            () => MultiHeadAttention.FromPacked(Affine.Init(key, 4, 8), output, 2));
        Refused(
            "multi_head_attention: what is projected must be [..., l, features], with features for 2 heads; got f64[4].",
            () => MultiHeadAttention.Apply(s_heads, s_x[0, 0]));
        Refused(
            "multi_head_attention: what is projected must be [..., l, features], with features for 3 heads; got f64[2, 5, 4].",
            () => MultiHeadAttention.Apply(s_heads with { KeyHeads = 3 }, s_x));
        Refused(
            "multi_head_attention: the mask of keys must be [..., n], Bool; got f64[5].",
            () => MultiHeadAttention.Apply(s_heads, s_x, keyMask: Tensor.Ones([5], DType.Float64)));
    }

    private static void Refused(string message, Func<object> call) => Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(call).Message);
}
