using System.Numerics;

namespace AutoGrad;

public static partial class LinearAlgebra
{
    /// <summary>Solves systems of equations: the y with <c>a y = b</c>.</summary>
    /// <param name="a">[..., n, n]: invertible, of a floating dtype.</param>
    /// <param name="b">[..., n, m]: one right side a column; or [n], a single one. Leading axes broadcast.</param>
    /// <returns>[..., n, m], or [..., n] for one right side.</returns>
    /// <exception cref="ShapeException">The shapes do not fit, or the dtypes differ or are not floating.</exception>
    /// <exception cref="ArithmeticException">A matrix is singular; the message says which and where that showed.</exception>
    /// <remarks>
    /// By LU factors with partial pivoting; one matrix with many right sides is factored once. The error is about that of
    /// the dtype times the condition number of a. Derivatives: implicit, <c>b̄ = a⁻ᵀ ȳ</c> and <c>ā = -b̄ yᵀ</c>.
    /// </remarks>
    public static Tensor Solve(Tensor a, Tensor b) => SolveOp.Plain.Solve(a, b);

    /// <summary>Inverts matrices: <c>y x = x y = 1</c>. To apply an inverse to something, <see cref="Solve"/> is faster and more accurate.</summary>
    /// <param name="x">[..., n, n]: invertible, of a floating dtype.</param>
    /// <returns>[..., n, n]</returns>
    /// <exception cref="ShapeException">The matrices are not square, or the dtype is not floating.</exception>
    /// <exception cref="ArithmeticException">A matrix is singular; the message says which and where that showed.</exception>
    /// <remarks>Derivative: <c>x̄ = -yᵀ ȳ yᵀ</c>.</remarks>
    public static Tensor Inverse(Tensor x) => Solve(RequireSquare("inverse", x), EyeLike(x));
}

/// <summary>By LU factors.</summary>
internal sealed record SolveOp(bool Transposes) : SystemOp(Transposes)
{
    public static readonly SolveOp Plain = new(false);

    public override string Name => "solve";

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        if (output.DType == DType.Float32)
        {
            Eliminate<float>(inputs[0], inputs[1], output);
        }
        else
        {
            Eliminate<double>(inputs[0], inputs[1], output);
        }
    }

    private void Eliminate<T>(DenseTensor a, DenseTensor b, DenseTensor y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int n, int m) = (y.Shape[-2], y.Shape[-1]);
        Shape stack = y.Shape[..^2];
        var lu = new T[n * n];
        var solutions = new T[n * m];
        var order = new int[n];
        for (int matrix = 0; matrix < stack.Size; matrix++)
        {
            a.Span<T>().Slice(matrix * n * n, n * n).CopyTo(lu);
            int singular = LuFactors.Run<T>(lu, order, out _);
            if (singular >= 0)
            {
                throw LinearAlgebra.BadPivot(Name, "the matrix must be invertible", T.Zero, singular, matrix, stack);
            }

            ReadOnlySpan<T> right = b.Span<T>().Slice(matrix * n * m, n * m);
            Span<T> result = y.Span<T>().Slice(matrix * n * m, n * m);
            if (Transposes)
            {
                // aᵀ = Uᵀ Lᵀ P: the rows go back to where they came from at the end.
                right.CopyTo(solutions);
                Substitution.Run<T>(lu, n, lower: false, transpose: true, unit: false, solutions, m);
                Substitution.Run<T>(lu, n, lower: true, transpose: true, unit: true, solutions, m);
                for (int i = 0; i < n; i++)
                {
                    solutions.AsSpan(i * m, m).CopyTo(result.Slice(order[i] * m, m));
                }
            }
            else
            {
                for (int i = 0; i < n; i++)
                {
                    right.Slice(order[i] * m, m).CopyTo(result.Slice(i * m, m));
                }

                Substitution.Run<T>(lu, n, lower: true, transpose: false, unit: true, result, m);
                Substitution.Run<T>(lu, n, lower: false, transpose: false, unit: false, result, m);
            }
        }
    }
}
