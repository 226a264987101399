namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> MatrixFunctions() => new Dictionary<string, OpRow>
    {
        ["least_squares"] = Fits([4, 2], [4, 3], ByColumns) with { Covers = ["LeastSquaresOp"] },
        ["least_squares/vector"] = Fits([4, 2], [4], ByColumns),
        ["least_squares/square"] = Fits([2, 3, 3], [3, 1], ByColumns),
        ["least_squares/wide"] = Fits([2, 4], [3, 2, 2], ByRows) with { Covers = ["LeastSquaresOp"] },
        ["least_squares/broadcast"] = Fits([2, 1, 3, 2], [2, 3, 1], ByColumns),
        ["least_squares/one"] = Fits([1, 1], [1, 1], ByColumns),
        ["least_squares/no_equations"] = new(x => LinearAlgebra.LeastSquares(x[0], x[1]), x => Nd.Make([2, 3, 1], _ => 0), [(int[])[2, 0, 3], (int[])[2, 0, 1]]),
        ["least_squares/no_unknowns"] = new(x => LinearAlgebra.LeastSquares(x[0], x[1]), x => Nd.Make([0, 2], _ => 0), [(int[])[3, 0], (int[])[3, 2]]),
        ["least_squares/lost_rank"] = new(
            x => LinearAlgebra.LeastSquares(Tensor.MatMul(x[0] + Rising(x[0]), x[1] + Rising(x[1])), x[2]),
            x => OfProduct(Raised(x[0]), Raised(x[1]), x[2]),
            [new Operand([4, 2], -0.5, 0.5), new Operand([2, 3], -0.5, 0.5), (int[])[4, 2]],
            [new Operand([3, 1], -0.5, 0.5), new Operand([1, 3], -0.5, 0.5), (int[])[3, 1]],
            [new Operand([2, 2, 1], -0.5, 0.5), new Operand([2, 1, 4], -0.5, 0.5), (int[])[2, 2, 1]])
        { Tolerance = 1e-13, Covers = ["LeastSquaresOp"] },
        ["pseudo_inverse"] = OfShapes(x => LinearAlgebra.PseudoInverse(x), a => ByColumns(a, Eye(a.Shape[0])), [4, 2], [2, 3, 3], [1, 1], [3, 0]),
        ["pseudo_inverse/wide"] = OfShapes(x => LinearAlgebra.PseudoInverse(x), a => ByRows(a, Eye(a.Shape[0])), [2, 4], [0, 1, 3]),
        ["exponential"] = OfShapes(LinearAlgebra.Exponential, ExponentialSeries, [3, 3], [2, 2, 2], [1, 1], [0, 0], [0, 2, 2]) with { Covers = ["ExponentialOp"] },
        ["exponential/near_0"] = OfShapes(x => LinearAlgebra.Exponential(0.01 * x), a => ExponentialSeries(a.Map(value => 0.01 * value)), [3, 3]),
        ["power/3"] = OfShapes(x => LinearAlgebra.Power(x, 3), a => Product(a, Product(a, a)), [3, 3], [2, 2, 2], [1, 1], [0, 0]),
        ["power/6"] = OfShapes(x => LinearAlgebra.Power(0.25 * x, 6), a => Repeated(a.Map(value => 0.25 * value), 6), [2, 2]),
        ["power/1"] = OfShapes(x => LinearAlgebra.Power(x, 1), a => a, [2, 2]),
        ["power/0"] = OfShapes(x => LinearAlgebra.Power(x, 0), a => Eye(a.Shape[0]), [3, 2, 2]),
        ["power/-2"] = OfShapes(x => LinearAlgebra.Power(x, -2), a => Repeated(Solution(a, Eye(a.Shape[0])), 2), [3, 3], [2, 1, 1]),
        ["matrix_norm/frobenius"] = OfShapes(x => LinearAlgebra.Norm(x), a => Number(Math.Sqrt(a.Data.Sum(value => value * value))), [3, 2], [2, 2, 3], [1, 1], [2, 0, 3]),
        ["matrix_norm/nuclear"] = OfShapes(x => LinearAlgebra.Norm(x, MatrixNorm.Nuclear), a => Number(SingularValuesOf(a).Data.Sum()), [3, 2], [2, 2, 3], [0, 3]),
        ["matrix_norm/spectral"] = OfShapes(x => LinearAlgebra.Norm(x, MatrixNorm.Spectral), a => Number(SingularValuesOf(a).Data.Append(0).Max()), [3, 2], [2, 2, 3], [3, 0]),
        ["matrix_norm/one"] = OfShapes(x => LinearAlgebra.Norm(x, MatrixNorm.One), a => Number(LongestRow(Turned(a))), [3, 2], [2, 2, 3], [3, 0]),
        ["matrix_norm/infinity"] = OfShapes(x => LinearAlgebra.Norm(x, MatrixNorm.Infinity), a => Number(LongestRow(a)), [3, 2], [2, 2, 3], [0, 2]),
        ["condition_number"] = OfShapes(LinearAlgebra.ConditionNumber, Condition, [3, 3], [2, 3, 2], [1, 1], [0, 2]),
        ["trace"] = OfShapes(LinearAlgebra.Trace, a => Number(Enumerable.Range(0, Math.Min(a.Shape[0], a.Shape[1])).Sum(i => a[i, i])), [3, 3], [2, 2, 3], [3, 1], [0, 2]),
        ["rank"] = OfShapes(x => LinearAlgebra.Rank(x), a => Number(Math.Min(a.Shape[0], a.Shape[1])), [3, 3], [2, 2, 3], [3, 0]) with { IsDiscrete = true },
    };

    private static OpRow Fits(int[] a, int[] b, Func<Nd, Nd, Nd> reference) => new(
        x => LinearAlgebra.LeastSquares(x[0] + Rising(x[0]), x[1]),
        x => x[1].Rank > 1 ? reference(Raised(x[0]), x[1]) : WithoutLast(reference(Raised(x[0]), new Nd([.. x[1].Shape, 1], x[1].Data))),
        [new Operand(a, -0.5, 0.5), b])
    { Tolerance = 1e-13 };

    private static Nd Raised(Nd x) => Nd.Make(x.Shape, at => x[at] + (at[^2] == at[^1] ? 2 * at[^1] + 2 : 0));

    private static Nd WithoutLast(Nd x) => new(x.Shape[..^1], x.Data);

    private static Nd Number(double value) => new([], [value]);

    // The normal equations: of independent columns, and of independent rows.
    private static Nd ByColumns(Nd a, Nd b) => SolutionOf(Product(Turned(a), a), Product(Turned(a), b));

    private static Nd ByRows(Nd a, Nd b) => Product(Turned(a), SolutionOf(Product(a, Turned(a)), b));

    // The pseudo-inverse of a product of independent columns and independent rows is the product of theirs.
    private static Nd OfProduct(Nd columns, Nd rows, Nd b) => ByRows(rows, ByColumns(columns, b));

    private static Nd Repeated(Nd x, int count) => count == 1 ? x : Product(x, Repeated(x, count - 1));

    private static double LongestRow(Nd x) =>
        Enumerable.Range(0, x.Shape[0]).Select(i => Enumerable.Range(0, x.Shape[1]).Sum(j => Math.Abs(x[i, j]))).Append(0).Max();

    private static Nd Condition(Nd x)
    {
        double[] values = SingularValuesOf(x).Data;
        return Number(values.Length == 0 ? 0 : values[0] / values[^1]);
    }
}
