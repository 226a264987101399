namespace AutoGrad;

/// <summary>
/// Computes how the distribution function P(a, x) of the gamma distribution moves with its parameter: <c>∂ⁿP/∂aⁿ</c> over
/// the density of ln x, <c>p = xᵃ e⁻ˣ / Γ(a)</c>. Relative error some 10⁻¹³ up to n = 2 and a = 1000, and growing as √a beyond.
/// </summary>
/// <remarks>
/// P = p r with <c>r = Σₖ xᵏ / (a (a + 1) … (a + k))</c> below a + 1 (DLMF 8.7.1), 1 - P = p t with t Legendre's continued fraction above
/// (DLMF 8.9.2); each in truncated power series of a + ε, whose coefficients are the derivatives.
/// </remarks>
internal static class GammaSlopeKernel
{
    private const int MostTerms = 1 << 20;

    public static double Value(int order, double a, double logX)
    {
        double x = Math.Exp(logX);
        if (!(a > 0) || double.IsNaN(x) || double.IsInfinity(a) || double.IsInfinity(x))
        {
            return double.NaN;
        }

        Span<double> density = stackalloc double[order + 1];
        Span<double> ratio = stackalloc double[order + 1];
        Density(a, logX, density);
        double factorial = 1;
        for (int i = 2; i <= order; i++)
        {
            factorial *= i;
        }

        if (x < a + 1)
        {
            Series(a, x, ratio);
            return factorial * Coefficient(density, ratio);
        }

        double value = double.NaN;
        for (int terms = 16; terms <= MostTerms; terms *= 2)
        {
            double before = value;
            Fraction(a, x, terms, ratio);
            value = Coefficient(density, ratio);
            if (Math.Abs(value - before) <= 1e-14 * Math.Abs(value))
            {
                break;
            }
        }

        return -factorial * value;
    }

    /// <summary>p(a + ε) / p(a) = exp(Σ yᵢ εⁱ / i!), with y₁ = ln x - ψ(a) and then yᵢ = -ψ⁽ⁱ⁻¹⁾(a).</summary>
    private static void Density(double a, double logX, Span<double> coefficients)
    {
        Span<double> slopes = stackalloc double[coefficients.Length];
        double factorial = 1;
        for (int i = 1; i < slopes.Length; i++)
        {
            slopes[i] = ((i == 1 ? logX : 0) - PolygammaKernel.Value(i - 1, a)) / factorial; // i yᵢ / i!
            factorial *= i;
        }

        coefficients[0] = 1;
        for (int k = 1; k < coefficients.Length; k++)
        {
            double sum = 0;
            for (int j = 1; j <= k; j++)
            {
                sum += slopes[j] * coefficients[k - j];
            }

            coefficients[k] = sum / k;
        }
    }

    private static void Series(double a, double x, Span<double> sum)
    {
        Span<double> term = stackalloc double[sum.Length];
        term.Clear();
        term[0] = 1;
        Over(term, a);
        term.CopyTo(sum);
        bool counts = true;
        for (int k = 1; counts; k++)
        {
            for (int j = 0; j < term.Length; j++)
            {
                term[j] *= x;
            }

            Over(term, a + k);
            counts = false;
            for (int j = 0; j < term.Length; j++)
            {
                sum[j] += term[j];
                counts |= Math.Abs(term[j]) > 1e-17 * Math.Abs(sum[j]);
            }
        }
    }

    /// <summary>1 / (x + 1 - a + 1 (a - 1) / (x + 3 - a + 2 (a - 2) / (x + 5 - a + …))), from the last term on.</summary>
    private static void Fraction(double a, double x, int terms, Span<double> value)
    {
        Span<double> quotient = stackalloc double[value.Length];
        quotient.Clear();
        for (int i = terms; i >= 0; i--)
        {
            quotient[0] += x + (2 * i) + 1 - a;
            if (quotient.Length > 1)
            {
                quotient[1] -= 1;
            }

            // What stands above it is i (a - i + ε), or 1 at the top.
            quotient.CopyTo(value);
            (double constant, double linear) = i == 0 ? (1, 0) : (i * (a - i), (double)i);
            for (int j = 0; j < quotient.Length; j++)
            {
                double rest = j == 0 ? constant : j == 1 ? linear : 0;
                for (int k = 1; k <= j; k++)
                {
                    rest -= value[k] * quotient[j - k];
                }

                quotient[j] = rest / value[0];
            }
        }

        quotient.CopyTo(value);
    }

    /// <summary>Divides a series by b + ε.</summary>
    private static void Over(Span<double> series, double b)
    {
        double before = 0;
        for (int j = 0; j < series.Length; j++)
        {
            before = series[j] = (series[j] - before) / b;
        }
    }

    /// <summary>The last coefficient of a product.</summary>
    private static double Coefficient(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int j = 0; j < x.Length; j++)
        {
            sum += x[j] * y[x.Length - 1 - j];
        }

        return sum;
    }
}
