namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Matrices() => new Dictionary<string, OpRow>
    {
        ["cholesky"] = OfMatrix(LinearAlgebra.Cholesky, x => EachMatrix(x, FactorOf)) with { Covers = ["CholeskyOp", "TriangularSolveOp"] },
        ["inverse"] = OfMatrix(LinearAlgebra.Inverse, x => EachMatrix(x, a => Solution(a, Eye(a.Shape[0])))) with { Covers = ["SolveOp"] },
        ["determinant"] = OfMatrix(LinearAlgebra.Determinant, Determinants) with { Covers = ["DeterminantOp", "CofactorsOp"] },
        ["determinant/exchanging_rows"] = OfMatrix(
            x => LinearAlgebra.Determinant(Tensor.Concatenate([x[.., 1..], x[.., ..1]], axis: 1)),
            x => Determinants(x).Map(value => x.Shape[^1] == 2 ? -value : value),
            [3, 3, 3], [2, 2, 2]),
        ["determinant/any"] = new(x => LinearAlgebra.Determinant(x[0]), x => Determinants(x[0]), [(int[])[2, 3, 3]]) { Tolerance = 1e-13 },
        ["log_determinant"] = OfMatrix(x => LinearAlgebra.LogDeterminant(x).LogAbs, x => Determinants(x).Map(Math.Log)) with { Covers = ["LogAbsDeterminantOp"] },
        ["log_determinant/negative"] = OfMatrix(x => LinearAlgebra.LogDeterminant(-x).LogAbs, x => Determinants(x).Map(Math.Log), [3, 3], [1, 1]),
        ["log_determinant/sign"] = new(
            x => LinearAlgebra.LogDeterminant(x[0]).Sign, x => Determinants(x[0]).Map(value => Math.Sign(value)), [(int[])[5, 3, 3]], [(int[])[0, 0]], [(int[])[4, 1, 1]])
        { IsDiscrete = true, Covers = ["DeterminantSignOp"] },
        ["solve"] = Solves([3, 3], [3, 2], LinearAlgebra.Solve, (a, _, _) => a) with { Covers = ["SolveOp"] },
        ["solve/vector"] = Solves([3, 3], [3], LinearAlgebra.Solve, (a, _, _) => a),
        ["solve/one_matrix"] = Solves([2, 2], [3, 2, 2], LinearAlgebra.Solve, (a, _, _) => a),
        ["solve/broadcast"] = Solves([2, 1, 2, 2], [3, 2, 1], LinearAlgebra.Solve, (a, _, _) => a),
        ["solve/stack_of_matrices"] = Solves([2, 2, 2], [2, 1], LinearAlgebra.Solve, (a, _, _) => a),
        ["solve/one"] = Solves([1, 1], [1, 1], LinearAlgebra.Solve, (a, _, _) => a),
        ["solve/no_equations"] = Solves([2, 0, 0], [2, 0, 3], LinearAlgebra.Solve, (a, _, _) => a),
        ["solve/no_right_sides"] = Solves([2, 2], [2, 0], LinearAlgebra.Solve, (a, _, _) => a),
        ["solve/exchanging_rows"] = new(
            x => LinearAlgebra.Solve(Turned(x[0] + 3.0 * Tensor.Eye(3, x[0].DType)), x[1]),
            x => SolutionOf(Nd.Make([3, 3], at => x[0][(at[0] + 1) % 3, at[1]] + ((at[0] + 1) % 3 == at[1] ? 3 : 0)), x[1]),
            [new Operand([3, 3], -0.5, 0.5), (int[])[3, 2]])
        { Tolerance = 1e-13 },
        ["triangular_solve"] = Solves([3, 3], [3, 2], (a, b) => LinearAlgebra.TriangularSolve(a, b), (a, i, j) => i >= j ? a : 0) with { Covers = ["TriangularSolveOp"] },
        ["triangular_solve/upper"] = Solves([3, 3], [3], (a, b) => LinearAlgebra.TriangularSolve(a, b, lower: false), (a, i, j) => i <= j ? a : 0),
        ["triangular_solve/transposed"] = Solves(
            [3, 3], [3, 1], (a, b) => LinearAlgebra.TriangularSolve(a, b, transpose: true), (a, i, j) => i >= j ? a : 0, turned: true),
        ["triangular_solve/upper_transposed"] = Solves(
            [2, 2, 2], [2, 2, 2], (a, b) => LinearAlgebra.TriangularSolve(a, b, lower: false, transpose: true), (a, i, j) => i <= j ? a : 0, turned: true),
        ["triangular_solve/unit_diagonal"] = Solves(
            [3, 3], [2, 3, 2], (a, b) => LinearAlgebra.TriangularSolve(a, b, unitDiagonal: true), (a, i, j) => i == j ? 1 : i > j ? a : 0),
        ["triangular_solve/no_equations"] = Solves([0, 0], [0, 2], (a, b) => LinearAlgebra.TriangularSolve(a, b), (a, _, _) => a),
    };

    // Numbers in ±1/2 beside a diagonal around 3: invertible, and positive definite once symmetrised.
    private static OpRow OfMatrix(Func<Tensor, Tensor> call, Func<Nd, Nd> reference, params int[][] shapes) => new(
        x => call(x[0] + 3.0 * Tensor.Eye(x[0].Shape[-1], x[0].DType)), x => reference(Dominant(x[0])), [.. MatrixCases(shapes)])
    { Tolerance = 1e-13 };

    private static Operand[][] MatrixCases(int[][] shapes) =>
        [.. (shapes.Length > 0 ? shapes : [[3, 3], [2, 2, 2], [1, 1], [0, 0], [0, 2, 2], [2, 1, 1, 1]]).Select(shape => (Operand[])[new Operand(shape, -0.5, 0.5)])];

    private static OpRow Solves(int[] a, int[] b, Func<Tensor, Tensor, Tensor> call, Func<double, int, int, double> read, bool turned = false) => new(
        x => call(x[0] + 3.0 * Tensor.Eye(a[^1], x[0].DType), x[1]),
        x =>
        {
            Nd matrix = Dominant(x[0]);
            matrix = Nd.Make(matrix.Shape, at => read(matrix[at], at[^2], at[^1]));
            return SolutionOf(turned ? Turned(matrix) : matrix, x[1]);
        },
        [new Operand(a, -0.5, 0.5), b])
    { Tolerance = 1e-13 };

    // The first row goes last, so that the greatest pivots are off the diagonal.
    private static Tensor Turned(Tensor x) => Tensor.Concatenate([x[1..], x[..1]]);

    private static Nd Dominant(Nd x) => Nd.Make(x.Shape, at => x[at] + (at[^2] == at[^1] ? 3 : 0));

    private static Nd Eye(int n) => Nd.Make([n, n], at => at[0] == at[1] ? 1 : 0);

    private static Nd EachMatrix(Nd x, Func<Nd, Nd> f)
    {
        int n = x.Shape[^1];
        int count = x.Shape[..^2].Aggregate(1, (product, extent) => product * extent);
        Nd[] results = [.. Enumerable.Range(0, count).Select(i => f(new Nd([n, n], x.Data[(i * n * n)..((i + 1) * n * n)])))];
        int[] inner = count == 0 ? f(Eye(n)).Shape : results[0].Shape;
        return new Nd([.. x.Shape[..^2], .. inner], [.. results.SelectMany(result => result.Data)]);
    }

    private static Nd Determinants(Nd x) => EachMatrix(x, a => new Nd([], [Expansion(a)]));

    private static Nd SolutionOf(Nd a, Nd b)
    {
        if (b.Rank == 1)
        {
            Nd column = SolutionOf(a, new Nd([b.Shape[0], 1], b.Data));
            return new Nd(column.Shape[..^1], column.Data);
        }

        (int n, int m) = (b.Shape[^2], b.Shape[^1]);
        int[] stacks = Nd.Zip(_ => 0, Nd.Make(a.Shape[..^2], _ => 0), Nd.Make(b.Shape[..^2], _ => 0)).Shape;
        return Nd.Make([.. stacks, n, m], at => Solution(
            Nd.Make([n, n], of => a[Own(a, at, of[0], of[1])]), Nd.Make([n, m], of => b[Own(b, at, of[0], of[1])]))[at[^2], at[^1]]);
    }

    // Cramer's rule.
    private static Nd Solution(Nd a, Nd b)
    {
        double determinant = Expansion(a);
        return Nd.Make(b.Shape, at => Expansion(Nd.Make(a.Shape, of => of[1] == at[0] ? b[of[0], at[1]] : a[of])) / determinant);
    }

    // Laplace's expansion along the first row.
    private static double Expansion(Nd a)
    {
        int n = a.Shape[0];
        double sum = n == 0 ? 1 : 0;
        for (int j = 0; j < n; j++)
        {
            int without = j;
            Nd minor = Nd.Make([n - 1, n - 1], at => a[at[0] + 1, at[1] < without ? at[1] : at[1] + 1]);
            sum += (j % 2 == 0 ? 1 : -1) * a[0, j] * Expansion(minor);
        }

        return sum;
    }

    // Column by column from L Lᵀ = (x + xᵀ) / 2.
    private static Nd FactorOf(Nd x)
    {
        int n = x.Shape[0];
        var y = new Nd([n, n], new double[n * n]);
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                double rest = (x[i, j] + x[j, i]) / 2 - Enumerable.Range(0, j).Sum(k => y[i, k] * y[j, k]);
                y.Data[i * n + j] = i == j ? Math.Sqrt(rest) : rest / y[j, j];
            }
        }

        return y;
    }
}
