using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Products of matrices of float or double, either operand transposed in place by its strides.</summary>
/// <remarks>
/// Blocks and packs after Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008). Every element is
/// the same sequence of roundings: chains of <see cref="Depth"/> multiply-adds from zero, added up in order. It depends on its
/// own row of a, its own column of b and k alone, so neither the cut into blocks and threads, nor m, n, the batch or the
/// position changes a bit. Nothing is skipped: 0·NaN is NaN.
/// </remarks>
internal static unsafe partial class Gemm
{
    /// <summary>
    /// How much of k is one chain: a panel of b this deep and two vectors wide fills half of an L1 cache. Changing it changes bits.
    /// </summary>
    internal const int Depth = 256;

    // The packed block of a stays in a 1 MB L2 cache beside what streams past it.
    private const int PackedBytes = 384 * 1024;

    // Panels of columns that are packed together, as memory lies, and then wait in the L2 cache.
    private const int GroupPanels = 4;

    // Panels of columns up to which a is read as it lies.
    private const int InPlacePanels = 16;

    // Flops that outweigh waking another thread: about 10 µs.
    private const double ThreadWork = 2e6;

    /// <summary>Multiplies two matrices: <c>c = a b</c>, or <c>c += a b</c>.</summary>
    /// <param name="m">Rows of a and c.</param>
    /// <param name="n">Columns of b and c.</param>
    /// <param name="k">Columns of a, rows of b; 0 gives zeros.</param>
    /// <param name="a">[m, k]: element (i, p) at <c>i·aRow + p·aCol</c>.</param>
    /// <param name="aRow">Elements from one row of a to the next.</param>
    /// <param name="aCol">Elements from one column of a to the next.</param>
    /// <param name="b">[k, n]: element (p, j) at <c>p·bRow + j·bCol</c>.</param>
    /// <param name="bRow">Elements from one row of b to the next.</param>
    /// <param name="bCol">Elements from one column of b to the next.</param>
    /// <param name="c">[m, n]: rows <paramref name="cRow"/> apart, overlapping neither operand.</param>
    /// <param name="cRow">Elements from one row of c to the next.</param>
    /// <param name="accumulate">Whether to add to c.</param>
    public static void Run<T>(
        int m, int n, int k, ReadOnlySpan<T> a, int aRow, int aCol,
        ReadOnlySpan<T> b, int bRow, int bCol, Span<T> c, int cRow, bool accumulate = false)
        where T : unmanaged =>
        RunBatched(1, m, n, k, a, 0, aRow, aCol, b, 0, bRow, bCol, c, 0, cRow, accumulate);

    /// <summary>Multiplies stacks of matrices pairwise: <c>c[s] = a[s] b[s]</c>, or adds to c.</summary>
    /// <param name="batch">How many s.</param>
    /// <param name="m">Rows of a and c.</param>
    /// <param name="n">Columns of b and c.</param>
    /// <param name="k">Columns of a, rows of b; 0 gives zeros.</param>
    /// <param name="a">[batch, m, k], strided.</param>
    /// <param name="aBatch">Elements from one matrix of a to the next; 0 to use one for all.</param>
    /// <param name="aRow">Elements from one row of a to the next.</param>
    /// <param name="aCol">Elements from one column of a to the next.</param>
    /// <param name="b">[batch, k, n], strided.</param>
    /// <param name="bBatch">Elements from one matrix of b to the next; 0 to use one for all.</param>
    /// <param name="bRow">Elements from one row of b to the next.</param>
    /// <param name="bCol">Elements from one column of b to the next.</param>
    /// <param name="c">[batch, m, n], rows <paramref name="cRow"/> apart, overlapping neither operand.</param>
    /// <param name="cBatch">Elements from one matrix of c to the next.</param>
    /// <param name="cRow">Elements from one row of c to the next.</param>
    /// <param name="accumulate">Whether to add to c.</param>
    public static void RunBatched<T>(
        int batch, int m, int n, int k, ReadOnlySpan<T> a, int aBatch, int aRow, int aCol,
        ReadOnlySpan<T> b, int bBatch, int bRow, int bCol, Span<T> c, int cBatch, int cRow, bool accumulate = false)
        where T : unmanaged
    {
        if (batch == 0 || m == 0 || n == 0)
        {
            return;
        }

        Check(c.Length, batch, cBatch, m, cRow, n, 1, nameof(c));
        if (k == 0)
        {
            for (int s = 0; s < batch && !accumulate; s++)
            {
                for (int i = 0; i < m; i++)
                {
                    c.Slice(s * cBatch + i * cRow, n).Clear();
                }
            }

            return;
        }

        Check(a.Length, batch, aBatch, m, aRow, k, aCol, nameof(a));
        Check(b.Length, batch, bBatch, k, bRow, n, bCol, nameof(b));

        // A stack that shares b and lies row after row is one tall matrix.
        if (batch > 1 && bBatch == 0 && aBatch == (long)m * aRow && cBatch == (long)m * cRow && (long)batch * m <= int.MaxValue)
        {
            m *= batch;
            batch = 1;
        }

        fixed (T* aStart = a, bStart = b, cStart = c)
        {
            var x = new GemmOperand<T>(aStart, aBatch, aRow, aCol);
            var y = new GemmOperand<T>(bStart, bBatch, bRow, bCol);
            var z = new GemmOperand<T>(cStart, cBatch, cRow, 1);
            if ((long)m * n * k <= 256 && k <= Depth)
            {
                RunTiny(batch, m, n, k, x, y, z, accumulate);
                return;
            }

            GemmJob<T> job = IsCheaperSwapped(m, n, k, x, y)
                ? new GemmJob<T>(batch, n, m, k, y.Transposed, x.Transposed, z.Transposed, accumulate)
                : new GemmJob<T>(batch, m, n, k, x, y, z, accumulate);
            job.Cut(WorkPool.IsInside ? 1 : WorkPool.Threads, ThreadWork);
            WorkPool.Run(job.Chunks, job, static (job, chunk) => RunChunk(job, chunk));
        }
    }

