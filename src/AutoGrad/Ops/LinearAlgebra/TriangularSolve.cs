using System.Numerics;

namespace AutoGrad;

public static partial class LinearAlgebra
{
    /// <summary>Solves systems of equations whose matrix is triangular, by substitution: <c>a y = b</c>, or <c>aᵀ y = b</c>.</summary>
    /// <param name="a">[..., n, n]: of a floating dtype. The other triangle is not read, and its gradient is 0.</param>
    /// <param name="b">[..., n, m]: one right side a column; or [n], a single one. Leading axes broadcast.</param>
    /// <param name="lower">Whether the lower triangle is read, or the upper.</param>
    /// <param name="transpose">Whether the triangle is read transposed.</param>
    /// <param name="unitDiagonal">Whether the diagonal counts as ones and is not read.</param>
    /// <returns>[..., n, m], or [..., n] for one right side.</returns>
    /// <exception cref="ShapeException">The shapes do not fit, or the dtypes differ or are not floating.</exception>
    /// <exception cref="ArithmeticException">There is a 0 on the diagonal; the message says where.</exception>
    /// <remarks>Derivatives: implicit, <c>b̄ = a⁻ᵀ ȳ</c> and <c>ā = -b̄ yᵀ</c> within the triangle.</remarks>
    public static Tensor TriangularSolve(Tensor a, Tensor b, bool lower = true, bool transpose = false, bool unitDiagonal = false) =>
        new TriangularSolveOp(lower, transpose, unitDiagonal).Solve(a, b);
}

/// <summary>Substitution.</summary>
internal sealed record TriangularSolveOp(bool Lower, bool Transposes, bool UnitDiagonal) : SystemOp(Transposes)
{
    public override string Name => "triangular_solve";

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        if (output.DType == DType.Float32)
        {
            Substitute<float>(inputs[0], inputs[1], output);
        }
        else
        {
            Substitute<double>(inputs[0], inputs[1], output);
        }
    }

    protected override Tensor Read(Tensor a) => LinearAlgebra.Triangle(a, Lower, UnitDiagonal);

    private void Substitute<T>(DenseTensor a, DenseTensor b, DenseTensor y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int n, int m) = (y.Shape[-2], y.Shape[-1]);
        Shape stack = y.Shape[..^2];
        b.Span<T>().CopyTo(y.Span<T>());
        for (int matrix = 0; matrix < stack.Size; matrix++)
        {
            ReadOnlySpan<T> triangle = a.Span<T>().Slice(matrix * n * n, n * n);
            for (int i = 0; i < n && !UnitDiagonal; i++)
            {
                if (T.IsZero(triangle[i * n + i]))
                {
                    throw LinearAlgebra.BadPivot(Name, "the diagonal of a must have no 0", triangle[i * n + i], i, matrix, stack);
                }
            }

            Substitution.Run(triangle, n, Lower, Transposes, UnitDiagonal, y.Span<T>().Slice(matrix * n * m, n * m), m);
        }
    }
}
