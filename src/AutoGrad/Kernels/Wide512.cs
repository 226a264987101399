using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoGrad;

/// <summary>512 bits of <c>float</c> or <c>double</c> lanes.</summary>
internal readonly struct Wide512<T> : IWide<Wide512<T>, T>
    where T : unmanaged
{
    private readonly Vector512<T> _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Wide512(Vector512<T> v) => _v = v;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<T>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Load(ref T source, nuint offset) => new(Vector512.LoadUnsafe(ref source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Wide512<T> x, ref T target, nuint offset) => x._v.StoreUnsafe(ref target, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Wide512<T>(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator +(Wide512<T> x, Wide512<T> y) => new(x._v + y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator -(Wide512<T> x, Wide512<T> y) => new(x._v - y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator *(Wide512<T> x, Wide512<T> y) => new(x._v * y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator /(Wide512<T> x, Wide512<T> y) => new(x._v / y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator &(Wide512<T> x, Wide512<T> y) => new(x._v & y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator |(Wide512<T> x, Wide512<T> y) => new(x._v | y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator ^(Wide512<T> x, Wide512<T> y) => new(x._v ^ y._v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator <(Wide512<T> x, Wide512<T> y) => new(Vector512.LessThan(x._v, y._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator >(Wide512<T> x, Wide512<T> y) => new(Vector512.GreaterThan(x._v, y._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Fma(Wide512<T> x, Wide512<T> y, Wide512<T> z) => typeof(T) == typeof(float)
        ? new(Vector512.FusedMultiplyAdd(x._v.AsSingle(), y._v.AsSingle(), z._v.AsSingle()).As<float, T>())
        : new(Vector512.FusedMultiplyAdd(x._v.AsDouble(), y._v.AsDouble(), z._v.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Select(Wide512<T> mask, Wide512<T> x, Wide512<T> y) => new(Vector512.ConditionalSelect(mask._v, x._v, y._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Equal(Wide512<T> x, Wide512<T> y) => new(Vector512.Equals(x._v, y._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(Wide512<T> mask) => Vector512.EqualsAll(mask._v.AsInt32(), Vector512<int>.AllBitsSet);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Abs(Wide512<T> x) => new(Vector512.Abs(x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Sqrt(Wide512<T> x) => new(Vector512.Sqrt(x._v));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Wide512<T> x) => Wide256<T>.SumOf(x._v.GetLower() + x._v.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(Wide512<T> x) => Wide256<T>.MaxOf(Vector256.MaxNative(x._v.GetLower(), x._v.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> AddBits(Wide512<T> x, Wide512<T> y) => typeof(T) == typeof(float)
        ? new((x._v.AsInt32() + y._v.AsInt32()).As<int, T>())
        : new((x._v.AsInt64() + y._v.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> SubtractBits(Wide512<T> x, Wide512<T> y) => typeof(T) == typeof(float)
        ? new((x._v.AsInt32() - y._v.AsInt32()).As<int, T>())
        : new((x._v.AsInt64() - y._v.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> ShiftLeftBits(Wide512<T> x, int count) => typeof(T) == typeof(float)
        ? new((x._v.AsInt32() << count).As<int, T>())
        : new((x._v.AsInt64() << count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> ShiftRightBits(Wide512<T> x, int count) => typeof(T) == typeof(float)
        ? new((x._v.AsInt32() >>> count).As<int, T>())
        : new((x._v.AsInt64() >>> count).As<long, T>());
}
