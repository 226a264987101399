namespace AutoGrad.Tests;

public static partial class OpTable
{
    // Signs and bases are free: rows are of what does not depend on them, and the references know no decomposition.
    private static IEnumerable<KeyValuePair<string, OpRow>> Decompositions() => new Dictionary<string, OpRow>
    {
        ["qr/q"] = OfShapes(x => LinearAlgebra.Qr(x).Q, a => Orthonormalized(a).Q, [3, 3], [4, 2], [2, 3, 2], [3, 1], [1, 1], [0, 3, 2], [2, 0, 0], [3, 0])
            with
        { Covers = ["QrOp", "TriangularSolveOp"] },
        ["qr/r"] = OfShapes(x => LinearAlgebra.Qr(x).R, a => Orthonormalized(a).R, [3, 3], [4, 2], [2, 3, 2], [1, 1]),
        ["qr/wide_q"] = OfShapes(x => LinearAlgebra.Qr(x).Q, a => Orthonormalized(Columns(a, a.Shape[0])).Q, [2, 4], [2, 2, 3], [1, 3], [0, 3]),
        ["qr/wide_r"] = OfShapes(
            x => LinearAlgebra.Qr(x, complete: true).R, a => Product(Turned(Orthonormalized(Columns(a, a.Shape[0])).Q), a), [2, 4], [2, 2, 3], [1, 3]),
        ["qr/complete_q"] = OfShapes(x => Further(LinearAlgebra.Qr(x, complete: true).Q, x.Shape[^1]), OffSpan, [4, 2], [2, 3, 1], [3, 0])
            with
        { Covers = ["QrOp"] },
        ["qr/complete_r"] = OfShapes(x => LinearAlgebra.Qr(x, complete: true).R, a => Padded(Orthonormalized(a).R, a.Shape[0]), [4, 2], [2, 3, 1]),
        ["symmetric_eigen/square"] = OfShapes(
            x => FromSpectrum(LinearAlgebra.SymmetricEigen(x), Tensor.Square), a => Product(Symmetric(a), Symmetric(a)), [3, 3], [2, 2, 2], [1, 1], [0, 0], [0, 2, 2])
            with
        { Covers = ["SymmetricEigenOp"] },
        ["symmetric_eigen/exp"] = OfShapes(
            x => FromSpectrum(LinearAlgebra.SymmetricEigen(0.25 * x), Tensor.Exp), a => ExponentialSeries(Symmetric(a).Map(value => 0.25 * value)), [3, 3], [2, 2]),
        ["symmetric_eigenvalues"] = OfShapes(LinearAlgebra.SymmetricEigenvalues, a => new Nd([a.Shape[0]], Eigenvalues(Symmetric(a))), [3, 3], [2, 2, 2], [1, 1], [0, 0])
            with
        { Covers = ["SymmetricEigenOp"] },
        ["symmetric_function/exp"] = OfShapes(
            x => LinearAlgebra.SymmetricFunction(0.25 * x, Tensor.Exp), a => ExponentialSeries(Symmetric(a).Map(value => 0.25 * value)), [3, 3], [2, 2, 2], [1, 1], [0, 0], [0, 2, 2]),
        ["symmetric_function/reciprocal"] = OfShapes(
            x => LinearAlgebra.SymmetricFunction(x, Tensor.Reciprocal), a => Solution(Symmetric(a), Eye(a.Shape[0])), [3, 3], [2, 2]),
        ["svd/cube"] = OfShapes(
            x => FromSingular(LinearAlgebra.Svd(x), s => s * s * s), a => Product(a, Product(Turned(a), a)), [3, 3], [4, 2], [2, 2, 3], [1, 1], [1, 3], [0, 2, 2], [3, 0], [2, 0, 0])
            with
        { Covers = ["SvdOp"] },
        ["svd/polar"] = OfShapes(x => FromSingular(LinearAlgebra.Svd(x), Tensor.OnesLike), Polar, [3, 3], [4, 2], [2, 2, 3], [3, 1]),
        ["svd/complete_u"] = OfShapes(x => Further(LinearAlgebra.Svd(x, complete: true).U, x.Shape[^1]), OffSpan, [4, 2], [2, 3, 1], [3, 0]),
        ["svd/complete_v"] = OfShapes(x => Further(LinearAlgebra.Svd(x, complete: true).Vt.T, x.Shape[^2]), a => OffSpan(Turned(a)), [2, 4], [2, 1, 3]),
        ["svd/complete_within"] = OfShapes(
            x => FromSingular(WithoutFurther(LinearAlgebra.Svd(x, complete: true)), Tensor.Square), a => Product(Polar(a), Product(Turned(a), a)), [3, 2], [2, 3], [2, 2]),
        ["singular_values"] = OfShapes(LinearAlgebra.SingularValues, SingularValuesOf, [3, 3], [4, 2], [2, 2, 3], [1, 1], [0, 2, 2], [3, 0]) with { Covers = ["SvdOp"] },
    };

