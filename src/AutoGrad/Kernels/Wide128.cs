using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoGrad;

/// <summary>128 bits of <c>float</c> or <c>double</c> lanes.</summary>
internal readonly struct Wide128<T> : IWide<Wide128<T>, T>
    where T : unmanaged
{
    private readonly Vector128<T> _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Wide128(Vector128<T> v) => _v = v;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<T>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Load(ref T source, nuint offset) => new(Vector128.LoadUnsafe(ref source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Wide128<T> x, ref T target, nuint offset) => x._v.StoreUnsafe(ref target, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Wide128<T>(T value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator +(Wide128<T> x, Wide128<T> y) => new(x._v + y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator -(Wide128<T> x, Wide128<T> y) => new(x._v - y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator *(Wide128<T> x, Wide128<T> y) => new(x._v * y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator /(Wide128<T> x, Wide128<T> y) => new(x._v / y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator &(Wide128<T> x, Wide128<T> y) => new(x._v & y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator |(Wide128<T> x, Wide128<T> y) => new(x._v | y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator ^(Wide128<T> x, Wide128<T> y) => new(x._v ^ y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator <(Wide128<T> x, Wide128<T> y) => new(Vector128.LessThan(x._v, y._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator >(Wide128<T> x, Wide128<T> y) => new(Vector128.GreaterThan(x._v, y._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Fma(Wide128<T> x, Wide128<T> y, Wide128<T> z) => typeof(T) == typeof(float)
        ? new(Vector128.FusedMultiplyAdd(x._v.AsSingle(), y._v.AsSingle(), z._v.AsSingle()).As<float, T>())
        : new(Vector128.FusedMultiplyAdd(x._v.AsDouble(), y._v.AsDouble(), z._v.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Select(Wide128<T> mask, Wide128<T> x, Wide128<T> y) => new(Vector128.ConditionalSelect(mask._v, x._v, y._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Equal(Wide128<T> x, Wide128<T> y) => new(Vector128.Equals(x._v, y._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(Wide128<T> mask) => Vector128.EqualsAll(mask._v.AsInt32(), Vector128<int>.AllBitsSet);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Abs(Wide128<T> x) => new(Vector128.Abs(x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Sqrt(Wide128<T> x) => new(Vector128.Sqrt(x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Wide128<T> x) => SumOf(x._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(Wide128<T> x) => MaxOf(x._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T SumOf(Vector128<T> v)
    {
        if (typeof(T) == typeof(float))
        {
            v += Vector128.Shuffle(v.AsInt32(), Vector128.Create(2, 3, 0, 1)).As<int, T>();
            v += Vector128.Shuffle(v.AsInt32(), Vector128.Create(1, 0, 3, 2)).As<int, T>();
        }
        else
        {
            v += Vector128.Shuffle(v.AsInt64(), Vector128.Create(1, 0)).As<long, T>();
        }

        return v.ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T MaxOf(Vector128<T> v)
    {
        if (typeof(T) == typeof(float))
        {
            v = Vector128.MaxNative(v, Vector128.Shuffle(v.AsInt32(), Vector128.Create(2, 3, 0, 1)).As<int, T>());
            v = Vector128.MaxNative(v, Vector128.Shuffle(v.AsInt32(), Vector128.Create(1, 0, 3, 2)).As<int, T>());
        }
        else
        {
            v = Vector128.MaxNative(v, Vector128.Shuffle(v.AsInt64(), Vector128.Create(1, 0)).As<long, T>());
        }

        return v.ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> AddBits(Wide128<T> x, Wide128<T> y) => typeof(T) == typeof(float)
        ? new((x._v.AsInt32() + y._v.AsInt32()).As<int, T>())
        : new((x._v.AsInt64() + y._v.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> SubtractBits(Wide128<T> x, Wide128<T> y) => typeof(T) == typeof(float)
        ? new((x._v.AsInt32() - y._v.AsInt32()).As<int, T>())
        : new((x._v.AsInt64() - y._v.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> ShiftLeftBits(Wide128<T> x, int count) => typeof(T) == typeof(float)
        ? new((x._v.AsInt32() << count).As<int, T>())
        : new((x._v.AsInt64() << count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> ShiftRightBits(Wide128<T> x, int count) => typeof(T) == typeof(float)
        ? new((x._v.AsInt32() >>> count).As<int, T>())
        : new((x._v.AsInt64() >>> count).As<long, T>());
}
