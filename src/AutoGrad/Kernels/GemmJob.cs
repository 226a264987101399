namespace AutoGrad;

/// <summary>One product and how it is cut: each matrix into row blocks × column blocks, numbered consecutively over the batch.</summary>
internal struct GemmJob<T>(int batch, int m, int n, int k, GemmOperand<T> a, GemmOperand<T> b, GemmOperand<T> c, bool accumulate)
    where T : unmanaged
{
    public readonly int M => m;

    public readonly int N => n;

    public readonly int K => k;

    public readonly GemmOperand<T> A => a;

    public readonly GemmOperand<T> B => b;

    public readonly GemmOperand<T> C => c;

    public readonly bool Accumulate => accumulate;

    public int RowBlocks { get; private set; } = 1;

    public int ColumnBlocks { get; private set; } = 1;

    public int Chunks { get; private set; } = 1;

    public readonly long Blocks => (long)batch * RowBlocks * ColumnBlocks;

    /// <summary>Cuts the product into chunks for so many threads. The cut may depend on them because no bit depends on the cut.</summary>
    public void Cut(int threads, double threadWork)
    {
        double work = 2.0 * batch * m * n * k;
        if (threads == 1 || work < 2 * threadWork)
        {
            return;
        }

        // Several chunks a thread even out cores that are busy with something else.
        int wanted = (int)Math.Min(4.0 * threads, work / threadWork);
        GemmPlan plan = GemmPlan.Of<T>();
        int width = 2 * plan.Lanes;
        while (Blocks < wanted)
        {
            int rows = m / (2 * RowBlocks);
            int columns = n / (2 * ColumnBlocks);
            bool canCutRows = rows >= plan.Rows;
            bool canCutColumns = columns >= (canCutRows ? 4 * width : width);

            // Every row block packs b for itself, and every column block reads a again or, what costs more, packs it.
            double again = ColumnBlocks * (double)m * (Gemm.PacksA(this, n / ColumnBlocks, width) ? 4 : 0.5);
            if (canCutRows && (!canCutColumns || RowBlocks * (double)n <= again))
            {
                RowBlocks *= 2;
            }
            else if (canCutColumns)
            {
                ColumnBlocks *= 2;
            }
            else
            {
                break;
            }
        }

        Chunks = (int)Math.Min(Blocks, wanted);
    }
}
