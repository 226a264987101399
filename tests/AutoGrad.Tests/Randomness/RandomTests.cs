namespace AutoGrad.Tests;

public sealed class RandomTests
{
    // Random123's kat_vectors, threefry2x32 of 20 rounds: counter, key, result.
    [Theory]
    [InlineData(0, 0, 0, 0, 0x6b200159, 0x99ba4efe)]
    [InlineData(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7)]
    [InlineData(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xc4923a9c, 0x483df7a0)]
    public void Threefry_gives_the_published_vectors(uint counter0, uint counter1, uint key0, uint key1, uint first, uint second)
    {
        Assert.Equal((first, second), Threefry.Block(key0, key1, counter0, counter1));
    }

    [Fact]
    public void The_same_key_draws_the_same_bits_and_another_key_others()
    {
        RandomKey key = RandomKey.FromSeed(7);

        Close.Same(Draw.Normal(key, [1000]), Draw.Normal(RandomKey.FromSeed(7), [1000]));
        Assert.All(
            (RandomKey[])[RandomKey.FromSeed(8), key.Fold(0), key.Fold(1), key.Fold(-1), .. key.Split(3)],
            other => Assert.NotEqual(Draw.Bits(key, [4]).ToArray<uint>(), Draw.Bits(other, [4]).ToArray<uint>()));
    }

    [Fact]
    public void Split_fold_and_draws_never_meet()
    {
        RandomKey key = RandomKey.FromSeed(3);
        IEnumerable<RandomKey> keys = key.Split(200).Concat(Enumerable.Range(0, 200).Select(key.Fold));

        string[] draws = [.. keys.Append(key).Select(each => string.Join(' ', Draw.Bits(each, [2]).ToArray<uint>()))];

        Assert.Equal(401, draws.Distinct().Count());
    }

    [Fact]
    public void A_batch_of_keys_draws_under_Vmap_what_each_draws_alone()
    {
        RandomKey key = RandomKey.FromSeed(5);
        RandomKey[] alone = key.Split(3);

        Tensor normal = Transform.Vmap<RandomKey, Tensor>(k => Draw.Normal(k, [2, 3]))(key.SplitBatch(3));
        Tensor order = Transform.Vmap<RandomKey, Tensor>(k => Draw.Permutation(k.Fold(2), 5))(key.SplitBatch(3));
        Tensor further = Transform.Vmap<RandomKey, Tensor>(k => Draw.Uniform(k.Split(2)[1], [4]))(key.SplitBatch(3));
        Tensor shared = Transform.Vmap(x => x + Draw.Uniform(key, [], dtype: DType.Float64))(Tensor.From([0.0, 0.0]));

        Close.Same(Tensor.Stack([.. alone.Select(k => Draw.Normal(k, [2, 3]))]), normal);
        Close.Same(Tensor.Stack([.. alone.Select(k => Draw.Permutation(k.Fold(2), 5))]), order);
        Close.Same(Tensor.Stack([.. alone.Select(k => Draw.Uniform(k.Split(2)[1], [4]))]), further);
        Assert.Equal(shared[0].ToScalar(), shared[1].ToScalar());
    }

    [Fact]
    public void Draws_have_the_moments_of_their_distributions()
    {
        // Of 100,000 draws: five standard errors of each moment.
        const int Count = 100_000;
        Tensor uniform = Draw.Uniform(RandomKey.FromSeed(1), [Count], -1, 3, DType.Float64);
        Tensor normal = Draw.Normal(RandomKey.FromSeed(2), [Count], 2, 3, DType.Float64);
        double error = 5 / Math.Sqrt(Count);

        Assert.InRange(uniform.Min().ToScalar(), -1, -0.99);
        Assert.InRange(uniform.Max().ToScalar(), 2.99, 2.9999999999);
        Assert.InRange(uniform.Mean().ToScalar(), 1 - error * 1.16, 1 + error * 1.16);
        Assert.InRange(Tensor.Square(uniform - 1.0).Mean().ToScalar(), 4 / 3.0 - error * 1.2, 4 / 3.0 + error * 1.2);
        Tensor z = (normal - 2.0) / 3.0;
        Assert.InRange(z.Mean().ToScalar(), -error, error);
        Assert.InRange(Tensor.Square(z).Mean().ToScalar(), 1 - 1.5 * error, 1 + 1.5 * error);
        Assert.InRange((z * z * z).Mean().ToScalar(), -4 * error, 4 * error);
        Assert.InRange(Tensor.Pow(z, 4).Mean().ToScalar(), 3 - 10 * error, 3 + 10 * error);
        Assert.InRange((z[..^1] * z[1..]).Mean().ToScalar(), -error, error);
    }

    [Fact]
    public void A_permutation_is_one_and_each_place_takes_each_number()
    {
        int[] order = Draw.Permutation(RandomKey.FromSeed(9), 1000).ToArray<int>();
        int[] firsts = [.. RandomKey.FromSeed(10).Split(4000).Select(key => Draw.Permutation(key, 4)[0].ToScalar()).Select(first => (int)first)];

        Assert.Equal(Enumerable.Range(0, 1000), order.Order());
        Assert.NotEqual(Enumerable.Range(0, 1000), order);
        Assert.All(firsts.CountBy(first => first), count => Assert.InRange(count.Value, 1000 - 137, 1000 + 137)); // five standard errors
        Assert.Equal([0], Draw.Permutation(RandomKey.FromSeed(1), 1).ToArray<int>());
        Assert.Empty(Draw.Permutation(RandomKey.FromSeed(1), 0).ToArray<int>());
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        RandomKey key = RandomKey.FromSeed(1);

        Assert.Equal(
            "uniform: low must be below high, and both finite; got 1 and 1.",
            Assert.Throws<ArgumentException>(() => Draw.Uniform(key, [2], 1, 1)).Message);
        Assert.Equal(
            "normal: mean and deviation must be finite, the deviation 0 or more; got 0 and -1.",
            Assert.Throws<ArgumentException>(() => Draw.Normal(key, [2], 0, -1)).Message);
        Assert.Equal(
            "normal: one key is needed (Vmap gives each example of a SplitBatch its own); got u32[3, 2].",
            Assert.Throws<ShapeException>(() => Draw.Normal(key.SplitBatch(3), [2])).Message);
        Assert.Equal(
            "normal: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2].",
            Assert.Throws<ShapeException>(() => Draw.Normal(key, [2], dtype: DType.Int32)).Message);
    }
}
