namespace AutoGrad.Nn.Tests;

public sealed class EmbeddingTests
{
    private static readonly Embedding s_words = new(Tensor.From(new[,] { { 1.0, 2 }, { 3, 4 }, { 5, -6 } }), Padding: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(-2)]
    public void The_padding_is_looked_up_and_gets_no_gradient(int padding)
    {
        Embedding p = s_words with { Padding = padding };
        Tensor indices = Tensor.From([0, 1, -2, 0]);

        Embedding gradient = Transform.Grad<Embedding>(q => (Embedding.Apply(q, indices) * 2.0).Sum())(p);

        Assert.Equal([1, 2, 3, 4, 3, 4, 1, 2], Embedding.Apply(p, indices).ToArray<double>());
        Assert.Equal([4, 4, 0, 0, 0, 0], gradient.Table.ToArray<double>());
        Assert.Equal(padding, gradient.Padding);
    }

    [Fact]
    public void A_bag_of_padding_is_empty_and_gets_no_gradient()
    {
        foreach (BagReduction reduction in Enum.GetValues<BagReduction>())
        {
            Embedding gradient = Transform.Grad<Embedding>(q => Embedding.Bag(q, Tensor.From([1, 1]), reduction).Sum())(s_words);

            Assert.Equal([0, 0], Embedding.Bag(s_words, Tensor.From([1, 1]), reduction).ToArray<double>());
            Assert.Equal([0, 0], Embedding.Bag(s_words, Tensor.Zeros([0], DType.Int32), reduction).ToArray<double>());
            Assert.Equal([0, 0], Embedding.RaggedBag(s_words, Tensor.Zeros([0], DType.Int32), Tensor.From([0]), reduction).ToArray<double>());
            Assert.Equal(new double[6], gradient.Table.ToArray<double>());
        }
    }

    [Fact]
    public void Entries_before_the_first_bag_are_in_none()
    {
        Tensor y = Embedding.RaggedBag(s_words, Tensor.From([0L, 2, 0]), Tensor.From([1L, 2]), BagReduction.Sum);

        Assert.Equal([5, -6, 1, 2], y.ToArray<double>());
    }

    [Fact]
    public void Starting_vectors_are_normal_or_as_asked_and_the_padding_is_0()
    {
        Embedding p = Embedding.Init(RandomKey.FromSeed(1), 500, 40, padding: -1);
        Embedding other = Embedding.Init(RandomKey.FromSeed(1), 3, 2, initializer: Initial.GlorotUniform, dtype: DType.Float64);

        Assert.Equal(new float[40], p.Table[-1].ToArray<float>());
        Assert.InRange(p.Table.StandardDeviation().ToScalar(), 0.98, 1.02); // of 20,000 draws: ± 4 / √40,000
        Close.Same(Initial.GlorotUniform(RandomKey.FromSeed(1), [3, 2], 3, 2, DType.Float64), other.Table);
    }

    [Fact]
    public void Refusals_say_what_would_be_right()
    {
        Tensor indices = Tensor.From([0, 1]);
        Tensor weights = Tensor.Ones([2], DType.Float64);

        Refused("embedding: entries and features must be 1 or more, and the padding in [-entries, entries); got 0, 2 and no padding.", () => Embedding.Init(RandomKey.FromSeed(1), 0, 2).Table);
        Refused("embedding: entries and features must be 1 or more, and the padding in [-entries, entries); got 3, 2 and 3.", () => Embedding.Init(RandomKey.FromSeed(1), 3, 2, 3).Table);
        Refused(
            "embedding: the table must be [entries, features] and the indices Int32 or Int64 (convert with x.To(DType.Int32)); got f64[3, 2] and f64[2].",
            () => Embedding.Apply(s_words, weights));
        Refused("embedding: bags must be [..., k]; got i32[].", () => Embedding.Bag(s_words, indices[0]));
        Refused("embedding: the reduction must be Sum, Mean or Max, and Sum if there are weights; got Mean.", () => Embedding.Bag(s_words, indices, weights: weights));
        Refused("embedding: the reduction must be Sum, Mean or Max, and Sum if there are weights; got 7.", () => Embedding.Bag(s_words, indices, (BagReduction)7));
        Refused(
            "embedding: there must be a weight for each entry, of the table's dtype; got f64[1] for i32[2] and f64[3, 2].",
            () => Embedding.Bag(s_words, indices, BagReduction.Sum, weights[..1]));
        Refused(
            "embedding: the entries of all bags and their offsets must be vectors of one integer dtype; got i32[2] and i64[1].",
            () => Embedding.RaggedBag(s_words, indices, Tensor.From([0L])));
        Assert.StartsWith(
            "gather: an index into an axis of extent 3 must be in [-3, 3); got 3 at [1] of [2].",
            Assert.Throws<ArgumentOutOfRangeException>(() => Embedding.Apply(s_words, Tensor.From([0, 3]))).Message, StringComparison.Ordinal);
    }

    private static void Refused(string message, Func<Tensor> call) => Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(call).Message);
}
