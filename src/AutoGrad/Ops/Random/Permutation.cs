namespace AutoGrad;

public static partial class Draw
{
    /// <summary>Draws an order of <paramref name="count"/> things.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="count">How many; 0 or more.</param>
    /// <returns>[count]: Int32, each of 0 … count - 1 once.</returns>
    /// <remarks>Source: Durstenfeld, Algorithm 235: Random permutation, 1964.</remarks>
    public static Tensor Permutation(RandomKey key, int count)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        key.RequireSingle("permutation");
        return new PermutationOp([count]).Apply(key.Words);
    }
}

internal sealed record PermutationOp(Shape Shape) : DrawOp(Shape, DType.Int32)
{
    public override string Name => "permutation";

    protected override void Fill<T>(ref RandomWords words, Span<T> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = T.CreateTruncating(i);
        }

        for (int i = y.Length - 1; i > 0; i--)
        {
            // 53 bits times the count: no place is favoured by more than 2⁻²².
            int j = (int)(words.NextUnit() * (i + 1));
            (y[i], y[j]) = (y[j], y[i]);
        }
    }
}
