namespace AutoGrad;

/// <summary>
/// What random numbers are drawn from. It is a value: drawing does not change it, and the same key draws the same numbers,
/// on any machine and any number of threads. So each key is drawn from once, and split where more is needed.
/// </summary>
/// <remarks>
/// To every tree it is a leaf, f of a key maps under Vmap (<see cref="SplitBatch"/>), and derivatives pass it by.
/// Source: Claessen and Pałka, Splittable pseudorandom number generators using cryptographic hashing, Haskell 2013.
/// </remarks>
/// <example><code>RandomKey[] keys = RandomKey.FromSeed(7).Split(2);</code></example>
public sealed class RandomKey : ITensorHolder
{
    private readonly Tensor _words;

    private RandomKey(Tensor words) => _words = words;

    Tensor ITensorHolder.Held => _words;

    /// <summary>The key's two words, [..., 2] in UInt32; axes in front are keys side by side.</summary>
    internal Tensor Words => _words;

    /// <summary>Makes the first key of a program.</summary>
    /// <param name="seed">Any number; another seed draws other numbers.</param>
    public static RandomKey FromSeed(ulong seed) => new(Tensor.From([2], [(uint)(seed >> 32), (uint)seed]));

    /// <summary>Makes keys that draw independently of each other; this one is then used up.</summary>
    /// <param name="count">How many.</param>
    public RandomKey[] Split(int count)
    {
        Tensor words = SplitBatch(count)._words;
        var keys = new RandomKey[count];
        for (int i = 0; i < count; i++)
        {
            keys[i] = new RandomKey(words[i]);
        }

        return keys;
    }

    /// <summary>Makes keys like <see cref="Split"/>, side by side in one value that Vmap takes apart: one key an example.</summary>
    /// <param name="count">How many.</param>
    public RandomKey SplitBatch(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        RequireSingle("split");
        return new(new ThreefryOp(Threefry.Purpose.Split).Apply(_words.BroadcastTo([count, 2]), Tensor.Arange(0, count, DType.UInt32)));
    }

    /// <summary>Makes the key of a step, an epoch or an item; other numbers make other keys.</summary>
    /// <param name="number">Which; any number.</param>
    public RandomKey Fold(int number)
    {
        RequireSingle("fold");
        return new(new ThreefryOp(Threefry.Purpose.Fold).Apply(_words, Tensor.From(Shape.Scalar, [unchecked((uint)number)])));
    }

    /// <summary>Refuses keys side by side, which only Vmap takes apart.</summary>
    internal void RequireSingle(string op) => ShapeException.ThrowUnless(
        _words.Rank == 1, op, "one key is needed (Vmap gives each example of a SplitBatch its own)", _words.Spec);

    object ITensorHolder.Hold(Tensor tensor) => new RandomKey(tensor);
}
