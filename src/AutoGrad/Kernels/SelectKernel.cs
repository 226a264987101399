using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoGrad;

/// <summary>Takes each number from one of two operands, as a mask says; all three broadcast.</summary>
internal static unsafe class SelectKernel
{
    // What an operand that repeats is written out to: three blocks of eight bytes an element take half an L1 cache.
    private const int BlockLength = 1024;

    /// <summary>Computes <c>z = x</c> where the mask is not 0, and <c>y</c> elsewhere.</summary>
    /// <param name="mask">[maskExtents]</param>
    /// <param name="maskExtents">The extents of the mask.</param>
    /// <param name="x">[left]</param>
    /// <param name="left">The extents of x.</param>
    /// <param name="y">[right]</param>
    /// <param name="right">The extents of y.</param>
    /// <param name="z">[shape]</param>
    /// <param name="shape">The joint extents.</param>
    [SkipLocalsInit]
    public static void Run<T>(
        ReadOnlySpan<byte> mask, ReadOnlySpan<int> maskExtents, ReadOnlySpan<T> x, ReadOnlySpan<int> left, ReadOnlySpan<T> y, ReadOnlySpan<int> right, Span<T> z, ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        if (z.IsEmpty)
        {
            return;
        }

        int* space = stackalloc int[6 * shape.Length];
        int chunk = ElementwiseWork.BlockLength(z.Length, ElementwiseWork.Plain * sizeof(T) / sizeof(float));
        fixed (byte* masks = mask)
        fixed (T* xs = x, ys = y, zs = z)
        {
            var job = new Job<T>(
                masks, BroadcastAxes.Of(maskExtents, shape, space),
                xs, BroadcastAxes.Of(left, shape, space + 2 * shape.Length),
                ys, BroadcastAxes.Of(right, shape, space + 4 * shape.Length),
                zs, z.Length, chunk);
            WorkPool.Run((int)(((long)z.Length + chunk - 1) / chunk), job, static (job, chunk) => job.Run(chunk));
        }
    }

    // Without a branch: that of a mask without a pattern is guessed wrong every other time, which costs more than the rest.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Select<T>(byte* mask, T* x, T* y, T* z, int length)
        where T : unmanaged
    {
        int i = 0;
        for (; i + Vector128<byte>.Count <= length; i += Vector128<byte>.Count)
        {
            // All bits where the byte is 0, in ever wider lanes.
            Vector128<sbyte> isZero = Vector128.Equals(Vector128.Load(mask + i), Vector128<byte>.Zero).AsSByte();
            if (sizeof(T) == 1)
            {
                Vector128.ConditionalSelect(isZero.AsByte(), Vector128.Load((byte*)y + i), Vector128.Load((byte*)x + i)).Store((byte*)z + i);
                continue;
            }

            Vector256<short> words = Vector256.WidenLower(isZero.ToVector256Unsafe());
            Vector256<int> low = Vector256.WidenLower(words);
            Vector256<int> high = Vector256.WidenUpper(words);
            if (sizeof(T) == 4)
            {
                Choose((uint*)x, (uint*)y, (uint*)z, i, low.AsUInt32());
                Choose((uint*)x, (uint*)y, (uint*)z, i + 8, high.AsUInt32());
            }
            else
            {
                Choose((ulong*)x, (ulong*)y, (ulong*)z, i, Vector256.WidenLower(low).AsUInt64());
                Choose((ulong*)x, (ulong*)y, (ulong*)z, i + 4, Vector256.WidenUpper(low).AsUInt64());
                Choose((ulong*)x, (ulong*)y, (ulong*)z, i + 8, Vector256.WidenLower(high).AsUInt64());
                Choose((ulong*)x, (ulong*)y, (ulong*)z, i + 12, Vector256.WidenUpper(high).AsUInt64());
            }
        }

        for (; i < length; i++)
        {
            z[i] = mask[i] != 0 ? x[i] : y[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Choose<T>(T* x, T* y, T* z, int i, Vector256<T> isZero)
        where T : unmanaged => Vector256.ConditionalSelect(isZero, Vector256.Load(y + i), Vector256.Load(x + i)).Store(z + i);

    private readonly struct Job<T>(byte* mask, BroadcastAxes maskAxes, T* x, BroadcastAxes xAxes, T* y, BroadcastAxes yAxes, T* z, int length, int chunkLength)
        where T : unmanaged
    {
        [SkipLocalsInit]
        public void Run(int chunk)
        {
            byte* maskSpace = stackalloc byte[BlockLength];
            T* xSpace = stackalloc T[BlockLength];
            T* ySpace = stackalloc T[BlockLength];
            int place = chunk * chunkLength;
            int end = (int)Math.Min(length, (chunk + 1L) * chunkLength);

            // One number for all is written out once.
            bool once = xAxes.IsOne || yAxes.IsOne || maskAxes.IsOne;
            int first = Math.Min(BlockLength, end - place);
            if (once)
            {
                ExpandOne(maskAxes, mask, first, maskSpace);
                ExpandOne(xAxes, x, first, xSpace);
                ExpandOne(yAxes, y, first, ySpace);
            }

            int count;
            for (; place < end; place += count)
            {
                count = Math.Min(BlockLength, end - place);
                Select(
                    At(maskAxes, mask, place, count, maskSpace),
                    At(xAxes, x, place, count, xSpace),
                    At(yAxes, y, place, count, ySpace),
                    z + place, count);
            }
        }

        private static void ExpandOne<TElement>(BroadcastAxes axes, TElement* x, int count, TElement* space)
            where TElement : unmanaged
        {
            if (axes.IsOne)
            {
                new Span<TElement>(space, count).Fill(*x);
            }
        }

        private static TElement* At<TElement>(BroadcastAxes axes, TElement* x, int place, int count, TElement* space)
            where TElement : unmanaged
        {
            if (axes.IsWhole)
            {
                return x + place;
            }

            if (!axes.IsOne)
            {
                axes.Expand(x, place, count, space);
            }

            return space;
        }
    }
}
