using System.Numerics;

namespace AutoGrad;

/// <summary>
/// The matrix of cofactors, <c>C = det(x) x⁻ᵀ</c> where x is invertible, and its limit where not: the derivative of the
/// determinant. It is that of a matrix of rank n - 1 to working accuracy, and 0 below that rank.
/// </summary>
/// <remarks>
/// With complete pivoting, <c>P x Q = L U</c>, a lost rank shows in the last pivot t alone, and nothing divides by it: for
/// <c>U = [V u; 0 t]</c> the adjugate is <c>det(V) [t V⁻¹, -V⁻¹ u; 0, 1]</c>.
/// Derivative, with <c>B = x⁻ᵀ</c>: <c>Ċ = ⟨B, ẋ⟩ C - B ẋᵀ C</c>. Where x has no inverse, with <c>x = U diag(s) Vᵀ</c>,
/// <c>E = Uᵀ ẋ V</c> and <c>Pᵢⱼ</c> the product of all values but the i-th and the j-th, 0 on the diagonal:
/// <c>Ċ = det(U) det(V) U (diag(P diag E) - P ∘ Eᵀ) Vᵀ</c>.
/// </remarks>
internal sealed record CofactorsOp : SingleOp
{
    public static readonly CofactorsOp Instance = new();

    public override string Name => "cofactors";

    public override Saved Saved => Saved.Inputs | Saved.Output;

    public override Spec Infer(ReadOnlySpan<Spec> inputs) => LinearAlgebra.RequireSquare(Name, inputs[0]);

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        if (output.DType == DType.Float32)
        {
            Each<float>(inputs[0], output);
        }
        else
        {
            Each<double>(inputs[0], output);
        }
    }

    // The second derivative of the determinant is symmetric, so that one map serves both ways.
    protected override Tensor? Vjp(int input, Tensor yBar, Recorded recorded) => Moved(recorded.Input(0), recorded.Output(), yBar);

    protected override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output) =>
        Moved(inputs[0], output, tangents[0]!);

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Apply(inputs);

    // By the inverse where it has digits left, else by singular values; neither sees the other's matrices.
    private static Tensor Moved(Tensor x, Tensor cofactors, Tensor xDot)
    {
        int n = x.Shape[^1];
        if (n < 2)
        {
            return Tensor.ZerosLike(xDot);
        }

        (Tensor u, Tensor s, Tensor vt) = LinearAlgebra.Svd(x);
        Tensor isSingular = (s.SliceAxis(-1, n - 1, 1) <= Math.Sqrt(Spectrum.Epsilon(x.DType)) * s.SliceAxis(-1, 0, 1)).ExpandDims(-1);
        Tensor inverse = LinearAlgebra.Inverse(Tensor.Where(isSingular, Tensor.Eye(n, x.DType), x)).T;
        Tensor regular = (xDot * inverse).Sum([-2, -1], keepDims: true) * cofactors
            - Tensor.MatMul(inverse, Tensor.MatMul(xDot.T, cofactors));

        Tensor inside = Tensor.MatMul(Tensor.MatMul(u.T, xDot), vt.T);
        Tensor others = ProductsWithoutTwo(s);
        Tensor turned = Tensor.MatMul(others, inside.Diagonal().ExpandDims(-1)).Squeeze(-1).Diag() - others * inside.T;
        Tensor sign = (LinearAlgebra.LogDeterminant(u).Sign * LinearAlgebra.LogDeterminant(vt).Sign).ExpandDims(-1).ExpandDims(-1);
        return Tensor.Where(isSingular, sign * Tensor.MatMul(Tensor.MatMul(u, turned), vt), regular);
    }

    // At [i, j] what is before i, between i and j, and behind j; nothing divides by a value of 0.
    private static Tensor ProductsWithoutTwo(Tensor s)
    {
        int n = s.Shape[^1];
        Tensor isBehind = Tensor.NotEqual(Tensor.Ones([n, n], s.DType).Triu(1), 0);
        Tensor between = Tensor.Where(isBehind, s.ExpandDims(-2), 1.0).CumProd(-1, exclusive: true);
        Tensor before = s.CumProd(-1, exclusive: true).ExpandDims(-1);
        Tensor behind = s.CumProd(-1, exclusive: true, reverse: true).ExpandDims(-2);
        Tensor upper = (before * between * behind).Triu(1);
        return upper + upper.T;
    }

    private static void Each<T>(DenseTensor x, DenseTensor y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int n = x.Shape[-1];
        for (int matrix = 0; matrix < x.Shape[..^2].Size; matrix++)
        {
            Cofactors(x.Span<T>().Slice(matrix * n * n, n * n), y.Span<T>().Slice(matrix * n * n, n * n), n);
        }
    }

    private static void Cofactors<T>(ReadOnlySpan<T> x, Span<T> y, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        y.Clear();
        if (n == 0)
        {
            return;
        }

        T[] lu = x.ToArray();
        int[] rows = [.. Enumerable.Range(0, n)];
        int[] columns = [.. Enumerable.Range(0, n)];
        T scale = T.One;
        for (int k = 0; k < n - 1; k++)
        {
            scale *= Pivot(lu, rows, columns, k);
            if (T.IsZero(scale))
            {
                return;
            }
        }

        // adj(x) = ±Q adj(U) L⁻¹ P: adj(U) L⁻¹ by rows of right sides, starting from L⁻¹, whose last row is scaled otherwise.
        T last = lu[n * n - 1];
        var solution = new T[n * n];
        for (int i = 0; i < n; i++)
        {
            solution[i * n + i] = T.One;
        }

        Substitution.Run<T>(lu, n, lower: true, transpose: false, unit: true, solution, n);
        for (int column = 0; column < n; column++)
        {
            solution[(n - 1) * n + column] *= scale;
            for (int i = n - 2; i >= 0; i--)
            {
                T sum = last * scale * solution[i * n + column];
                for (int j = i + 1; j < n; j++)
                {
                    sum -= lu[i * n + j] * solution[j * n + column];
                }

                solution[i * n + column] = sum / lu[i * n + i];
            }

            for (int i = 0; i < n; i++)
            {
                y[rows[column] * n + columns[i]] = solution[i * n + column];
            }
        }
    }

    // Brings the greatest element of what is left to the diagonal and eliminates below it; returns it, signed by the exchanges.
    private static T Pivot<T>(T[] lu, int[] rows, int[] columns, int k)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int n = rows.Length;
        (int row, int column) = (k, k);
        for (int i = k; i < n; i++)
        {
            for (int j = k; j < n; j++)
            {
                (row, column) = T.Abs(lu[i * n + j]) > T.Abs(lu[row * n + column]) ? (i, j) : (row, column);
            }
        }

        for (int i = 0; i < n; i++)
        {
            (lu[k * n + i], lu[row * n + i]) = (lu[row * n + i], lu[k * n + i]);
        }

        for (int i = 0; i < n; i++)
        {
            (lu[i * n + k], lu[i * n + column]) = (lu[i * n + column], lu[i * n + k]);
        }

        (rows[k], rows[row]) = (rows[row], rows[k]);
        (columns[k], columns[column]) = (columns[column], columns[k]);
        T pivot = lu[k * n + k];
        for (int i = k + 1; i < n && !T.IsZero(pivot); i++)
        {
            T factor = lu[i * n + k] /= pivot;
            for (int j = k + 1; j < n; j++)
            {
                lu[i * n + j] -= factor * lu[k * n + j];
            }
        }

        return (row != k) != (column != k) ? -pivot : pivot;
    }
}
