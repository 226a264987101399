using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace AutoGrad;

/// <summary>Transposes of small blocks in registers: <c>target[j, i] = source[i, j]</c>, strides counted in elements.</summary>
internal static unsafe class TransposeBlock
{
    /// <summary>Gets the side of the widest block of 4-byte elements this processor transposes: 8 or 4.</summary>
    public static int Side4 => Avx.IsSupported ? 8 : 4;

    /// <summary>Gets the side of the widest block of 8-byte elements this processor transposes: 4 or 2.</summary>
    public static int Side8 => Avx.IsSupported ? 4 : 2;

    /// <summary>Transposes a matrix of elements of any size, [rows, columns] to [columns, rows], their rows the strides apart: <c>target[j, i] = source[i, j]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(int rows, int columns, T* source, nint sourceStride, T* target, nint targetStride)
        where T : unmanaged
    {
        int side = sizeof(T) == 4 ? Side4
            : sizeof(T) == 8 ? Side8
            : sizeof(T) == 1 && Sse2.IsSupported ? 16
            : 1;
        // Half squares serve what is left of the rows, or whole ones that take some rows again: one by one they would take longest.
        int half = side == 8 ? 4 : side;
        int row = 0;
        while (row < rows && rows >= half && columns >= half && side > 1)
        {
            int left = rows - row;
            bool whole = side <= rows && side <= columns && (left > half || side == half);
            int tall = whole ? side : half;
            int from = Math.Min(row, rows - tall);
            Band(tall, columns, source + from * sourceStride, sourceStride, target + from, targetStride);
            row = from + tall;
        }

        for (; row < rows; row++)
        {
            T* from = source + row * sourceStride;
            T* to = target + row;
            for (int column = 0; column < columns; column++)
            {
                to[column * targetStride] = from[column];
            }
        }
    }

    // As many rows as columns at a time; the last columns take some again.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Band<T>(int side, int columns, T* source, nint sourceStride, T* target, nint targetStride)
        where T : unmanaged
    {
        for (int next = 0; next < columns; next += side)
        {
            int column = Math.Min(next, columns - side);
            T* from = source + column;
            T* to = target + column * targetStride;
            if (sizeof(T) == 4 && side == 8)
            {
                Half8x4((float*)from, sourceStride, (float*)to, targetStride);
                Half8x4((float*)from + 4, sourceStride, (float*)to + 4 * targetStride, targetStride);
            }
            else if (sizeof(T) == 4)
            {
                Quarter4x4((float*)from, sourceStride, (float*)to, targetStride);
            }
            else if (sizeof(T) == 8)
            {
                Square8((double*)from, sourceStride, (double*)to, targetStride);
            }
            else
            {
                Square1((byte*)from, sourceStride, (byte*)to, targetStride);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarter4x4(float* source, nint sourceStride, float* target, nint targetStride)
    {
        Vector128<float> r0 = Vector128.Load(source), r1 = Vector128.Load(source + sourceStride);
        Vector128<float> r2 = Vector128.Load(source + 2 * sourceStride), r3 = Vector128.Load(source + 3 * sourceStride);
        (Vector128<float> a, Vector128<float> b) = (ZipLow(r0, r2), ZipLow(r1, r3));
        (Vector128<float> c, Vector128<float> d) = (ZipHigh(r0, r2), ZipHigh(r1, r3));
        ZipLow(a, b).Store(target);
        ZipHigh(a, b).Store(target + targetStride);
        ZipLow(c, d).Store(target + 2 * targetStride);
        ZipHigh(c, d).Store(target + 3 * targetStride);
    }

    // Rows i and i + 4 share a register, one in each half: then the 4×4 network on halves yields whole columns of 8.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Half8x4(float* source, nint stride, float* target, nint targetStride)
    {
        float* lower = source + 4 * stride;
        Vector256<float> r0 = Vector256.Create(Vector128.Load(source), Vector128.Load(lower));
        Vector256<float> r1 = Vector256.Create(Vector128.Load(source + stride), Vector128.Load(lower + stride));
        Vector256<float> r2 = Vector256.Create(Vector128.Load(source + 2 * stride), Vector128.Load(lower + 2 * stride));
        Vector256<float> r3 = Vector256.Create(Vector128.Load(source + 3 * stride), Vector128.Load(lower + 3 * stride));
        (Vector256<float> a, Vector256<float> b) = (Avx.UnpackLow(r0, r2), Avx.UnpackLow(r1, r3));
        (Vector256<float> c, Vector256<float> d) = (Avx.UnpackHigh(r0, r2), Avx.UnpackHigh(r1, r3));
        Avx.UnpackLow(a, b).Store(target);
        Avx.UnpackHigh(a, b).Store(target + targetStride);
        Avx.UnpackLow(c, d).Store(target + 2 * targetStride);
        Avx.UnpackHigh(c, d).Store(target + 3 * targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square8(double* source, nint stride, double* target, nint targetStride)
    {
        if (Avx.IsSupported)
        {
            for (int half = 0; half < 4; half += 2)
            {
                double* from = source + half;
                Vector256<double> even = Vector256.Create(Vector128.Load(from), Vector128.Load(from + 2 * stride));
                Vector256<double> odd = Vector256.Create(Vector128.Load(from + stride), Vector128.Load(from + 3 * stride));
                Avx.UnpackLow(even, odd).Store(target + half * targetStride);
                Avx.UnpackHigh(even, odd).Store(target + (half + 1) * targetStride);
            }
        }
        else
        {
            Vector128<double> r0 = Vector128.Load(source), r1 = Vector128.Load(source + stride);
            Vector128.Create(r0.GetLower(), r1.GetLower()).Store(target);
            Vector128.Create(r0.GetUpper(), r1.GetUpper()).Store(target + targetStride);
        }
    }

    // Four rounds of zipping row i with row i + 8 turn 16 rows of 16 bytes into their 16 columns.
    private static void Square1(byte* source, nint stride, byte* target, nint targetStride)
    {
        Vector128<byte>* x = stackalloc Vector128<byte>[16];
        Vector128<byte>* y = stackalloc Vector128<byte>[16];
        for (int i = 0; i < 16; i++)
        {
            x[i] = Vector128.Load(source + i * stride);
        }

        for (int round = 0; round < 4; round++)
        {
            for (int i = 0; i < 8; i++)
            {
                y[2 * i] = Sse2.UnpackLow(x[i], x[i + 8]);
                y[2 * i + 1] = Sse2.UnpackHigh(x[i], x[i + 8]);
            }

            Vector128<byte>* swap = x;
            x = y;
            y = swap;
        }

        for (int i = 0; i < 16; i++)
        {
            x[i].Store(target + i * targetStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> ZipLow(Vector128<float> x, Vector128<float> y) =>
        Sse.IsSupported ? Sse.UnpackLow(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(x, y)
        : Vector128.Create(x[0], y[0], x[1], y[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> ZipHigh(Vector128<float> x, Vector128<float> y) =>
        Sse.IsSupported ? Sse.UnpackHigh(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(x, y)
        : Vector128.Create(x[2], y[2], x[3], y[3]);
}
