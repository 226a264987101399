using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoGrad;

/// <summary>A function of one number as a formula over lanes of any width.</summary>
internal interface IWideMap<T>
    where T : unmanaged
{
    static abstract TWide Map<TWide>(TWide x)
        where TWide : unmanaged, IWide<TWide, T>;
}

/// <summary>Runs elementwise functions so that a value's result has the same bits at every position of an array of every length.</summary>
/// <remarks>
/// Vector code rounds differently from the scalar code that libraries use for what is left over, so the tail is copied to a full
/// block on the stack, filled up with its last element (which cannot raise anything new), and given to the vector code too.
/// Inputs and output may be the same span but must not overlap otherwise.
/// </remarks>
internal static partial class ElementwiseLoop
{
    // The widest vector (Vector512) in bytes; TensorPrimitives never leaves a remainder of whole blocks of this size.
    private const int BlockBytes = 64;

    internal delegate void UnaryFunction<T>(ReadOnlySpan<T> x, Span<T> y);

    internal delegate void BinaryFunction<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z);

    /// <summary>Runs a function of <c>TensorPrimitives</c>'s kind, such as <c>TensorPrimitives.Sqrt</c>, over whole blocks only.</summary>
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y, UnaryFunction<T> function)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, x.Length, nameof(y));

        int block = BlockBytes / Unsafe.SizeOf<T>();
        int whole = x.Length - (x.Length % block);

        // The tail is read before anything is written, as x and y may be the same span.
        Span<T> xTail = stackalloc T[block];
        Span<T> yTail = stackalloc T[block];
        CopyTail(x[whole..], xTail);

        if (whole > 0)
        {
            function(x[..whole], y[..whole]);
        }

        if (whole < x.Length)
        {
            function(xTail, yTail);
            yTail[..(x.Length - whole)].CopyTo(y[whole..]);
        }
    }

    /// <summary>The same for a function of two arguments, such as <c>TensorPrimitives.Pow</c>.</summary>
    public static void Run<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, BinaryFunction<T> function)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length, nameof(y));
        ArgumentOutOfRangeException.ThrowIfLessThan(z.Length, x.Length, nameof(z));

        int block = BlockBytes / Unsafe.SizeOf<T>();
        int whole = x.Length - (x.Length % block);

        Span<T> xTail = stackalloc T[block];
        Span<T> yTail = stackalloc T[block];
        Span<T> zTail = stackalloc T[block];
        CopyTail(x[whole..], xTail);
        CopyTail(y[whole..], yTail);

        if (whole > 0)
        {
            function(x[..whole], y[..whole], z[..whole]);
        }

        if (whole < x.Length)
        {
            function(xTail, yTail, zTail);
            zTail[..(x.Length - whole)].CopyTo(z[whole..]);
        }
    }

    /// <summary>Runs the formula for the dtype at hand over the widest vectors that the processor has.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <c>float</c> nor <c>double</c>.</exception>
    public static void Map<T, TFloat32, TFloat64>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
        where TFloat32 : struct, IWideMap<float>
        where TFloat64 : struct, IWideMap<double>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, x.Length, nameof(y));

        if (typeof(T) == typeof(float))
        {
            MapWidest<float, TFloat32>(MemoryMarshal.Cast<T, float>(x), MemoryMarshal.Cast<T, float>(y));
        }
        else if (typeof(T) == typeof(double))
        {
            MapWidest<double, TFloat64>(MemoryMarshal.Cast<T, double>(x), MemoryMarshal.Cast<T, double>(y));
        }
        else
        {
            throw new NotSupportedException($"kernel: the elements are float or double; got {typeof(T).Name}.");
        }
    }

    private static void MapWidest<T, TMap>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
        where TMap : struct, IWideMap<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            MapWide<T, TMap, Wide512<T>>(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), (nuint)x.Length);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            MapWide<T, TMap, Wide256<T>>(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), (nuint)x.Length);
        }
        else
        {
            MapWide<T, TMap, Wide128<T>>(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), (nuint)x.Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void MapWide<T, TMap, TWide>(ref T x, ref T y, nuint length)
        where T : unmanaged
        where TMap : struct, IWideMap<T>
        where TWide : unmanaged, IWide<TWide, T>
    {
        nuint count = (nuint)TWide.Count;
        nuint pairs = length - (length % (2 * count));
        nuint whole = length - (length % count);

        for (nuint i = 0; i < pairs; i += 2 * count)
        {
            WidePair<TWide, T>.Store(TMap.Map(WidePair<TWide, T>.Load(ref x, i)), ref y, i);
        }

        if (pairs < whole)
        {
            TWide.Store(TMap.Map(TWide.Load(ref x, pairs)), ref y, pairs);
        }

        if (whole < length)
        {
            MapTail<T, TMap, TWide>(ref Unsafe.Add(ref x, whole), ref Unsafe.Add(ref y, whole), length - whole);
        }
    }

    // Apart from the loop, so that the loop's method is one loop around one copy of the formula.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void MapTail<T, TMap, TWide>(ref T x, ref T y, nuint length)
        where T : unmanaged
        where TMap : struct, IWideMap<T>
        where TWide : unmanaged, IWide<TWide, T>
    {
        Span<T> block = stackalloc T[BlockBytes / Unsafe.SizeOf<T>()];
        ref T first = ref MemoryMarshal.GetReference(block);
        CopyTail(MemoryMarshal.CreateReadOnlySpan(ref x, (int)length), block);

        TWide.Store(TMap.Map(TWide.Load(ref first, 0)), ref first, 0);

        block[..(int)length].CopyTo(MemoryMarshal.CreateSpan(ref y, (int)length));
    }

    private static void CopyTail<T>(ReadOnlySpan<T> tail, Span<T> block)
        where T : unmanaged
    {
        if (!tail.IsEmpty)
        {
            tail.CopyTo(block);
            block[tail.Length..].Fill(tail[^1]);
        }
    }
}
