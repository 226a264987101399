using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoGrad;

/// <summary>Copies rows from where they lie to where they go. A row of a few bytes is one or two moves, not a call.</summary>
internal static unsafe class RowCopy
{
    // What a row costs to begin with, and its bytes.
    private const double RowNanoseconds = 1.5;
    private const double ByteNanoseconds = 0.05;

    // Rows of a cache line, or moves of one vector, are as well shared by hundreds.
    private const int Grain = 256;

    /// <summary>Where rows begin.</summary>
    private interface IRows
    {
        byte* At(nint row);
    }

    /// <summary>Copies rows that lie at even distances to even distances.</summary>
    /// <param name="x">The first row.</param>
    /// <param name="xStep">From one row to the next, in elements; it may be negative.</param>
    /// <param name="y">Where the first row goes; not overlapping x.</param>
    /// <param name="yStep">From there to where the next one goes.</param>
    /// <param name="rows">How many.</param>
    /// <param name="width">Elements of a row.</param>
    public static void Run<T>(T* x, nint xStep, T* y, nint yStep, int rows, int width)
        where T : unmanaged =>
        Share(new Even((byte*)x, xStep * sizeof(T)), (byte*)y, yStep * sizeof(T), rows, (nint)width * sizeof(T));

    /// <summary>Copies rows by number, one behind the other.</summary>
    /// <param name="x">Row 0.</param>
    /// <param name="places">The rows' numbers.</param>
    /// <param name="y">Where the first one goes; not overlapping x.</param>
    /// <param name="rows">How many.</param>
    /// <param name="width">Elements of a row.</param>
    public static void Gather<T>(T* x, int* places, T* y, int rows, int width)
        where T : unmanaged
    {
        nint bytes = (nint)width * sizeof(T);
        Share(new Named((byte*)x, places, bytes), (byte*)y, bytes, rows, bytes);
    }

    /// <summary>Copies one long run, by several threads if that pays.</summary>
    /// <param name="x">The run.</param>
    /// <param name="y">As long, or longer; not overlapping x.</param>
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged =>
        ElementwiseWork.Run(default(Plain<T>), ElementwiseWork.Plain * sizeof(T) / sizeof(float), x, y[..x.Length]);

    private static void Share<TRows>(TRows x, byte* y, nint yStep, int rows, nint bytes)
        where TRows : struct, IRows
    {
        if (rows == 1 && bytes <= int.MaxValue)
        {
            Run(new ReadOnlySpan<byte>(x.At(0), (int)bytes), new Span<byte>(y, (int)bytes));
            return;
        }

        int block = ElementwiseWork.BlockLength(rows, RowNanoseconds + bytes * ByteNanoseconds, bytes < 64 ? Grain : 1);
        if (block >= rows)
        {
            Copy(x, y, yStep, 0, rows, bytes);
            return;
        }

        WorkPool.Run((int)(((long)rows + block - 1) / block), new Job<TRows>(x, y, yStep, rows, bytes, block), static (job, chunk) =>
        {
            nint first = (nint)chunk * job.Block;
            Copy(job.X, job.Y + first * job.YStep, job.YStep, first, Math.Min(job.Rows, first + job.Block), job.Bytes);
        });
    }

    // Two moves that overlap in the middle make every length between one of them and both.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy<TRows>(TRows x, byte* y, nint yStep, nint first, nint end, nint bytes)
        where TRows : struct, IRows
    {
        switch (bytes)
        {
            case 1:
                for (nint row = first; row < end; row++, y += yStep)
                {
                    *y = *x.At(row);
                }

                break;
            case 4:
                for (nint row = first; row < end; row++, y += yStep)
                {
                    *(uint*)y = *(uint*)x.At(row);
                }

                break;
            case 8:
                for (nint row = first; row < end; row++, y += yStep)
                {
                    *(ulong*)y = *(ulong*)x.At(row);
                }

                break;
            case 2 or 3:
                Overlapped<TRows, ushort>(x, y, yStep, first, end, bytes);
                break;
            case > 4 and < 8:
                Overlapped<TRows, uint>(x, y, yStep, first, end, bytes);
                break;
            case > 8 and <= 16:
                Overlapped<TRows, ulong>(x, y, yStep, first, end, bytes);
                break;
            case > 16 and <= 32:
                Overlapped<TRows, Vector128<byte>>(x, y, yStep, first, end, bytes);
                break;
            case > 32 and <= 64:
                Overlapped<TRows, Vector256<byte>>(x, y, yStep, first, end, bytes);
                break;
            case > 64 and <= 128:
                Overlapped<TRows, Vector512<byte>>(x, y, yStep, first, end, bytes);
                break;
            default:
                for (nint row = first; row < end; row++, y += yStep)
                {
                    Buffer.MemoryCopy(x.At(row), y, bytes, bytes);
                }

                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Overlapped<TRows, TMove>(TRows x, byte* y, nint yStep, nint first, nint end, nint bytes)
        where TRows : struct, IRows
        where TMove : unmanaged
    {
        nint last = bytes - sizeof(TMove);
        for (nint row = first; row < end; row++, y += yStep)
        {
            byte* from = x.At(row);
            TMove low = Unsafe.ReadUnaligned<TMove>(from);
            TMove high = Unsafe.ReadUnaligned<TMove>(from + last);
            Unsafe.WriteUnaligned(y, low);
            Unsafe.WriteUnaligned(y + last, high);
        }
    }

    private readonly struct Even(byte* first, nint step) : IRows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public byte* At(nint row) => first + row * step;
    }

    private readonly struct Named(byte* first, int* places, nint bytes) : IRows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public byte* At(nint row) => first + places[row] * bytes;
    }

    private readonly struct Plain<T> : IUnaryKernel<T, T>
    {
        public void Run(ReadOnlySpan<T> x, Span<T> y) => x.CopyTo(y);
    }

    private readonly struct Job<TRows>(TRows x, byte* y, nint yStep, int rows, nint bytes, int block)
        where TRows : struct
    {
        public TRows X => x;

        public byte* Y => y;

        public nint YStep => yStep;

        public int Rows => rows;

        public nint Bytes => bytes;

        public int Block => block;
    }
}
