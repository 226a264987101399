using System.Numerics;

namespace AutoGrad;

/// <summary>
/// The matrix of cofactors, <c>C = det(x) x⁻ᵀ</c> where x is invertible, and its limit where not: the derivative of the
/// determinant. It is that of a matrix of rank n - 1 to working accuracy, and 0 below that rank.
/// </summary>
/// <remarks>
/// With complete pivoting, <c>P x Q = L U</c>, a lost rank shows in the last pivot t alone, and nothing divides by it: for
/// <c>U = [V u; 0 t]</c> the adjugate is <c>det(V) [t V⁻¹, -V⁻¹ u; 0, 1]</c>.
/// Derivative, with <c>B = x⁻ᵀ</c>: <c>Ċ = ⟨C, ẋ⟩ B - C ẋᵀ B</c>.
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

    // x̄ = ⟨C̄, B⟩ C - B C̄ᵀ C.
    protected override Tensor? Vjp(int input, Tensor yBar, Recorded recorded)
    {
        Tensor inverse = LinearAlgebra.Inverse(recorded.Input(0)).T;
        Tensor cofactors = recorded.Output();
        return Inner(yBar, inverse) * cofactors - Tensor.MatMul(inverse, Tensor.MatMul(yBar.T, cofactors));
    }

    protected override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output)
    {
        Tensor inverse = LinearAlgebra.Inverse(inputs[0]).T;
        Tensor moved = tangents[0]!;
        return Inner(output, moved) * inverse - Tensor.MatMul(output, Tensor.MatMul(moved.T, inverse));
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) => Apply(inputs);

    private static Tensor Inner(Tensor x, Tensor y) => (x * y).Sum([-2, -1], keepDims: true);

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
