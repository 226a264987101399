using System.Numerics;

namespace AutoGrad;

/// <summary>The counter-based generator Threefry-2x32 with 20 rounds: a key and a counter give 64 bits, and nothing is remembered.</summary>
/// <remarks>Source: Salmon, Moraes, Dror and Shaw, Parallel Random Numbers: As Easy as 1, 2, 3, SC 2011, section 4.</remarks>
internal static class Threefry
{
    // Parity of the key schedule (the paper's C240, its low half).
    private const uint Parity = 0x1BD11BDA;

    /// <summary>What a counter's second word says it is for, so that draws, splits, folds and the elements of a draw never meet.</summary>
    public enum Purpose : uint
    {
        Draw = 0,
        Split = 1,
        Fold = 2,
        Element = 3,
    }

    public static (uint First, uint Second) Block(uint key0, uint key1, uint counter0, uint counter1)
    {
        uint key2 = Parity ^ key0 ^ key1;
        uint x = counter0 + key0;
        uint y = counter1 + key1;

        Mix(ref x, ref y, 13, 15, 26, 6);
        (x, y) = (x + key1, y + key2 + 1);
        Mix(ref x, ref y, 17, 29, 16, 24);
        (x, y) = (x + key2, y + key0 + 2);
        Mix(ref x, ref y, 13, 15, 26, 6);
        (x, y) = (x + key0, y + key1 + 3);
        Mix(ref x, ref y, 17, 29, 16, 24);
        (x, y) = (x + key1, y + key2 + 4);
        Mix(ref x, ref y, 13, 15, 26, 6);
        return (x + key2, y + key0 + 5);
    }

    private static void Mix(ref uint x, ref uint y, int a, int b, int c, int d)
    {
        x += y;
        y = BitOperations.RotateLeft(y, a) ^ x;
        x += y;
        y = BitOperations.RotateLeft(y, b) ^ x;
        x += y;
        y = BitOperations.RotateLeft(y, c) ^ x;
        x += y;
        y = BitOperations.RotateLeft(y, d) ^ x;
    }
}

/// <summary>The words that a key draws, in order: word i is half of block i / 2.</summary>
internal struct RandomWords(uint key0, uint key1)
{
    private ulong _drawn;
    private uint _spare;

    public uint Next()
    {
        if ((_drawn & 1) == 1)
        {
            _drawn++;
            return _spare;
        }

        // A tensor has fewer than 2³¹ elements of at most two words: the counter cannot wrap around.
        (uint first, _spare) = Threefry.Block(key0, key1, (uint)(_drawn >> 1), (uint)Threefry.Purpose.Draw);
        _drawn++;
        return first;
    }

    /// <summary>A number in [0, 1): 53 bits of two words.</summary>
    public double NextUnit() => NextBits() * (1.0 / (1L << 53));

    /// <summary>A number in (-1, 1), none nearer to the ends than 2⁻⁵³, and as often above 0 as below: 53 bits of two words.</summary>
    public double NextCentred() => ((2 * NextBits()) + 1 - (1L << 53)) * (1.0 / (1L << 53));

    private long NextBits() => ((long)(Next() >> 6) << 27) + (Next() >> 5);
}
