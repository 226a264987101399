using FsCheck.Xunit;

namespace AutoGrad.PropertyTests;

public sealed class KeyLaws
{
    [Property]
    public bool The_same_seed_gives_the_same_bits(ulong seed) => Bits(RandomKey.FromSeed(seed)).SequenceEqual(Bits(RandomKey.FromSeed(seed)));

    [Property]
    public bool A_key_and_those_made_of_it_draw_differently(ulong seed, int number)
    {
        var key = RandomKey.FromSeed(seed);
        RandomKey[] keys = [key, key.Fold(number), key.Fold(number + 1), .. key.Split(2)];

        return keys.Select(each => string.Join(' ', Bits(each))).Distinct().Count() == keys.Length;
    }

    [Property]
    public bool A_permutation_holds_each_number_once(ulong seed, byte count) =>
        Draw.Permutation(RandomKey.FromSeed(seed), count).ToArray<int>().Order().SequenceEqual(Enumerable.Range(0, count));

    [Property]
    public bool A_batch_of_keys_is_the_keys_side_by_side(ulong seed)
    {
        var key = RandomKey.FromSeed(seed);
        Tensor batch = Transform.Vmap<RandomKey, Tensor>(each => Draw.Bits(each, [3]))(key.SplitBatch(2));

        return batch.ToArray<uint>().SequenceEqual(key.Split(2).SelectMany(each => Draw.Bits(each, [3]).ToArray<uint>()));
    }

    /// <summary>512 words of eight keys: pairs of words, 64 bits, meet by chance one time in 10¹⁴.</summary>
    [Property(MaxTest = 20)]
    public bool Streams_of_split_keys_have_nothing_in_common(ulong seed)
    {
        var key = RandomKey.FromSeed(seed);
        RandomKey[] keys = [key, .. key.Split(4), .. key.Split(4)[1].Split(2), key.Fold(3)];
        ulong[] pairs = [.. keys.SelectMany(each => Draw.Bits(each, [512]).ToArray<uint>().Chunk(2).Select(pair => (ulong)pair[0] << 32 | pair[1]))];

        return pairs.Distinct().Count() == pairs.Length;
    }

    /// <summary>Correlations of 4,000 even numbers are within 5.5 of their spread, 1/√n, but for one time in 10⁷ or so.</summary>
    [Property(MaxTest = 20)]
    public bool Split_keys_draw_independently(ulong seed)
    {
        const int Count = 4000;
        RandomKey[] keys = RandomKey.FromSeed(seed).Split(3);
        double[][] draws = [.. keys.Append(RandomKey.FromSeed(seed)).Append(keys[0].Fold(1)).Select(each => Draw.Uniform(each, [Count], dtype: DType.Float64).ToArray<double>())];
        double Correlation(double[] x, double[] y) => 12 * x.Zip(y).Sum(pair => (pair.First - 0.5) * (pair.Second - 0.5)) / Count;

        return Enumerable.Range(0, draws.Length).All(i => Enumerable.Range(0, i).All(j => Math.Abs(Correlation(draws[i], draws[j])) < 5.5 / Math.Sqrt(Count)));
    }

    [Property]
    public bool Keys_of_one_split_draw_differently(ulong seed, byte count)
    {
        var key = RandomKey.FromSeed(seed);
        string[] words = [.. key.Split(1 + count % 16).Select(each => string.Join(' ', Bits(each)))];

        return words.Distinct().Count() == words.Length;
    }

    private static uint[] Bits(RandomKey key) => Draw.Bits(key, [4]).ToArray<uint>();
}
