using System.Numerics.Tensors;

namespace AutoGrad;

public static partial class LinearAlgebra
{
    /// <summary>Solves systems of equations as well as can be: of the y for which <c>|a y - b|</c> is least, the one of least <c>|y|</c>.</summary>
    /// <param name="a">[..., m, n]: of a floating dtype, of any rank.</param>
    /// <param name="b">[..., m, k]: one right side a column; or [m], a single one. Leading axes broadcast.</param>
    /// <param name="relativeTolerance">Singular values of at most this times the greatest count as 0; the greater of m and n, times the distance from 1 to the next number, unless said.</param>
    /// <returns>[..., n, k], or [..., n] for one right side.</returns>
    /// <exception cref="ShapeException">The shapes do not fit, or the dtypes differ or are not floating.</exception>
    /// <remarks>
    /// By QR factors where they show that the rank is full, and by singular values elsewhere. Derivatives are those among
    /// matrices of the same rank, and then right for every rank; where the rank changes there is none. With P the pseudo-inverse and
    /// <c>r = b - a y</c>: <c>ẏ = P (ḃ - ȧ y) + P Pᵀ ȧᵀ r + (1 - P a) ȧᵀ Pᵀ y</c>. Source: Golub and Pereyra, The differentiation of
    /// pseudo-inverses and nonlinear least squares problems whose variables separate, SIAM J. Numer. Anal. 10(2), 1973, equation 4.12.
    /// </remarks>
    public static Tensor LeastSquares(Tensor a, Tensor b, double? relativeTolerance = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        bool fits = a.Rank >= 2 && b.Rank >= 1 && a.Shape[-2] == b.Shape[b.Rank == 1 ? 0 : -2];
        Shape? stack = fits ? Broadcasting.TryJoin(a.Shape[..^2], b.Rank == 1 ? Shape.Scalar : b.Shape[..^2]) : null;
        ShapeException.ThrowUnless(stack is not null, "least_squares", LeastSquaresOp.Rule, a.Spec, b.Spec);
        return b.Rank == 1
            ? LeastSquares(a, b.ExpandDims(1), relativeTolerance).Squeeze(-1)
            : new LeastSquaresOp(Tolerance(a, relativeTolerance)).Apply(a.BroadcastTo([.. stack!, .. a.Shape[^2..]]), b.BroadcastTo([.. stack!, .. b.Shape[^2..]]));
    }

    /// <summary>Finds the pseudo-inverse of Moore and Penrose: the inverse on the space that x spans, 0 off it.</summary>
    /// <param name="x">[..., m, n]: of a floating dtype, of any rank.</param>
    /// <param name="relativeTolerance">Singular values of at most this times the greatest count as 0; the greater of m and n, times the distance from 1 to the next number, unless said.</param>
    /// <returns>[..., n, m]</returns>
    /// <exception cref="ShapeException">There are fewer than two axes, or the dtype is not floating.</exception>
    /// <remarks>As <see cref="LeastSquares"/> with the unit vectors for right sides; to apply it to something, that is faster and more accurate.</remarks>
    public static Tensor PseudoInverse(Tensor x, double? relativeTolerance = null)
    {
        (int m, _) = RequireMatrix("pseudo_inverse", x);
        return LeastSquares(x, Tensor.Eye(m, x.DType), relativeTolerance);
    }

    internal static double Tolerance(Tensor x, double? relative) => relative ?? Math.Max(x.Shape[-2], x.Shape[-1]) * Spectrum.Epsilon(x.DType);
}

/// <summary>The pseudo-inverse of a times b; singular values are told from 0 by the tolerance.</summary>
internal sealed record LeastSquaresOp(double Tolerance) : SingleOp
{
    public const string Rule = "a must be [..., m, n] and b [..., m, k] or [m], with leading axes that broadcast";

    public override string Name => "least_squares";

    public override Saved Saved => Saved.Inputs | Saved.Output;

    public override Spec Infer(ReadOnlySpan<Spec> inputs)
    {
        (Spec a, Spec b) = (inputs[0], inputs[1]);
        ShapeException.ThrowUnlessSameDType(Name, a, b);
        ShapeException.ThrowUnlessFloating(Name, a);
        ShapeException.ThrowUnless(a.Shape.Rank >= 2 && a.Shape.Rank == b.Shape.Rank && a.Shape[..^1] == b.Shape[..^1], Name, Rule, a, b);
        return b with { Shape = [.. a.Shape[..^2], a.Shape[-1], b.Shape[-1]] };
    }

