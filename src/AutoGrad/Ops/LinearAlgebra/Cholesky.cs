using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGrad;

public static partial class LinearAlgebra
{
    /// <summary>Factors symmetric positive definite matrices: the lower triangular L with a positive diagonal and <c>L Lᵀ = x</c>.</summary>
    /// <param name="x">[..., n, n]: of a floating dtype; its symmetric part, <c>(x + xᵀ) / 2</c>, is factored.</param>
    /// <returns>[..., n, n]: lower triangular, zeros above the diagonal.</returns>
    /// <exception cref="ShapeException">The matrices are not square, or the dtype is not floating.</exception>
    /// <exception cref="ArithmeticException">A matrix is not positive definite; the message says which and where that showed.</exception>
    /// <remarks>
    /// Derivative: <c>x̄ = L⁻ᵀ Φ(Lᵀ L̄) L⁻¹</c>, symmetrised; Φ keeps the lower triangle and halves the diagonal.
    /// Source: Murray, Differentiation of the Cholesky decomposition, arXiv:1602.07527, equations 8 and 10.
    /// </remarks>
    public static Tensor Cholesky(Tensor x) => CholeskyOp.Instance.Apply(0.5 * (RequireSquare("cholesky", x) + x.T));
}

/// <summary>Of symmetric matrices; the lower triangle is read.</summary>
internal sealed record CholeskyOp : SingleOp
{
    public static readonly CholeskyOp Instance = new();

    public override string Name => "cholesky";

    public override Saved Saved => Saved.Output;

    public override Spec Infer(ReadOnlySpan<Spec> inputs) => LinearAlgebra.RequireSquare(Name, inputs[0]);

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        if (output.DType == DType.Float32)
        {
            Factor<float>(inputs[0], output);
        }
        else
        {
            Factor<double>(inputs[0], output);
        }
    }

    protected override Tensor? Vjp(int input, Tensor yBar, Recorded recorded)
    {
        Tensor factor = recorded.Output();
        Tensor left = LinearAlgebra.TriangularSolve(factor, Halved(Tensor.MatMul(factor.T, yBar)), transpose: true);
        return LinearAlgebra.TriangularSolve(factor, left.T, transpose: true).T;
    }

    protected override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output)
    {
        Tensor left = LinearAlgebra.TriangularSolve(output, tangents[0]!);
        return Tensor.MatMul(output, Halved(LinearAlgebra.TriangularSolve(output, left.T).T));
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Apply(inputs);

    // Murray's Φ.
    private static Tensor Halved(Tensor x) => LinearAlgebra.Triangle(x, lower: true) * (1.0 - 0.5 * LinearAlgebra.EyeLike(x));

    private void Factor<T>(DenseTensor x, DenseTensor y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int n = x.Shape[-1];
        Shape stack = x.Shape[..^2];
        y.Span<T>().Clear();
        for (int matrix = 0; matrix < stack.Size; matrix++)
        {
            ReadOnlySpan<T> a = x.Span<T>().Slice(matrix * n * n, n * n);
            Span<T> factor = y.Span<T>().Slice(matrix * n * n, n * n);
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    T rest = a[i * n + j] - TensorPrimitives.Dot<T>(factor.Slice(i * n, j), factor.Slice(j * n, j));
                    if (i == j && rest <= T.Zero)
                    {
                        throw LinearAlgebra.BadPivot(Name, "the matrix must be positive definite", rest, i, matrix, stack);
                    }

                    factor[i * n + j] = i == j ? T.Sqrt(rest) : rest / factor[j * n + j];
                }
            }
        }
    }
}
