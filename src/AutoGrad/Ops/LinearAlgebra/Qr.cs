namespace AutoGrad;

public static partial class LinearAlgebra
{
    /// <summary>Factors matrices into orthonormal columns and a triangle: <c>Q R = x</c>.</summary>
    /// <param name="x">[..., m, n]: of a floating dtype.</param>
    /// <param name="complete">Whether Q gets further columns, up to a square matrix, and R rows of zeros.</param>
    /// <returns>
    /// Q [..., m, k] and R [..., k, n], with k the lesser of m and n, or m if complete. R is upper triangular with a diagonal of no
    /// negative elements, which makes both unique where the first k columns of x are independent.
    /// </returns>
    /// <exception cref="ShapeException">There are fewer than two axes, or the dtype is not floating.</exception>
    /// <remarks>
    /// By Householder reflections. Derivatives divide by R: where the first k columns of x are dependent they are an
    /// <see cref="ArithmeticException"/>. The further columns are any basis of what is left; derivatives are those of functions that
    /// do not depend on which. Source: Walter, Lehmann and Lamour, On evaluating higher-order derivatives of the QR decomposition of
    /// tall matrices with full column rank, Optimization Methods and Software 27(2), 2012.
    /// </remarks>
    public static (Tensor Q, Tensor R) Qr(Tensor x, bool complete = false)
    {
        (int m, int n) = RequireMatrix("qr", x);
        var factors = new Tensor[2];
        new QrOp(complete && m > n).Apply([m < n ? x.SliceAxis(-1, 0, m) : x], factors);
        (Tensor q, Tensor r) = (factors[0], factors[1]);
        if (m < n)
        {
            r = Tensor.Concatenate([r, Tensor.MatMul(q.T, x.SliceAxis(-1, m, n - m))], axis: -1);
        }
        else if (complete && m > n)
        {
            r = Tensor.Concatenate([r, Tensor.Zeros([.. x.Shape[..^2], m - n, n], x.DType)], axis: -2);
        }

        return (q, r);
    }
}

/// <summary>Of matrices that are not wide: R is square, and Q too if complete.</summary>
internal sealed record QrOp(bool Complete) : DecompositionOp
{
    public override string Name => "qr";

    public override void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs)
    {
        Spec x = inputs[0];
        (int m, int n) = LinearAlgebra.RequireMatrix(Name, x);
        outputs[0] = x with { Shape = [.. x.Shape[..^1], Complete ? m : n] };
        outputs[1] = x with { Shape = [.. x.Shape[..^2], n, n] };
    }

    // x̄ = (Q̄ + Q copyltu(R R̄ᵀ - Q̄ᵀ Q) - P P̄ᵀ Q) R⁻ᵀ, P the further columns; copyltu mirrors the lower triangle.
    public override void Vjp(Recorded recorded, Span<Tensor?> inputBars)
    {
        (Tensor q, Tensor? further) = Parted(recorded.Output(0), recorded.Output(1).Shape[-1]);
        Tensor r = recorded.Output(1);
        Tensor? mixed = recorded.OutputBar(1) is { } rBar ? Tensor.MatMul(r, rBar.T) : null;
        Tensor? right = null;
        if (recorded.OutputBar(0) is { } bars)
        {
            (Tensor qBar, Tensor? furtherBar) = Parted(bars, r.Shape[-1]);
            mixed = Sum(mixed, -Tensor.MatMul(qBar.T, q));
            right = furtherBar is null ? qBar : qBar - Tensor.MatMul(further!, Tensor.MatMul(furtherBar.T, q));
        }

        right = Sum(right, Tensor.MatMul(q, mixed!.Tril() + mixed.Tril(-1).T))!;
        inputBars[0] = LinearAlgebra.TriangularSolve(r, right.T, lower: false).T;
    }

    // With X = ẋ R⁻¹, S = Qᵀ X and Ω = L - Lᵀ of the strictly lower triangle L of S: Q̇ = X + Q (Ω - S), Ṙ = (S - Ω) R, Ṗ = -Q Xᵀ P.
    public override void Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, ReadOnlySpan<Tensor> outputs, Span<Tensor?> outputTangents)
    {
        (Tensor q, Tensor? further) = Parted(outputs[0], outputs[1].Shape[-1]);
        Tensor r = outputs[1];
        Tensor moved = LinearAlgebra.TriangularSolve(r, tangents[0]!.T, lower: false, transpose: true).T;
        Tensor inside = Tensor.MatMul(q.T, moved);
        Tensor lower = inside.Tril(-1);
        Tensor upper = inside - lower + lower.T;
        Tensor qDot = moved - Tensor.MatMul(q, upper);
        outputTangents[0] = further is null
            ? qDot
            : Tensor.Concatenate([qDot, -Tensor.MatMul(q, Tensor.MatMul(moved.T, further))], axis: -1);
        outputTangents[1] = Tensor.MatMul(upper, r);
    }

    protected override bool HasUnits(int output) => output == 1;

    protected override void Factor(int m, int n, double[] x, double[][] results)
    {
        double[] columns = WideMatrix.Transposed(x, m, n);
        var diagonal = new double[n];
        double[] scales = Householder.Triangulate(columns, m, n, diagonal);
        int count = Complete ? m : n;
        double[] q = Householder.Product(columns, scales, m, count);
        for (int k = 0; k < n; k++)
        {
            double sign = diagonal[k] < 0 ? -1 : 1;
            results[1][k * n + k] = sign * diagonal[k];
            for (int j = k + 1; j < n; j++)
            {
                results[1][k * n + j] = sign * columns[j * m + k];
            }

            for (int i = 0; sign < 0 && i < m; i++)
            {
                q[k * m + i] = -q[k * m + i];
            }
        }

        WideMatrix.Transposed(q, count, m).CopyTo(results[0], 0);
    }

    // The columns that x spans, and the others.
    private (Tensor Spanned, Tensor? Further) Parted(Tensor q, int n) =>
        Complete ? (q.SliceAxis(-1, 0, n), q.SliceAxis(-1, n, q.Shape[-1] - n)) : (q, null);
}
