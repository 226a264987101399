namespace AutoGrad;

/// <summary>Factors of each matrix of a stack, several outputs a matrix.</summary>
/// <remarks>
/// Float32 is factored in Float64 and rounded once: the factors are then as good as that dtype can hold them, and the
/// kernels exist once. Every matrix is scaled by a power of two to elements of at most 1, which is exact and keeps squares
/// from overflowing; one with an element that is not finite has factors of NaN.
/// </remarks>
internal abstract record DecompositionOp : Op
{
    public override Saved Saved => Saved.Output;

    /// <summary>Factors one matrix.</summary>
    /// <param name="m">Rows.</param>
    /// <param name="n">Columns.</param>
    /// <param name="x">[m, n]: elements of at most 1; may be written over.</param>
    /// <param name="results">Each as large as the output is for one matrix; zeros to begin with.</param>
    protected abstract void Factor(int m, int n, double[] x, double[][] results);

    /// <summary>Whether an output is measured in the units of x.</summary>
    protected abstract bool HasUnits(int output);

    public sealed override void Run(ReadOnlySpan<DenseTensor> inputs, ReadOnlySpan<DenseTensor> outputs)
    {
        Shape shape = inputs[0].Shape;
        var sizes = new int[outputs.Length];
        for (int k = 0; k < sizes.Length; k++)
        {
            sizes[k] = outputs[k].Shape[(shape.Rank - 2)..].Size;
        }

        for (int matrix = 0; matrix < shape[..^2].Size; matrix++)
        {
            double[] x = WideMatrix.Read(inputs[0], matrix, shape[^2..].Size);
            double[][] results = Array.ConvertAll(sizes, size => new double[size]);
            double unit = WideMatrix.Normalize(x);
            if (double.IsFinite(unit))
            {
                Factor(shape[-2], shape[-1], x, results);
            }

            for (int k = 0; k < results.Length; k++)
            {
                WideMatrix.Write(results[k], HasUnits(k) || !double.IsFinite(unit) ? unit : 1, outputs[k], matrix);
            }
        }
    }

    // One more leading axis to stack over.
    public sealed override void Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size, Span<Tensor> outputs) => Apply(inputs, outputs);

    /// <summary>Adds what may be absent.</summary>
    protected static Tensor? Sum(Tensor? x, Tensor? y) => x is null ? y : y is null ? x : x + y;
}
