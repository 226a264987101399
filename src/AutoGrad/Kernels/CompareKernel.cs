using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoGrad;

/// <summary>A relation between two numbers, and between the lanes of two vectors: all bits set where it holds.</summary>
internal interface IRelation
{
    static abstract bool Holds<T>(T x, T y)
        where T : INumber<T>;

    static abstract Vector256<T> Holds<T>(Vector256<T> x, Vector256<T> y);
}

/// <summary>Tells where a relation holds: a byte of 0 or 1 each.</summary>
internal readonly unsafe struct CompareKernel<T, TRelation> : IBinaryKernel<T, bool>
    where T : unmanaged, INumber<T>
    where TRelation : struct, IRelation
{
    public void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<bool> z)
    {
        fixed (T* left = x, right = y)
        fixed (bool* to = z)
        {
            Run(left, true, right, true, (byte*)to, z.Length);
        }
    }

    public void Run(ReadOnlySpan<T> x, T y, Span<bool> z)
    {
        fixed (T* left = x)
        fixed (bool* to = z)
        {
            Run(left, true, &y, false, (byte*)to, z.Length);
        }
    }

    public void Run(T x, ReadOnlySpan<T> y, Span<bool> z)
    {
        fixed (T* right = y)
        fixed (bool* to = z)
        {
            Run(&x, false, right, true, (byte*)to, z.Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(T* x, bool xRuns, T* y, bool yRuns, byte* z, int length)
    {
        int i = 0;
        if (length >= Vector256<byte>.Count)
        {
            Vector256<T> left = Vector256.Create(*x);
            Vector256<T> right = Vector256.Create(*y);
            for (; i + Vector256<byte>.Count <= length; i += Vector256<byte>.Count)
            {
                (Bytes(x, xRuns, left, y, yRuns, right, i) & Vector256<byte>.One).Store(z + i);
            }
        }

        for (; i < length; i++)
        {
            z[i] = TRelation.Holds(xRuns ? x[i] : *x, yRuns ? y[i] : *y) ? (byte)1 : (byte)0;
        }
    }

    // Thirty-two answers. Narrowing keeps the low bits, and all are alike.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Bytes(T* x, bool xRuns, Vector256<T> left, T* y, bool yRuns, Vector256<T> right, int i)
    {
        if (sizeof(T) == 1)
        {
            return Lanes(x, xRuns, left, y, yRuns, right, i).AsByte();
        }

        if (sizeof(T) == 4)
        {
            Vector256<int> a = Lanes(x, xRuns, left, y, yRuns, right, i).AsInt32();
            Vector256<int> b = Lanes(x, xRuns, left, y, yRuns, right, i + 8).AsInt32();
            Vector256<int> c = Lanes(x, xRuns, left, y, yRuns, right, i + 16).AsInt32();
            Vector256<int> d = Lanes(x, xRuns, left, y, yRuns, right, i + 24).AsInt32();
            return Vector256.Narrow(Vector256.Narrow(a, b), Vector256.Narrow(c, d)).AsByte();
        }

        return Vector256.Narrow(
            Vector256.Narrow(Pair(x, xRuns, left, y, yRuns, right, i), Pair(x, xRuns, left, y, yRuns, right, i + 8)),
            Vector256.Narrow(Pair(x, xRuns, left, y, yRuns, right, i + 16), Pair(x, xRuns, left, y, yRuns, right, i + 24))).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Pair(T* x, bool xRuns, Vector256<T> left, T* y, bool yRuns, Vector256<T> right, int i) =>
        Vector256.Narrow(Lanes(x, xRuns, left, y, yRuns, right, i).AsInt64(), Lanes(x, xRuns, left, y, yRuns, right, i + 4).AsInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Lanes(T* x, bool xRuns, Vector256<T> left, T* y, bool yRuns, Vector256<T> right, int i) =>
        TRelation.Holds(xRuns ? Vector256.Load(x + i) : left, yRuns ? Vector256.Load(y + i) : right);
}

/// <summary><c>x = y</c></summary>
internal readonly struct IsEqual : IRelation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Holds<T>(T x, T y)
        where T : INumber<T> => x == y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Holds<T>(Vector256<T> x, Vector256<T> y) => Vector256.Equals(x, y);
}

/// <summary><c>x ≠ y</c>, true beside NaN.</summary>
internal readonly struct IsUnequal : IRelation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Holds<T>(T x, T y)
        where T : INumber<T> => x != y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Holds<T>(Vector256<T> x, Vector256<T> y) => ~Vector256.Equals(x, y);
}

/// <summary><c>x &gt; y</c></summary>
internal readonly struct IsGreater : IRelation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Holds<T>(T x, T y)
        where T : INumber<T> => x > y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Holds<T>(Vector256<T> x, Vector256<T> y) => Vector256.GreaterThan(x, y);
}

/// <summary><c>x ≥ y</c></summary>
internal readonly struct IsGreaterOrEqual : IRelation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Holds<T>(T x, T y)
        where T : INumber<T> => x >= y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Holds<T>(Vector256<T> x, Vector256<T> y) => Vector256.GreaterThanOrEqual(x, y);
}