    // Vectors lie along the columns of c, and too few of these waste lanes: then cᵀ = bᵀ aᵀ. Counted are the multiply-adds of
    // vectors for every step of k; what packing costs beside them, and storing c across, was measured.
    private static bool IsCheaperSwapped<T>(int m, int n, int k, GemmOperand<T> a, GemmOperand<T> b)
        where T : unmanaged
    {
        int lanes = GemmPlan.Of<T>().Lanes;
        double plain = (double)m * ((n + lanes - 1) / lanes) + (b.Column == 1 ? 0.3 : 1.5) * n;
        double swapped = (double)n * ((m + lanes - 1) / lanes) + (a.Row == 1 ? 0.3 : 1.5) * m + 2.0 * m * n / k;
        return 1.2 * swapped < plain;
    }

    private static void Check(int length, int batch, int batchStride, int rows, int row, int columns, int column, string name)
    {
        long last = (batch - 1L) * batchStride + (rows - 1L) * row + (columns - 1L) * column;
        if (last >= length || (batchStride | row | column) < 0)
        {
            throw new ArgumentException(
                $"gemm: {batch} matrices of {rows}x{columns} with strides {batchStride}, {row}, {column} must fit their span; got {length} elements.",
                name);
        }
    }

    private static void RunTiny<T>(int batch, int m, int n, int k, GemmOperand<T> x, GemmOperand<T> y, GemmOperand<T> z, bool add)
        where T : unmanaged
    {
        for (int s = 0; s < batch; s++)
        {
            for (int i = 0; i < m; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    T* a = x.At(s, i, 0);
                    T* b = y.At(s, 0, j);
                    T* c = z.At(s, i, j);
                    if (typeof(T) == typeof(float))
                    {
                        float sum = 0;
                        for (int p = 0; p < k; p++)
                        {
                            sum = float.MultiplyAddEstimate(*(float*)(a + p * x.Column), *(float*)(b + p * y.Row), sum);
                        }

                        *(float*)c = add ? *(float*)c + sum : sum;
                    }
                    else
                    {
                        double sum = 0;
                        for (int p = 0; p < k; p++)
                        {
                            sum = double.MultiplyAddEstimate(*(double*)(a + p * x.Column), *(double*)(b + p * y.Row), sum);
                        }

                        *(double*)c = add ? *(double*)c + sum : sum;
                    }
                }
            }
        }
    }
}

/// <summary>A stack of matrices in memory: element (s, i, j) at <c>s·Batch + i·Row + j·Column</c>.</summary>
internal readonly unsafe struct GemmOperand<T>
    where T : unmanaged
{
    private readonly T* _start;

    public GemmOperand(T* start, nint batch, nint row, nint column)
    {
        _start = start;
        Batch = batch;
        Row = row;
        Column = column;
    }

    public nint Batch { get; }

    public nint Row { get; }

    public nint Column { get; }

    public GemmOperand<T> Transposed => new(_start, Batch, Column, Row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* At(nint s, nint i, nint j) => _start + s * Batch + i * Row + j * Column;
}
