using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoGrad.Benchmarks;

/// <summary>What the machine can do at most: the multiply-adds of vectors in registers, and the triad in memory.</summary>
/// <remarks>The triad: McCalpin, Memory Bandwidth and Machine Balance in Current High Performance Computers, 1995.</remarks>
internal static unsafe class MachineLimits
{
    // As many as hide the latency of four cycles of two units, and fit the registers of every width.
    private const int Accumulators = 12;
    private const int Repeats = 9;

    // 64 MiB each, beyond the caches of the machines that are meant.
    private const int TriadFloats = 1 << 24;

    /// <summary>Gets how many threads the library takes.</summary>
    public static int Threads => WorkPool.Threads;

    /// <summary>Gets how wide the widest accelerated vectors are.</summary>
    public static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>The peak of fused multiply-adds, in GFLOP/s.</summary>
    public static double Fma<T>(int threads)
        where T : unmanaged
    {
        const int Loops = 2_000_000;
        double flops = 2.0 * Accumulators * Loops * VectorBits / 8 / sizeof(T) * threads;
        double best = double.MaxValue;
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            best = Math.Min(best, Together(threads, _ => Multiply<T>(Loops)));
        }

        return flops / best / 1e6;
    }

    /// <summary>The bandwidth of <c>z = x + s y</c>, of plain or non-temporal stores, whichever is faster, in GB/s of what the formula reads and writes.</summary>
    public static double Triad(int threads)
    {
        float* memory = (float*)NativeMemory.AlignedAlloc(3 * sizeof(float) * (nuint)TriadFloats, 64);
        try
        {
            new Span<float>(memory, 3 * TriadFloats / 2).Fill(1);
            new Span<float>(memory + 3 * TriadFloats / 2, 3 * TriadFloats / 2).Fill(1);
            double best = double.MaxValue;
            for (int repeat = 0; repeat < 2 * Repeats; repeat++)
            {
                bool nonTemporal = repeat % 2 == 1;
                best = Math.Min(best, Together(threads, thread => AddScaled(memory, thread * (TriadFloats / threads / 16 * 16), TriadFloats / threads / 16 * 16, nonTemporal)));
            }

            return 3.0 * sizeof(float) * (TriadFloats / threads / 16 * 16) * threads / best / 1e6;
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    private static double Multiply<T>(int loops)
        where T : unmanaged =>
        Vector512.IsHardwareAccelerated ? Multiply512<T>(loops) : Vector256.IsHardwareAccelerated ? Multiply256<T>(loops) : Multiply128<T>(loops);

    /// <summary>Milliseconds from when all threads are ready to when all are done.</summary>
    private static double Together(int threads, Func<int, double> body)
    {
        using var ready = new Barrier(threads);
        long[] starts = new long[threads];
        long[] ends = new long[threads];
        double[] results = new double[threads];
        void Work(int thread)
        {
            ready.SignalAndWait();
            starts[thread] = Stopwatch.GetTimestamp();
            results[thread] = body(thread);
            ends[thread] = Stopwatch.GetTimestamp();
        }

        Thread[] others = [.. Enumerable.Range(1, threads - 1).Select(thread => new Thread(() => Work(thread)))];
        Array.ForEach(others, thread => thread.Start());
        Work(0);
        Array.ForEach(others, thread => thread.Join());
        GC.KeepAlive(results);
        return Stopwatch.GetElapsedTime(starts.Min(), ends.Max()).TotalMilliseconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double AddScaled(float* memory, int start, int count, bool nonTemporal)
    {
        float* x = memory + start;
        float* y = x + TriadFloats;
        float* z = y + TriadFloats;
        if (nonTemporal)
        {
            for (int i = 0; i < count; i += 16)
            {
                (Vector512.LoadAligned(x + i) + Vector512.LoadAligned(y + i) * 3f).StoreAlignedNonTemporal(z + i);
            }
        }
        else
        {
            for (int i = 0; i < count; i += 16)
            {
                (Vector512.LoadAligned(x + i) + Vector512.LoadAligned(y + i) * 3f).StoreAligned(z + i);
            }
        }

        return z[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double Multiply512<T>(int loops)
        where T : unmanaged
    {
        Vector512<T> x = Vector512<T>.One, a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        Vector512<T> zero = Vector512<T>.Zero;
        for (int loop = 0; loop < loops; loop++)
        {
            a = Fma(a, x, zero); b = Fma(b, x, zero); c = Fma(c, x, zero); d = Fma(d, x, zero);
            e = Fma(e, x, zero); f = Fma(f, x, zero); g = Fma(g, x, zero); h = Fma(h, x, zero);
            i = Fma(i, x, zero); j = Fma(j, x, zero); k = Fma(k, x, zero); l = Fma(l, x, zero);
        }

        return Vector512.Sum((a + b + c + d + e + f + g + h + i + j + k + l).AsDouble());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double Multiply256<T>(int loops)
        where T : unmanaged
    {
        Vector256<T> x = Vector256<T>.One, a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        Vector256<T> zero = Vector256<T>.Zero;
        for (int loop = 0; loop < loops; loop++)
        {
            a = Fma(a, x, zero); b = Fma(b, x, zero); c = Fma(c, x, zero); d = Fma(d, x, zero);
            e = Fma(e, x, zero); f = Fma(f, x, zero); g = Fma(g, x, zero); h = Fma(h, x, zero);
            i = Fma(i, x, zero); j = Fma(j, x, zero); k = Fma(k, x, zero); l = Fma(l, x, zero);
        }

        return Vector256.Sum((a + b + c + d + e + f + g + h + i + j + k + l).AsDouble());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double Multiply128<T>(int loops)
        where T : unmanaged
    {
        Vector128<T> x = Vector128<T>.One, a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        Vector128<T> zero = Vector128<T>.Zero;
        for (int loop = 0; loop < loops; loop++)
        {
            a = Fma(a, x, zero); b = Fma(b, x, zero); c = Fma(c, x, zero); d = Fma(d, x, zero);
            e = Fma(e, x, zero); f = Fma(f, x, zero); g = Fma(g, x, zero); h = Fma(h, x, zero);
            i = Fma(i, x, zero); j = Fma(j, x, zero); k = Fma(k, x, zero); l = Fma(l, x, zero);
        }

        return Vector128.Sum((a + b + c + d + e + f + g + h + i + j + k + l).AsDouble());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Fma<T>(Vector512<T> x, Vector512<T> y, Vector512<T> z) => typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Fma<T>(Vector256<T> x, Vector256<T> y, Vector256<T> z) => typeof(T) == typeof(float)
        ? Vector256.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : Vector256.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Fma<T>(Vector128<T> x, Vector128<T> y, Vector128<T> z) => typeof(T) == typeof(float)
        ? Vector128.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : Vector128.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();
}
