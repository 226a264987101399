using System.Numerics.Tensors;

namespace AutoGrad;

/// <summary>Eigenvalues and -vectors of a symmetric matrix: reflections to a tridiagonal one, then implicit QR steps.</summary>
/// <remarks>
/// Source: Golub and Van Loan, Matrix Computations, 4th edition, algorithms 8.3.1 to 8.3.3. With Wilkinson's shift the steps
/// converge for every matrix (Parlett, The Symmetric Eigenvalue Problem, section 8.10), repeated eigenvalues included.
/// </remarks>
internal static class TridiagonalQr
{
    // Half the distance from 1 to the next number: what a rounding costs.
    private const double Rounding = 1.0 / (1L << 53);

    /// <summary>Diagonalises.</summary>
    /// <param name="x">[n, n]: symmetric, with elements of at most 1; written over.</param>
    /// <param name="n">Rows.</param>
    /// <param name="vectors">[n, n]: on return an eigenvector a row, orthonormal.</param>
    /// <returns>[n]: the eigenvalue of each row, in no order.</returns>
    public static double[] Run(double[] x, int n, double[] vectors)
    {
        var diagonal = new double[n];
        var beside = new double[n];
        Reduce(x, n, diagonal, beside, vectors);
        int high = n - 1;
        while (high > 0)
        {
            for (int i = 0; i < high; i++)
            {
                if (Math.Abs(beside[i]) <= Rounding * (Math.Abs(diagonal[i]) + Math.Abs(diagonal[i + 1])))
                {
                    beside[i] = 0;
                }
            }

            if (beside[high - 1] == 0)
            {
                high--;
                continue;
            }

            int low = high - 1;
            while (low > 0 && beside[low - 1] != 0)
            {
                low--;
            }

            Step(diagonal, beside, low, high, n, vectors);
        }

        return diagonal;
    }

    // xₖ₊₁ = Hₖ xₖ Hₖ, each Hₖ making column k tridiagonal: a symmetric change of rank two of what is left.
    private static void Reduce(double[] x, int n, double[] diagonal, double[] beside, double[] vectors)
    {
        var scales = new double[n];
        var product = new double[n];
        for (int k = 0; k < n; k++)
        {
            diagonal[k] = x[k * n + k];
            if (k == n - 1)
            {
                break;
            }

            int rest = n - k - 1;
            Span<double> v = x.AsSpan(k * n + k + 1, rest);
            (double scale, beside[k]) = Householder.Reflection(v);
            scales[k] = scale;
            if (scale == 0)
            {
                continue;
            }

            Span<double> w = product.AsSpan(0, rest);
            for (int i = 0; i < rest; i++)
            {
                w[i] = scale * TensorPrimitives.Dot<double>(x.AsSpan((k + 1 + i) * n + k + 1, rest), v);
            }

            TensorPrimitives.MultiplyAdd(v, -0.5 * scale * TensorPrimitives.Dot<double>(w, v), w, w);
            for (int i = 0; i < rest; i++)
            {
                Span<double> row = x.AsSpan((k + 1 + i) * n + k + 1, rest);
                TensorPrimitives.MultiplyAdd(w, -v[i], row, row);
                TensorPrimitives.MultiplyAdd(v, -w[i], row, row);
            }
        }

        // The columns of H₀ H₁ …, one a row.
        for (int i = 0; i < n; i++)
        {
            vectors[i * n + i] = 1;
        }

        for (int k = n - 2; k >= 0; k--)
        {
            for (int j = k + 1; j < n; j++)
            {
                Householder.Apply(x.AsSpan(k * n + k + 1, n - k - 1), scales[k], vectors.AsSpan(j * n + k + 1, n - k - 1));
            }
        }
    }

    private static void Step(double[] diagonal, double[] beside, int low, int high, int n, double[] vectors)
    {
        double e = beside[high - 1];
        double half = (diagonal[high - 1] - diagonal[high]) / 2;
        double shift = diagonal[high] - e / (half + Math.CopySign(double.Hypot(half, e), half)) * e;
        double bulge = beside[low];
        double lead = diagonal[low] - shift;
        for (int k = low; k < high; k++)
        {
            double length = double.Hypot(lead, bulge);
            (double c, double s) = length == 0 ? (1, 0) : (lead / length, bulge / length);
            if (k > low)
            {
                beside[k - 1] = length;
            }

            double twist = 2 * c * beside[k] + s * (diagonal[k + 1] - diagonal[k]);
            diagonal[k] += s * twist;
            diagonal[k + 1] -= s * twist;
            beside[k] = c * twist - beside[k];
            if (k < high - 1)
            {
                lead = beside[k];
                bulge = s * beside[k + 1];
                beside[k + 1] *= c;
            }

            Rotation.Apply(vectors.AsSpan(k * n, n), vectors.AsSpan((k + 1) * n, n), c, s);
        }
    }
}
