using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoGrad;

/// <summary>256 bits of <c>float</c> or <c>double</c> lanes.</summary>
internal readonly struct Wide256<T> : IWide<Wide256<T>, T>
    where T : unmanaged
{
    private readonly Vector256<T> _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Wide256(Vector256<T> v) => _v = v;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<T>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Load(ref T source, nuint offset) => new(Vector256.LoadUnsafe(ref source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Wide256<T> x, ref T target, nuint offset) => x._v.StoreUnsafe(ref target, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Wide256<T>(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator +(Wide256<T> x, Wide256<T> y) => new(x._v + y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator -(Wide256<T> x, Wide256<T> y) => new(x._v - y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator *(Wide256<T> x, Wide256<T> y) => new(x._v * y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator /(Wide256<T> x, Wide256<T> y) => new(x._v / y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator &(Wide256<T> x, Wide256<T> y) => new(x._v & y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator |(Wide256<T> x, Wide256<T> y) => new(x._v | y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator ^(Wide256<T> x, Wide256<T> y) => new(x._v ^ y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator <(Wide256<T> x, Wide256<T> y) => new(Vector256.LessThan(x._v, y._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator >(Wide256<T> x, Wide256<T> y) => new(Vector256.GreaterThan(x._v, y._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Fma(Wide256<T> x, Wide256<T> y, Wide256<T> z) => typeof(T) == typeof(float)
        ? new(Vector256.FusedMultiplyAdd(x._v.AsSingle(), y._v.AsSingle(), z._v.AsSingle()).As<float, T>())
        : new(Vector256.FusedMultiplyAdd(x._v.AsDouble(), y._v.AsDouble(), z._v.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Select(Wide256<T> mask, Wide256<T> x, Wide256<T> y) => new(Vector256.ConditionalSelect(mask._v, x._v, y._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Equal(Wide256<T> x, Wide256<T> y) => new(Vector256.Equals(x._v, y._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(Wide256<T> mask) => Vector256.EqualsAll(mask._v.AsInt32(), Vector256<int>.AllBitsSet);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Abs(Wide256<T> x) => new(Vector256.Abs(x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Sqrt(Wide256<T> x) => new(Vector256.Sqrt(x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Wide256<T> x) => SumOf(x._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(Wide256<T> x) => MaxOf(x._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T SumOf(Vector256<T> v) => Wide128<T>.SumOf(v.GetLower() + v.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T MaxOf(Vector256<T> v) => Wide128<T>.MaxOf(Vector128.MaxNative(v.GetLower(), v.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> AddBits(Wide256<T> x, Wide256<T> y) => typeof(T) == typeof(float)
        ? new((x._v.AsInt32() + y._v.AsInt32()).As<int, T>())
        : new((x._v.AsInt64() + y._v.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> SubtractBits(Wide256<T> x, Wide256<T> y) => typeof(T) == typeof(float)
        ? new((x._v.AsInt32() - y._v.AsInt32()).As<int, T>())
        : new((x._v.AsInt64() - y._v.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> ShiftLeftBits(Wide256<T> x, int count) => typeof(T) == typeof(float)
        ? new((x._v.AsInt32() << count).As<int, T>())
        : new((x._v.AsInt64() << count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> ShiftRightBits(Wide256<T> x, int count) => typeof(T) == typeof(float)
        ? new((x._v.AsInt32() >>> count).As<int, T>())
        : new((x._v.AsInt64() >>> count).As<long, T>());
}