    // Numbers in ±1/2 beside a diagonal of 2, 4, 6, …: of full rank, and with values apart.
    private static OpRow OfShapes(Func<Tensor, Tensor> call, Func<Nd, Nd> reference, params int[][] shapes) => new(
        x => call(x[0] + Rising(x[0])), x => EachOf(Nd.Make(x[0].Shape, at => x[0][at] + (at[^2] == at[^1] ? 2 * at[^1] + 2 : 0)), reference),
        [.. shapes.Select(shape => (Operand[])[new Operand(shape, -0.5, 0.5)])])
    { Tolerance = 1e-13 };

    private static Tensor Rising(Tensor x) =>
        Tensor.Eye(x.Shape[^2], x.DType, x.Shape[^1]) * Tensor.Arange(2, 2 * x.Shape[^1] + 2, x.DType, step: 2);

    private static Nd EachOf(Nd x, Func<Nd, Nd> f)
    {
        int[] inner = x.Shape[^2..];
        int size = inner[0] * inner[1];
        int count = x.Shape[..^2].Aggregate(1, (product, extent) => product * extent);
        Nd[] results = [.. Enumerable.Range(0, count).Select(i => f(new Nd(inner, x.Data[(i * size)..((i + 1) * size)])))];
        int[] shape = count == 0 ? f(Nd.Make(inner, at => at[0] == at[1] ? 1 : 0)).Shape : results[0].Shape;
        return new Nd([.. x.Shape[..^2], .. shape], [.. results.SelectMany(result => result.Data)]);
    }

    private static Tensor FromSpectrum((Tensor Values, Tensor Vectors) spectrum, Func<Tensor, Tensor> f) =>
        Tensor.MatMul(spectrum.Vectors * f(spectrum.Values).ExpandDims(-2), spectrum.Vectors.T);

    private static Tensor FromSingular((Tensor U, Tensor S, Tensor Vt) factors, Func<Tensor, Tensor> f) =>
        Tensor.MatMul(factors.U * f(factors.S).ExpandDims(-2), factors.Vt);

    private static (Tensor U, Tensor S, Tensor Vt) WithoutFurther((Tensor U, Tensor S, Tensor Vt) factors) =>
        (factors.U.SliceAxis(-1, 0, factors.S.Shape[^1]), factors.S, factors.Vt.SliceAxis(-2, 0, factors.S.Shape[^1]));

    // The projection on the columns after the first n.
    private static Tensor Further(Tensor q, int n)
    {
        Tensor rest = q.SliceAxis(-1, n, q.Shape[^1] - n);
        return Tensor.MatMul(rest, rest.T);
    }

    private static Nd Symmetric(Nd x) => Nd.Make(x.Shape, at => (x[at[0], at[1]] + x[at[1], at[0]]) / 2);

    private static Nd Columns(Nd x, int count) => Nd.Make([x.Shape[0], count], at => x[at[0], at[1]]);

