using System.Numerics.Tensors;

namespace AutoGrad;

/// <summary>Reflections <c>H = 1 - τ v vᵀ</c>, on matrices that lie column by column.</summary>
/// <remarks>Source: Golub and Van Loan, Matrix Computations, 4th edition, sections 5.1 and 5.2.</remarks>
internal static class Householder
{
    /// <summary>Triangulates columns in place: what is left of each above and on the diagonal is R, below it v.</summary>
    /// <param name="columns">[n, m]: column j at j·m.</param>
    /// <param name="m">Rows, at least n.</param>
    /// <param name="n">Columns.</param>
    /// <param name="diagonal">[n]: the diagonal of R, whose place v's first element takes.</param>
    /// <returns>[n]: τ of each reflection.</returns>
    public static double[] Triangulate(double[] columns, int m, int n, double[] diagonal)
    {
        var scales = new double[n];
        for (int k = 0; k < n; k++)
        {
            Span<double> v = columns.AsSpan(k * m + k, m - k);
            (scales[k], diagonal[k]) = Reflection(v);
            for (int j = k + 1; j < n; j++)
            {
                Apply(v, scales[k], columns.AsSpan(j * m + k, m - k));
            }
        }

        return scales;
    }

    /// <summary>The product of the reflections, <c>Q = H₀ H₁ …</c>: its first columns.</summary>
    /// <param name="columns">[n, m]: as <see cref="Triangulate"/> left them.</param>
    /// <param name="scales">[n]</param>
    /// <param name="m">Rows.</param>
    /// <param name="count">How many columns of Q, at least n.</param>
    /// <returns>[count, m]: column j at j·m.</returns>
    public static double[] Product(double[] columns, double[] scales, int m, int count)
    {
        var q = new double[count * m];
        for (int j = 0; j < count; j++)
        {
            q[j * m + j] = 1;
        }

        for (int k = scales.Length - 1; k >= 0; k--)
        {
            for (int j = k; j < count; j++)
            {
                Apply(columns.AsSpan(k * m + k, m - k), scales[k], q.AsSpan(j * m + k, m - k));
            }
        }

        return q;
    }

    /// <summary>Makes of x the v of the reflection that leaves of it its first element alone.</summary>
    /// <returns>τ, and that element.</returns>
    public static (double Scale, double First) Reflection(Span<double> v)
    {
        double first = v[0];
        double rest = TensorPrimitives.Norm<double>(v[1..]);
        if (rest == 0)
        {
            return (0, first);
        }

        // Away from x's own sign: nothing cancels.
        double length = -Math.CopySign(double.Hypot(first, rest), first);
        v[0] = first - length;

        // v over its first element keeps v's square from underflowing where τ is formed.
        TensorPrimitives.Divide(v, v[0], v);
        return ((length - first) / length, length);
    }

    /// <summary>Reflects x.</summary>
    public static void Apply(ReadOnlySpan<double> v, double scale, Span<double> x)
    {
        if (scale != 0)
        {
            TensorPrimitives.MultiplyAdd(v, -scale * TensorPrimitives.Dot(v, x), x, x);
        }
    }
}
