namespace AutoGrad.Nn.Tests;

public sealed class TransformerTests
{
    private static readonly Tensor s_x = Draw.Normal(RandomKey.FromSeed(2), [2, 5, 8]);

    [Fact]
    public void Parameters_start_as_layers_do_and_all_have_gradients()
    {
        TransformerEncoderLayer p = TransformerEncoderLayer.Init(RandomKey.FromSeed(1), features: 8, heads: 2);

        TransformerEncoderLayer gradient = Transform.Grad<TransformerEncoderLayer>(q => Tensor.Square(TransformerEncoderLayer.Apply(q, s_x)).Sum())(p);

        Assert.Equal(
            [
                "Attention.Query.Weight", "Attention.Query.Bias", "Attention.Key.Weight", "Attention.Key.Bias", "Attention.Value.Weight",
                "Attention.Value.Bias", "Attention.Output.Weight", "Attention.Output.Bias", "Hidden.Weight", "Hidden.Bias", "Output.Weight",
                "Output.Bias", "AttentionNorm.Scale", "AttentionNorm.Shift", "OutputNorm.Scale", "OutputNorm.Shift",
            ],
            Tree.Paths(p));
        Assert.Equal([8, 32], p.Hidden.Weight.Shape);
        Assert.True(p.NormFirst);
        Assert.All(Tree.LeavesWithPath(gradient), leaf => Assert.True(Tensor.Abs(leaf.Value).Max().ToScalar() > 0, leaf.Path));
    }

    [Fact]
    public void A_causal_layer_does_not_see_what_comes_later()
    {
        TransformerEncoderLayer p = TransformerEncoderLayer.Init(
            RandomKey.FromSeed(1), 8, 4, hidden: 3, activation: Tensor.Tanh, normFirst: false, rotary: new Rotary(Features: 2));
        Tensor other = Tensor.Concatenate([s_x[.., ..3], -s_x[.., 3..]], axis: 1);

        Tensor y = TransformerEncoderLayer.Apply(p, s_x, causal: true);
        Tensor z = TransformerEncoderLayer.Apply(p, other, causal: true);
        Tensor shorter = TransformerEncoderLayer.Apply(p, s_x, keyMask: Tensor.Arange(0, 5, DType.Int32) < 3);

        Close.Same(y[.., ..3], z[.., ..3]);
        Assert.True(Tensor.Abs(y[.., 3..] - z[.., 3..]).Min().ToScalar() > 0);
        Close.Equal(TransformerEncoderLayer.Apply(p, s_x[.., ..3]), shorter[.., ..3], 1e-5);
    }
}
