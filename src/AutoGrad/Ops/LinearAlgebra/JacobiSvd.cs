using System.Numerics.Tensors;

namespace AutoGrad;

/// <summary>Singular values and vectors of a matrix that is not wide: a QR factor, whose columns are rotated until they are orthogonal.</summary>
/// <remarks>
/// Source: Drmač and Veselić, New fast and accurate Jacobi SVD algorithm I, SIAM J. Matrix Anal. Appl. 29(4), 2008; the stopping
/// rule is relative to the columns, so that small singular values have orthogonal vectors as well.
/// </remarks>
internal static class JacobiSvd
{
    // Convergence is quadratic and takes six to ten sweeps; the bound is for matrices that rounding keeps from the last bit.
    private const int Sweeps = 60;

    // Beside elements of 1. A column that is shorter has lost the digits its direction is made of.
    private const double Shortest = 1e-280;

    /// <summary>Decomposes <c>x = U diag(s) Vᵀ</c>.</summary>
    /// <param name="columns">[n, m]: x by columns, with elements of at most 1; written over.</param>
    /// <param name="m">Rows, at least n.</param>
    /// <param name="n">Columns.</param>
    /// <param name="complete">Whether U is to be square.</param>
    /// <returns>U by columns, [m or n, m]; the values, descending; V by columns, [n, n].</returns>
    public static (double[] U, double[] Values, double[] V) Run(double[] columns, int m, int n, bool complete)
    {
        var diagonal = new double[n];
        double[] scales = Householder.Triangulate(columns, m, n, diagonal);

        // R by rows is Rᵀ by columns, on which the rotations converge faster: Rᵀ = Y diag(s) Wᵀ gives x = Q W diag(s) Yᵀ.
        var turned = new double[n * n];
        var rotations = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            turned[i * n + i] = diagonal[i];
            rotations[i * n + i] = 1;
            for (int j = i + 1; j < n; j++)
            {
                turned[i * n + j] = columns[j * m + i];
            }
        }

        for (int sweep = 0; sweep < Sweeps && Sweep(turned, rotations, n); sweep++)
        {
        }

        var lengths = new double[n];
        for (int k = 0; k < n; k++)
        {
            double length = TensorPrimitives.Norm<double>(turned.AsSpan(k * n, n));
            lengths[k] = length < Shortest ? 0 : length;
        }

        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(k => lengths[k])];
        double[] q = Householder.Product(columns, scales, m, complete ? m : n);
        var u = new double[q.Length];
        q.AsSpan(n * m).CopyTo(u.AsSpan(n * m));
        var v = new double[n * n];
        var values = new double[n];
        for (int k = 0; k < n; k++)
        {
            values[k] = lengths[order[k]];
            Span<double> left = u.AsSpan(k * m, m);
            for (int i = 0; i < n; i++)
            {
                TensorPrimitives.MultiplyAdd(q.AsSpan(i * m, m), rotations[order[k] * n + i], left, left);
            }

            Span<double> right = v.AsSpan(k * n, n);
            if (values[k] > 0)
            {
                TensorPrimitives.Divide(turned.AsSpan(order[k] * n, n), values[k], right);
            }
            else
            {
                Complete(v, n, k);
            }
        }

        return (u, values, v);
    }

    // Makes each pair of columns orthogonal once; whether any was not.
    private static bool Sweep(double[] columns, double[] rotations, int n)
    {
        double tolerance = Math.Sqrt(n) * Spectrum.Epsilon(DType.Float64);
        bool rotated = false;
        for (int p = 0; p < n; p++)
        {
            for (int q = p + 1; q < n; q++)
            {
                Span<double> x = columns.AsSpan(p * n, n);
                Span<double> y = columns.AsSpan(q * n, n);
                double xx = TensorPrimitives.Dot<double>(x, x);
                double yy = TensorPrimitives.Dot<double>(y, y);
                double xy = TensorPrimitives.Dot<double>(x, y);
                if (Math.Abs(xy) <= tolerance * Math.Sqrt(xx) * Math.Sqrt(yy))
                {
                    continue;
                }

                rotated = true;
                double cotangent = (xx - yy) / (2 * xy);
                double tangent = Math.CopySign(1 / (Math.Abs(cotangent) + double.Hypot(1, cotangent)), cotangent);
                double c = 1 / double.Hypot(1, tangent);
                Rotation.Apply(x, y, c, c * tangent);
                Rotation.Apply(rotations.AsSpan(p * n, n), rotations.AsSpan(q * n, n), c, c * tangent);
            }
        }

        return rotated;
    }

    // A further orthonormal column: what the first ones leave of the unit vector that they say least of.
    private static void Complete(double[] columns, int n, int count)
    {
        var said = new double[n];
        for (int k = 0; k < count; k++)
        {
            ReadOnlySpan<double> column = columns.AsSpan(k * n, n);
            TensorPrimitives.MultiplyAdd(column, column, said, said);
        }

        Span<double> further = columns.AsSpan(count * n, n);
        further.Clear();
        further[TensorPrimitives.IndexOfMin<double>(said)] = 1;

        // Twice is enough (Giraud, Langou, Rozložník and van den Eshof, Numerische Mathematik 101, 2005).
        for (int round = 0; round < 2; round++)
        {
            for (int k = 0; k < count; k++)
            {
                ReadOnlySpan<double> column = columns.AsSpan(k * n, n);
                TensorPrimitives.MultiplyAdd(column, -TensorPrimitives.Dot(column, further), further, further);
            }
        }

        TensorPrimitives.Divide(further, TensorPrimitives.Norm<double>(further), further);
    }
}
