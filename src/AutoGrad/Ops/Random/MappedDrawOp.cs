namespace AutoGrad;

/// <summary>
/// Numbers that are each a function of one number drawn evenly: the inverse of their distribution function. They are
/// computed in Float64 by the library's own kernels, so that they are the same bits on any machine.
/// </summary>
internal abstract record MappedDrawOp(Shape Shape, DType DType) : DrawOp(Shape, DType)
{
    private const int Block = 256;

    /// <summary>Replaces each number of (-1, 1).</summary>
    protected abstract void Map(Span<double> x);

    protected sealed override void Fill<T>(ref RandomWords words, Span<T> y)
    {
        Span<double> block = stackalloc double[Block];
        for (int start = 0; start < y.Length; start += Block)
        {
            Span<double> part = block[..Math.Min(Block, y.Length - start)];
            for (int i = 0; i < part.Length; i++)
            {
                part[i] = words.NextCentred();
            }

            Map(part);
            for (int i = 0; i < part.Length; i++)
            {
                y[start + i] = T.CreateTruncating(part[i]);
            }
        }
    }

    protected static void Scale(Span<double> x, double location, double scale)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = location + (scale * x[i]);
        }
    }
}
