namespace AutoGrad;

public static partial class Draw
{
    /// <summary>Draws random bits.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="shape">What to fill.</param>
    /// <returns>[shape]: UInt32, all values equally likely.</returns>
    public static Tensor Bits(RandomKey key, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(shape);
        key.RequireSingle("bits");
        return new BitsOp(shape).Apply(key.Words);
    }
}

internal sealed record BitsOp(Shape Shape) : DrawOp(Shape, DType.UInt32)
{
    public override string Name => "bits";

    protected override void Fill<T>(ref RandomWords words, Span<T> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = T.CreateTruncating(words.Next());
        }
    }
}
