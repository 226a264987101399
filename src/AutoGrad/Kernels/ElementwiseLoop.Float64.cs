using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoGrad;

internal static partial class ElementwiseLoop
{
    /// <summary>Runs one formula in Float64 for both dtypes: a Float32 result is the Float64 one, rounded.</summary>
    /// <remarks>One vector at a time: these formulas are so long that two side by side would neither be inlined nor fit the registers.</remarks>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <c>float</c> nor <c>double</c>.</exception>
    public static void MapInFloat64<T, TMap>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
        where TMap : struct, IWideMap<double>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, x.Length, nameof(y));

        if (typeof(T) == typeof(float))
        {
            ReadOnlySpan<float> narrowX = MemoryMarshal.Cast<T, float>(x);
            Span<float> narrowY = MemoryMarshal.Cast<T, float>(y);
            Span<double> wide = stackalloc double[Math.Min(x.Length, 512)];
            for (int start = 0; start < x.Length; start += wide.Length)
            {
                Span<double> block = wide[..Math.Min(wide.Length, x.Length - start)];
                TensorPrimitives.ConvertTruncating(narrowX.Slice(start, block.Length), block);
                MapEach<TMap>(block, block);
                TensorPrimitives.ConvertTruncating<double, float>(block, narrowY.Slice(start, block.Length));
            }
        }
        else if (typeof(T) == typeof(double))
        {
            MapEach<TMap>(MemoryMarshal.Cast<T, double>(x), MemoryMarshal.Cast<T, double>(y));
        }
        else
        {
            throw new NotSupportedException($"kernel: the elements are float or double; got {typeof(T).Name}.");
        }
    }

    private static void MapEach<TMap>(ReadOnlySpan<double> x, Span<double> y)
        where TMap : struct, IWideMap<double>
    {
        ref double first = ref MemoryMarshal.GetReference(x);
        ref double target = ref MemoryMarshal.GetReference(y);
        if (Vector512.IsHardwareAccelerated)
        {
            MapEach<TMap, Wide512<double>>(ref first, ref target, (nuint)x.Length);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            MapEach<TMap, Wide256<double>>(ref first, ref target, (nuint)x.Length);
        }
        else
        {
            MapEach<TMap, Wide128<double>>(ref first, ref target, (nuint)x.Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void MapEach<TMap, TWide>(ref double x, ref double y, nuint length)
        where TMap : struct, IWideMap<double>
        where TWide : unmanaged, IWide<TWide, double>
    {
        nuint count = (nuint)TWide.Count;
        nuint whole = length - (length % count);
        for (nuint i = 0; i < whole; i += count)
        {
            TWide.Store(TMap.Map(TWide.Load(ref x, i)), ref y, i);
        }

        if (whole < length)
        {
            MapTail<double, TMap, TWide>(ref Unsafe.Add(ref x, whole), ref Unsafe.Add(ref y, whole), length - whole);
        }
    }
}
