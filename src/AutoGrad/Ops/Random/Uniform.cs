namespace AutoGrad;

/// <summary>Draws random tensors from keys: a key draws one tensor, and always the same one.</summary>
public static partial class Draw
{
    /// <summary>Draws numbers spread evenly over an interval.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="shape">What to fill.</param>
    /// <param name="low">The least number; it may come.</param>
    /// <param name="high">The end; it does not come itself.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <returns>[shape]: in [low, high).</returns>
    /// <exception cref="ArgumentException">The interval is empty or not finite.</exception>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    public static Tensor Uniform(RandomKey key, Shape shape, double low = 0, double high = 1, DType dtype = DType.Float32)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(shape);
        ShapeException.ThrowUnlessFloating("uniform", new Spec(shape, dtype));
        key.RequireSingle("uniform");
        return low < high && double.IsFinite(high - low)
            ? new UniformOp(shape, dtype, low, high).Apply(key.Words)
            : throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"uniform: low must be below high, and both finite; got {low} and {high}."));
    }
}

internal sealed record UniformOp(Shape Shape, DType DType, double Low, double High) : DrawOp(Shape, DType)
{
    public override string Name => "uniform";

    protected override void Fill<T>(ref RandomWords words, Span<T> y)
    {
        // An interval without another number of the dtype in it has its start alone.
        T end = T.Max(
            T.CreateTruncating(Low), T.CreateTruncating(DType == DType.Float32 ? float.BitDecrement((float)High) : double.BitDecrement(High)));
        for (int i = 0; i < y.Length; i++)
        {
            // Rounding could reach the end, which does not belong to the interval.
            y[i] = T.Min(T.CreateTruncating(Low + (High - Low) * words.NextUnit()), end);
        }
    }
}
