using System.Numerics.Tensors;

namespace AutoGrad;

public static partial class LinearAlgebra
{
    /// <summary>Decomposes matrices into singular values and vectors: <c>x = U diag(s) Vᵀ</c>.</summary>
    /// <param name="x">[..., m, n]: of a floating dtype.</param>
    /// <param name="complete">Whether U and V get further columns, up to square matrices.</param>
    /// <returns>
    /// U [..., m, k], S [..., k], descending and not negative, and Vt [..., k, n], the transpose of V, with k the lesser of m and n; if
    /// complete, U is [..., m, m] and Vt [..., n, n]. Columns of U and rows of Vt are orthonormal; the element of greatest magnitude of
    /// each column of U that belongs to a value is positive.
    /// </returns>
    /// <exception cref="ShapeException">There are fewer than two axes, or the dtype is not floating.</exception>
    /// <remarks>
    /// <para>By a QR factor and one-sided Jacobi rotations: values are off by a few roundings of the greatest, times n at most, and often
    /// far less. A matrix with an element that is not finite has NaN for all.</para>
    /// <para>Derivatives, with <c>P = Uᵀ ẋ V</c>: <c>ṡ = diag P</c>, and within the columns <c>U̇ = U (D ∘ sym P + E ∘ skew P)</c>,
    /// <c>V̇ = V (D ∘ sym P - E ∘ skew P)</c>, <c>Dᵢⱼ = 1 / (sⱼ - sᵢ)</c>, <c>Eᵢⱼ = 1 / (sⱼ + sᵢ)</c>. Vectors of equal values, and of the
    /// value 0, are any basis and have no derivative: D is 0 for values closer than k roundings of the greatest, and what would divide
    /// by a value of 0 is 0, where others divide. Values that are 0 have derivative 0 there, as |x| has at 0. So what depends on the
    /// values alone, on the spaces that equal values span, or is the polar factor <c>U Vᵀ</c>, has its derivative where values repeat, too;
    /// <c>U diag(f(s)) Vᵀ</c> loses there what f's slope adds within such a space. The further columns count
    /// as in <see cref="Qr"/>. Source: Townsend, Differentiating the singular value decomposition, 2016, with its fractions split.</para>
    /// </remarks>
    public static (Tensor U, Tensor S, Tensor Vt) Svd(Tensor x, bool complete = false)
    {
        RequireMatrix("svd", x);
        var factors = new Tensor[3];
        new SvdOp(complete).Apply([x], factors);
        return (factors[0], factors[1], factors[2]);
    }

    /// <summary>Finds the singular values of matrices.</summary>
    /// <param name="x">[..., m, n]: of a floating dtype.</param>
    /// <returns>[..., k]: descending, not negative; k is the lesser of m and n.</returns>
    /// <exception cref="ShapeException">There are fewer than two axes, or the dtype is not floating.</exception>
    /// <remarks>The first derivative is finite for all matrices, and 0 for values that are 0.</remarks>
    public static Tensor SingularValues(Tensor x) => Svd(x).S;
}

/// <summary>By Jacobi's rotations.</summary>
internal sealed record SvdOp(bool Complete) : DecompositionOp
{
    public override string Name => "svd";

    public override void Infer(ReadOnlySpan<Spec> inputs, Span<Spec> outputs)
    {
        Spec x = inputs[0];
        (int m, int n) = LinearAlgebra.RequireMatrix(Name, x);
        int k = Math.Min(m, n);
        outputs[0] = x with { Shape = [.. x.Shape[..^1], Complete ? m : k] };
        outputs[1] = x with { Shape = [.. x.Shape[..^2], k] };
        outputs[2] = x with { Shape = [.. x.Shape[..^2], Complete ? n : k, n] };
    }

    // x̄ = U P̄ Vᵀ + (Ū off U) S⁻¹ Vᵀ + U S⁻¹ (V̄ off V)ᵀ, P̄ = diag(s̄) + sym(D ∘ (Uᵀ Ū + Vᵀ V̄)) + skew(E ∘ (Uᵀ Ū - Vᵀ V̄)).
    public override void Vjp(Recorded recorded, Span<Tensor?> inputBars)
    {
        Tensor values = recorded.Output(1);
        Side left = new(recorded.Output(0), values);
        Side right = new(recorded.Output(2).T, values);
        Tensor? inside = null;
        if (recorded.OutputBar(1) is { } valueBars)
        {
            inside = Tensor.Where(Tensor.Equal(values, 0), 0.0, valueBars).Diag();
        }

        Tensor? xBar = null;
        Tensor? leftBar = recorded.OutputBar(0);
        Tensor? rightBar = recorded.OutputBar(2)?.T;
        if (leftBar is not null || rightBar is not null)
        {
            Tensor? ofLeft = leftBar is null ? null : left.Inside(leftBar);
            Tensor? ofRight = rightBar is null ? null : right.Inside(rightBar);
            Tensor even = Spectrum.InverseGaps(values) * Sum(ofLeft, ofRight)!;
            Tensor odd = InverseSums(values) * Sum(ofLeft, ofRight is null ? null : -ofRight)!;
            inside = Sum(inside, 0.5 * (even + even.T + odd - odd.T));
            Tensor? offLeft = leftBar is null ? null : left.Off(leftBar);
            Tensor? offRight = rightBar is null ? null : right.Off(rightBar);
            xBar = Sum(
                offLeft is null ? null : Tensor.MatMul(offLeft, right.Spanned.T),
                offRight is null ? null : Tensor.MatMul(left.Spanned, offRight.T));
        }

        inputBars[0] = Sum(xBar, Tensor.MatMul(Tensor.MatMul(left.Spanned, inside!), right.Spanned.T));
    }