    private static Nd Padded(Nd x, int rows) => Nd.Make([rows, x.Shape[1]], at => at[0] < x.Shape[0] ? x[at[0], at[1]] : 0);

    // Gram and Schmidt.
    private static (Nd Q, Nd R) Orthonormalized(Nd a)
    {
        (int m, int n) = (a.Shape[0], a.Shape[1]);
        var q = new Nd([m, n], [.. a.Data]);
        var r = new Nd([n, n], new double[n * n]);
        for (int j = 0; j < n; j++)
        {
            for (int k = 0; k < j; k++)
            {
                double along = Enumerable.Range(0, m).Sum(i => q[i, k] * q[i, j]);
                r.Data[k * n + j] = along;
                for (int i = 0; i < m; i++)
                {
                    q.Data[i * n + j] -= along * q[i, k];
                }
            }

            double length = Math.Sqrt(Enumerable.Range(0, m).Sum(i => q[i, j] * q[i, j]));
            r.Data[j * n + j] = length;
            for (int i = 0; i < m; i++)
            {
                q.Data[i * n + j] /= length;
            }
        }

        return (q, r);
    }

    // 1 - a (aᵀ a)⁻¹ aᵀ.
    private static Nd OffSpan(Nd a)
    {
        Nd on = Product(a, Solution(Product(Turned(a), a), Turned(a)));
        return Nd.Make(on.Shape, at => (at[0] == at[1] ? 1 : 0) - on[at]);
    }

    private static Nd ExponentialSeries(Nd x)
    {
        Nd sum = Eye(x.Shape[0]);
        Nd term = sum;
        for (int k = 1; k < 60; k++)
        {
            term = Product(term, x).Map(value => value / k);
            sum = Nd.Zip(pair => pair[0] + pair[1], sum, term);
        }

        return sum;
    }

    private static Nd SingularValuesOf(Nd a)
    {
        Nd square = a.Shape[0] < a.Shape[1] ? Product(a, Turned(a)) : Product(Turned(a), a);
        return new Nd([square.Shape[0]], [.. Eigenvalues(square).Reverse().Select(Math.Sqrt)]);
    }

    // a (aᵀ a)^(-1/2) of what is not wide, the root by Denman and Beavers' iteration.
    private static Nd Polar(Nd a)
    {
        if (a.Shape[0] < a.Shape[1])
        {
            return Turned(Polar(Turned(a)));
        }

        Nd root = Product(Turned(a), a);
        Nd inverse = Eye(a.Shape[1]);
        for (int round = 0; round < 20; round++)
        {
            Nd next = Nd.Zip(pair => (pair[0] + pair[1]) / 2, root, Solution(inverse, Eye(a.Shape[1])));
            inverse = Nd.Zip(pair => (pair[0] + pair[1]) / 2, inverse, Solution(root, Eye(a.Shape[1])));
            root = next;
        }

        return Product(a, inverse);
    }

    // Bisection by the signs of the leading minors of x - λ: as many change as there are eigenvalues below λ.
    private static double[] Eigenvalues(Nd x)
    {
        int n = x.Shape[0];
        double bound = x.Data.Sum(Math.Abs) + 1;
        return [.. Enumerable.Range(0, n).Select(k =>
        {
            (double low, double high) = (-bound, bound);
            while (high - low > 1e-15 * bound)
            {
                double middle = (low + high) / 2;
                (low, high) = Below(x, middle) > k ? (low, middle) : (middle, high);
            }

            return (low + high) / 2;
        })];
    }

    private static int Below(Nd x, double value)
    {
        int count = 0;
        double before = 1;
        for (int k = 1; k <= x.Shape[0]; k++)
        {
            double minor = Expansion(Nd.Make([k, k], at => x[at[0], at[1]] - (at[0] == at[1] ? value : 0)));
            count += minor < 0 != before < 0 ? 1 : 0;
            before = minor;
        }

        return count;
    }
}
