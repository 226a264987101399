using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Two vectors side by side, each operation done on one and then on the other.</summary>
/// <remarks>
/// A polynomial is one long chain of dependent instructions; two chains interleaved keep the processor's scheduler,
/// which holds about three iterations of a single one, fed.
/// </remarks>
internal readonly struct WidePair<TWide, T> : IWide<WidePair<TWide, T>, T>
    where TWide : unmanaged, IWide<TWide, T>
    where T : unmanaged
{
    private readonly TWide _a;
    private readonly TWide _b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private WidePair(TWide a, TWide b)
    {
        _a = a;
        _b = b;
    }

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * TWide.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WidePair<TWide, T> Load(ref T source, nuint offset)
        => new(TWide.Load(ref source, offset), TWide.Load(ref source, offset + (nuint)TWide.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(WidePair<TWide, T> x, ref T target, nuint offset)
    {
        TWide.Store(x._a, ref target, offset);
        TWide.Store(x._b, ref target, offset + (nuint)TWide.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator WidePair<TWide, T>(T value) => new(value, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WidePair<TWide, T> operator +(WidePair<TWide, T> x, WidePair<TWide, T> y) => new(x._a + y._a, x._b + y._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WidePair<TWide, T> operator -(WidePair<TWide, T> x, WidePair<TWide, T> y) => new(x._a - y._a, x._b - y._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WidePair<TWide, T> operator *(WidePair<TWide, T> x, WidePair<TWide, T> y) => new(x._a * y._a, x._b * y._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WidePair<TWide, T> operator /(WidePair<TWide, T> x, WidePair<TWide, T> y) => new(x._a / y._a, x._b / y._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WidePair<TWide, T> operator &(WidePair<TWide, T> x, WidePair<TWide, T> y) => new(x._a & y._a, x._b & y._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WidePair<TWide, T> operator |(WidePair<TWide, T> x, WidePair<TWide, T> y) => new(x._a | y._a, x._b | y._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WidePair<TWide, T> operator ^(WidePair<TWide, T> x, WidePair<TWide, T> y) => new(x._a ^ y._a, x._b ^ y._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WidePair<TWide, T> operator <(WidePair<TWide, T> x, WidePair<TWide, T> y) => new(x._a < y._a, x._b < y._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WidePair<TWide, T> operator >(WidePair<TWide, T> x, WidePair<TWide, T> y) => new(x._a > y._a, x._b > y._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WidePair<TWide, T> Fma(WidePair<TWide, T> x, WidePair<TWide, T> y, WidePair<TWide, T> z) => new(TWide.Fma(x._a, y._a, z._a), TWide.Fma(x._b, y._b, z._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WidePair<TWide, T> Select(WidePair<TWide, T> mask, WidePair<TWide, T> x, WidePair<TWide, T> y) => new(TWide.Select(mask._a, x._a, y._a), TWide.Select(mask._b, x._b, y._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WidePair<TWide, T> Equal(WidePair<TWide, T> x, WidePair<TWide, T> y) => new(TWide.Equal(x._a, y._a), TWide.Equal(x._b, y._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(WidePair<TWide, T> mask) => TWide.All(mask._a & mask._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WidePair<TWide, T> Abs(WidePair<TWide, T> x) => new(TWide.Abs(x._a), TWide.Abs(x._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WidePair<TWide, T> Sqrt(WidePair<TWide, T> x) => new(TWide.Sqrt(x._a), TWide.Sqrt(x._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(WidePair<TWide, T> x) => TWide.Sum(x._a + x._b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(WidePair<TWide, T> x) => TWide.Max(TWide.Select(x._a > x._b, x._a, x._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WidePair<TWide, T> AddBits(WidePair<TWide, T> x, WidePair<TWide, T> y) => new(TWide.AddBits(x._a, y._a), TWide.AddBits(x._b, y._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WidePair<TWide, T> SubtractBits(WidePair<TWide, T> x, WidePair<TWide, T> y) => new(TWide.SubtractBits(x._a, y._a), TWide.SubtractBits(x._b, y._b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WidePair<TWide, T> ShiftLeftBits(WidePair<TWide, T> x, int count) => new(TWide.ShiftLeftBits(x._a, count), TWide.ShiftLeftBits(x._b, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WidePair<TWide, T> ShiftRightBits(WidePair<TWide, T> x, int count) => new(TWide.ShiftRightBits(x._a, count), TWide.ShiftRightBits(x._b, count));
}