    public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output)
    {
        (Shape a, Shape b) = (inputs[0].Shape, inputs[1].Shape);
        (int m, int n, int k) = (a[-2], a[-1], b[-1]);
        for (int matrix = 0; matrix < a[..^2].Size; matrix++)
        {
            double[] x = WideMatrix.Read(inputs[0], matrix, m * n);
            double[] right = WideMatrix.Transposed(WideMatrix.Read(inputs[1], matrix, m * k), m, k);
            double unit = WideMatrix.Normalize(x);
            double[] solutions = double.IsFinite(unit) ? Solve(x, m, n, right, k) : new double[n * k];
            WideMatrix.Write(WideMatrix.Transposed(solutions, k, n), 1 / unit, output, matrix);
        }
    }

    protected override Tensor? Vjp(int input, Tensor yBar, Recorded recorded)
    {
        Tensor a = recorded.Input(0);
        Tensor bBar = Apply(a.T, yBar);
        if (input == 1)
        {
            return bBar;
        }

        Tensor y = recorded.Output();
        Tensor rest = recorded.Input(1) - Tensor.MatMul(a, y);
        Tensor offRows = yBar - Apply(a, Tensor.MatMul(a, yBar));
        return Tensor.MatMul(rest, Apply(a, bBar).T) - Tensor.MatMul(bBar, y.T) + Tensor.MatMul(Apply(a.T, y), offRows.T);
    }

    protected override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output)
    {
        Tensor a = inputs[0];
        if (tangents[0] is not { } aDot)
        {
            return Apply(a, tangents[1]!);
        }

        Tensor rest = inputs[1] - Tensor.MatMul(a, output);
        Tensor rows = Tensor.MatMul(aDot.T, Apply(a.T, output));
        Tensor right = Apply(a.T, Tensor.MatMul(aDot.T, rest)) - Tensor.MatMul(aDot, output) - Tensor.MatMul(a, rows);
        return Apply(a, tangents[1] is { } bDot ? bDot + right : right) + rows;
    }

    protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) =>
        Apply(Batching.Expand(inputs[0], batched[0], size), Batching.Expand(inputs[1], batched[1], size));

    // Right sides and solutions one after the other.
    private double[] Solve(double[] x, int m, int n, double[] right, int k)
    {
        // What is wide is transposed: with aᵀ = Q R, y = Q R⁻ᵀ b.
        (bool wide, int rows, int rank) = (m < n, Math.Max(m, n), Math.Min(m, n));
        double[] columns = wide ? x : WideMatrix.Transposed(x, m, n);
        double[] factored = [.. columns];
        var diagonal = new double[rank];
        double[] scales = Householder.Triangulate(factored, rows, rank, diagonal);
        var triangle = new double[rank * rank];
        for (int i = 0; i < rank; i++)
        {
            triangle[i * rank + i] = diagonal[i];
            for (int j = i + 1; j < rank; j++)
            {
                triangle[i * rank + j] = factored[j * rows + i];
            }
        }

        var solutions = new double[n * k];
        if (HasFullRank(triangle, rank))
        {
            for (int side = 0; side < k; side++)
            {
                Span<double> b = right.AsSpan(side * m, m);
                Span<double> y = solutions.AsSpan(side * n, n);
                if (wide)
                {
                    Substitution.Run<double>(triangle, rank, lower: false, transpose: true, unit: false, b, 1);
                    b.CopyTo(y);
                }

                Span<double> reflected = wide ? y : b;
                for (int step = 0; step < rank; step++)
                {
                    int at = wide ? rank - 1 - step : step;
                    Householder.Apply(Reflector(factored, rows, at), scales[at], reflected[at..]);
                }

                if (!wide)
                {
                    b[..n].CopyTo(y);
                    Substitution.Run<double>(triangle, rank, lower: false, transpose: false, unit: false, y, 1);
                }
            }

            return solutions;
        }

        (double[] u, double[] values, double[] v) = JacobiSvd.Run(columns, rows, rank, complete: false);
        (u, v) = wide ? (v, u) : (u, v);
        for (int side = 0; side < k; side++)
        {
            Span<double> y = solutions.AsSpan(side * n, n);
            for (int i = 0; i < rank && values[i] > Tolerance * values[0]; i++)
            {
                double along = TensorPrimitives.Dot<double>(u.AsSpan(i * m, m), right.AsSpan(side * m, m)) / values[i];
                TensorPrimitives.MultiplyAdd(v.AsSpan(i * n, n), along, y, y);
            }
        }

        return solutions;
    }

    private static Span<double> Reflector(double[] factored, int rows, int k) => factored.AsSpan(k * rows + k, rows - k);

    // The least singular value is at least 1 / |R⁻¹|, the greatest at most |R|, in the norm of Frobenius.
    private bool HasFullRank(double[] triangle, int n)
    {
        var inverse = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            if (triangle[i * n + i] == 0)
            {
                return false;
            }

            inverse[i * n + i] = 1;
        }

        Substitution.Run<double>(triangle, n, lower: false, transpose: false, unit: false, inverse, n);
        return n == 0 || 1 > Tolerance * TensorPrimitives.Norm<double>(triangle) * TensorPrimitives.Norm<double>(inverse);
    }
}