    public override void Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, ReadOnlySpan<Tensor> outputs, Span<Tensor?> outputTangents)
    {
        Tensor values = outputs[1];
        Side left = new(outputs[0], values);
        Side right = new(outputs[2].T, values);
        Tensor ofRight = Tensor.MatMul(tangents[0]!, right.Spanned);
        Tensor inside = Tensor.MatMul(left.Spanned.T, ofRight);
        Tensor even = Spectrum.InverseGaps(values) * (0.5 * (inside + inside.T));
        Tensor odd = InverseSums(values) * (0.5 * (inside - inside.T));
        outputTangents[0] = left.Moved(even + odd, ofRight);
        outputTangents[1] = Tensor.Where(Tensor.Equal(values, 0), 0.0, inside.Diagonal());
        outputTangents[2] = right.Moved(even - odd, Tensor.MatMul(tangents[0]!.T, left.Spanned)).T;
    }

    protected override bool HasUnits(int output) => output == 1;

    protected override void Factor(int m, int n, double[] x, double[][] results)
    {
        // Wide ones are transposed: rows are columns then.
        (double[] u, double[] values, double[] v) = m < n ? JacobiSvd.Run(x, n, m, Complete) : JacobiSvd.Run(WideMatrix.Transposed(x, m, n), m, n, Complete);
        (u, v) = m < n ? (v, u) : (u, v);
        for (int k = 0; k < values.Length; k++)
        {
            if (Spectrum.Sign(u.AsSpan(k * m, m)) < 0)
            {
                TensorPrimitives.Negate(u.AsSpan(k * m, m), u.AsSpan(k * m, m));
                TensorPrimitives.Negate(v.AsSpan(k * n, n), v.AsSpan(k * n, n));
            }
        }

        WideMatrix.Transposed(u, m == 0 ? 0 : u.Length / m, m).CopyTo(results[0], 0);
        values.CopyTo(results[1], 0);
        v.CopyTo(results[2], 0);
    }

    private static Tensor InverseSums(Tensor values) => Spectrum.InverseOrZero(values.ExpandDims(-2) + values.ExpandDims(-1));

    /// <summary>The vectors on one side: those that belong to values, and the further ones.</summary>
    private readonly struct Side
    {
        private readonly Tensor _all;
        private readonly Tensor _inverses;
        private readonly int _rows;
        private readonly int _count;
        private readonly bool _complete;

        public Side(Tensor all, Tensor values)
        {
            (_all, _rows, _count) = (all, all.Shape[-2], values.Shape[-1]);
            _complete = all.Shape[-1] > _count;
            Spanned = _complete ? all.SliceAxis(-1, 0, _count) : all;
            _inverses = Spectrum.InverseOrZero(values).ExpandDims(-2);
        }

        public Tensor Spanned { get; }

        public Tensor Inside(Tensor bars) => Tensor.MatMul(Spanned.T, _complete ? bars.SliceAxis(-1, 0, _count) : bars);

        /// <summary>What of the cotangents is off the spanned columns, over the values; null if they span all.</summary>
        public Tensor? Off(Tensor bars)
        {
            if (_rows == _count)
            {
                return null;
            }

            Tensor off = OffSpan(_complete ? bars.SliceAxis(-1, 0, _count) : bars);
            if (_complete)
            {
                Tensor further = _all.SliceAxis(-1, _count, _rows - _count);
                off -= Tensor.MatMul(further, Tensor.MatMul(bars.SliceAxis(-1, _count, _rows - _count).T, Spanned));
            }

            return off * _inverses;
        }

        /// <summary>The tangent: a turn within the columns, and what leaves them.</summary>
        /// <param name="turn">[..., k, k]</param>
        /// <param name="moved">[..., rows, k]: the tangent of x, times the other side's columns.</param>
        public Tensor Moved(Tensor turn, Tensor moved)
        {
            Tensor within = Tensor.MatMul(Spanned, turn);
            if (_rows == _count)
            {
                return within;
            }

            Tensor spanned = within + OffSpan(moved) * _inverses;
            if (!_complete)
            {
                return spanned;
            }

            Tensor further = _all.SliceAxis(-1, _count, _rows - _count);
            return Tensor.Concatenate([spanned, -Tensor.MatMul(Spanned, Tensor.MatMul((moved * _inverses).T, further))], axis: -1);
        }

        private Tensor OffSpan(Tensor x) => x - Tensor.MatMul(Spanned, Tensor.MatMul(Spanned.T, x));
    }
}
