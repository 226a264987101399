namespace AutoGrad;

public static partial class Draw
{
    /// <summary>Draws whole numbers spread evenly over a range.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="shape">What to fill.</param>
    /// <param name="low">The least number; it may come.</param>
    /// <param name="high">The end; it does not come itself.</param>
    /// <returns>[shape]: Int32, in [low, high).</returns>
    /// <exception cref="ArgumentException">The range is empty.</exception>
    /// <remarks>No number is favoured by more than 2⁻³² of its probability.</remarks>
    public static Tensor Integers(RandomKey key, Shape shape, int low, int high)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(shape);
        key.RequireSingle("integers");
        return low < high
            ? new IntegersOp(shape, low, high).Apply(key.Words)
            : throw new ArgumentException($"integers: low must be below high; got {low} and {high}.");
    }
}

internal sealed record IntegersOp(Shape Shape, int Low, int High) : DrawOp(Shape, DType.Int32)
{
    public override string Name => "integers";

    protected override void Fill<T>(ref RandomWords words, Span<T> y)
    {
        ulong range = (ulong)((long)High - Low);
        for (int i = 0; i < y.Length; i++)
        {
            ulong bits = ((ulong)words.Next() << 32) | words.Next();
            y[i] = T.CreateTruncating(Low + (long)Math.BigMul(bits, range, out _));
        }
    }
}
