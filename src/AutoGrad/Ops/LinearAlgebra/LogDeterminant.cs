namespace AutoGrad;

public static partial class LinearAlgebra
{
    /// <summary>Takes the determinant as its sign and the logarithm of its size, which neither overflows nor underflows: <c>det x = sign · exp(logAbs)</c>.</summary>
    /// <param name="x">[..., n, n]: of a floating dtype.</param>
    /// <returns>Sign [...]: 1, -1, or 0 for a singular matrix, a constant to every derivative. LogAbs [...]: in nats, -∞ for a singular matrix.</returns>
    /// <exception cref="ShapeException">The matrices are not square, or the dtype is not floating.</exception>
    /// <remarks>
    /// By LU factors with partial pivoting. Derivative of LogAbs: <c>x⁻ᵀ</c>; a singular matrix has none, and asking for it
    /// is an <see cref="ArithmeticException"/> (<see cref="Determinant"/> has one there). A matrix without rows has determinant 1.
    /// </remarks>
    public static (Tensor Sign, Tensor LogAbs) LogDeterminant(Tensor x) =>
        (DeterminantSignOp.Instance.Apply(RequireSquare("log_determinant", x)), LogAbsDeterminantOp.Instance.Apply(x));
}

/// <summary>The logarithm of the determinant's size.</summary>
internal sealed record LogAbsDeterminantOp : SingleOp
{
    public static readonly LogAbsDeterminantOp Instance = new();

    public override string Name => "log_determinant";

    public override Saved Saved => Saved.Inputs;

    public override Spec Infer(ReadOnlySpan<Spec> inputs) => Pivots.Infer(Name, inputs[0]);

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        if (output.DType == DType.Float32)
        {
            Pivots.Fold(inputs[0], output, 0f, (sum, pivot) => sum + float.Log(float.Abs(pivot)), (sum, _) => sum);
        }
        else
        {
            Pivots.Fold(inputs[0], output, 0.0, (sum, pivot) => sum + double.Log(double.Abs(pivot)), (sum, _) => sum);
        }
    }

    protected override Tensor? Vjp(int input, Tensor yBar, Recorded recorded) =>
        yBar.ExpandDims(-1).ExpandDims(-1) * LinearAlgebra.Inverse(recorded.Input(0)).T;

    protected override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output) =>
        (LinearAlgebra.Inverse(inputs[0]).T * tangents[0]!).Sum([-2, -1]);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Apply(inputs);
}
