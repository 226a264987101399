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

    private static uint[] Bits(RandomKey key) => Draw.Bits(key, [4]).ToArray<uint>();
}
