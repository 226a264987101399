namespace AutoGrad;

public static partial class LinearAlgebra
{
    /// <summary>Takes determinants. For large matrices, whose determinants overflow or underflow, see <see cref="LogDeterminant"/>.</summary>
    /// <param name="x">[..., n, n]: of a floating dtype.</param>
    /// <returns>[...]: 0 for singular matrices, 1 for matrices without rows.</returns>
    /// <exception cref="ShapeException">The matrices are not square, or the dtype is not floating.</exception>
    /// <remarks>
    /// By LU factors with partial pivoting. Derivative: the matrix of cofactors. The first and second derivatives are right for
    /// matrices of every rank, singular ones too; those of the third order and up for invertible ones.
    /// </remarks>
    public static Tensor Determinant(Tensor x) => DeterminantOp.Instance.Apply(RequireSquare("determinant", x));
}

/// <summary>The product of the pivots.</summary>
internal sealed record DeterminantOp : SingleOp
{
    public static readonly DeterminantOp Instance = new();

    public override string Name => "determinant";

    public override Saved Saved => Saved.Inputs;

    public override Spec Infer(ReadOnlySpan<Spec> inputs) => Pivots.Infer(Name, inputs[0]);

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        if (output.DType == DType.Float32)
        {
            Pivots.Fold(inputs[0], output, 1f, (product, pivot) => product * pivot, (product, odd) => odd ? -product : product);
        }
        else
        {
            Pivots.Fold(inputs[0], output, 1.0, (product, pivot) => product * pivot, (product, odd) => odd ? -product : product);
        }
    }

    protected override Tensor? Vjp(int input, Tensor yBar, Recorded recorded) =>
        yBar.ExpandDims(-1).ExpandDims(-1) * CofactorsOp.Instance.Apply(recorded.Input(0));

    protected override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output) =>
        (CofactorsOp.Instance.Apply(inputs[0]) * tangents[0]!).Sum([-2, -1]);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Apply(inputs);
}
