using System.Numerics;

namespace AutoGrad;

/// <summary>Computes derivatives of ln Γ(x): the digamma function ψ (order 0) and its derivatives. ψ within 4 ulp for x > 0, and below 0 away from roots; the others within 8 ulp for x > 0.</summary>
/// <remarks>
/// Asymptotic series for a large x, moved there by the recurrence, all whose terms have one sign; ψ is moved to [1, 2] instead and
/// there interpolated at Chebyshev's points (2⁻⁵⁴) with its root divided off. Below 0 the reflection formula.
/// </remarks>
internal static class PolygammaKernel
{
    // The root of ψ as a sum of two numbers.
    private const double RootHigh = 1.4616321449683622;
    private const double RootLow = 9.549995429965697E-17;

    // ψ(x) / (x − root) in x − 1.5, |x − 1.5| ≤ ½, the highest power first.
    private static readonly double[] s_central =
    [
        -8.153978973309418E-05, 0.00012230983055406747, -6.11554261750751E-05, 9.173383289174792E-05,
        -0.0002178682145501451, 0.0003268068044141764, -0.0004599625144612576, 0.0006899717801166841,
        -0.001042261556504223, 0.0015635679757533885, -0.002344650082351321, 0.0035180800751066694,
        -0.00528001782089874, 0.007927024067961237, -0.011908215172584002, 0.017907248195969127,
        -0.02697579684427536, 0.04076083394462657, -0.06192213327165706, 0.09498872445283,
        -0.14840492305391761, 0.24054248424078736, -0.42362742128146047, 0.9510558760318328,
    ];

    // B₂ₖ.
    private static readonly double[] s_bernoulli =
        [1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510, 43867.0 / 798, -174611.0 / 330];

    public static void Run<T>(int order, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = T.CreateTruncating(Value(order, double.CreateTruncating(x[i])));
        }
    }

    public static double Value(int order, double x) => order == 0 ? Digamma(x) : Polygamma(order, x);

    private static double Digamma(double x)
    {
        if (x == 0)
        {
            return -1 / x;
        }

        if (x < 0)
        {
            return Math.Floor(x) == x ? double.NaN : Digamma(1 - x) - (Math.PI / double.TanPi(x));
        }

        if (x < 1)
        {
            return Central(x + 1, x) - (1 / x);
        }

        if (x >= 10)
        {
            double z = 1 / x / x;
            double series = 0;
            for (int k = s_bernoulli.Length; k >= 1; k--)
            {
                series = (series + (s_bernoulli[k - 1] / (2 * k))) * z;
            }

            return Math.Log(x) - ((0.5 / x) + series);
        }

        double sum = 0;
        double rest = 0;
        while (x > 2)
        {
            x -= 1;
            double term = 1 / x;
            double next = sum + term;
            rest += (term > sum ? term - next + sum : sum - next + term) + (Math.FusedMultiplyAdd(-term, x, 1) / x);
            sum = next;
        }

        return sum + (rest + Central(x, x - 1));
    }

    // x in [1, 2]; less is x − 1, which may be more exact than x.
    private static double Central(double x, double less)
    {
        double sum = 0;
        foreach (double coefficient in s_central)
        {
            sum = Math.FusedMultiplyAdd(sum, less - 0.5, coefficient);
        }

        return sum * (less - (RootHigh - 1) - RootLow);
    }

    private static double Polygamma(int order, double x)
    {
        bool isEven = (order & 1) == 0;
        if (x == 0)
        {
            return isEven ? -1 / x : double.PositiveInfinity;
        }

        if (x <= -1)
        {
            return Math.Floor(x) == x
                ? double.IsInfinity(x) || isEven ? double.NaN : double.PositiveInfinity
                : (isEven ? Polygamma(order, 1 - x) : -Polygamma(order, 1 - x)) - (Math.PI * CotangentDerivative(order, x));
        }

        double factorial = 1;
        for (int k = 2; k <= order; k++)
        {
            factorial *= k;
        }

        double sum = 0;
        while (x < order + 15)
        {
            sum += Math.Pow(x, -(order + 1));
            x += 1;
        }

        // (n − 1)! / xⁿ + n! / (2 xⁿ⁺¹) + Σ B₂ₖ (2k + n − 1)! / ((2k)! x²ᵏ⁺ⁿ), each over n!.
        double power = Math.Pow(x, -order);
        double term = power / order;
        double tail = 0.5 * power / x;
        double ratio = term;
        for (int k = 1; k <= s_bernoulli.Length; k++)
        {
            ratio *= ((2.0 * k) + order - 1) * ((2.0 * k) + order - 2) / ((2.0 * k) * ((2.0 * k) - 1)) / x / x;
            tail += s_bernoulli[k - 1] * ratio;
        }

        double magnitude = factorial * (sum + (tail + term));
        return isEven ? -magnitude : magnitude;
    }

    // The derivative of cot(π x) as a polynomial in c = cot(π x): each one is −π (1 + c²) times that of the last.
    private static double CotangentDerivative(int order, double x)
    {
        double[] polynomial = [0, 1];
        for (int n = 0; n < order; n++)
        {
            var next = new double[polynomial.Length + 1];
            for (int k = 1; k < polynomial.Length; k++)
            {
                next[k - 1] -= Math.PI * k * polynomial[k];
                next[k + 1] -= Math.PI * k * polynomial[k];
            }

            polynomial = next;
        }

        double c = 1 / double.TanPi(x);
        double sum = 0;
        for (int k = polynomial.Length - 1; k >= 0; k--)
        {
            sum = (sum * c) + polynomial[k];
        }

        return sum;
    }
}
