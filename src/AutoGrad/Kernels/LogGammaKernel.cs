using System.Numerics;

namespace AutoGrad;

/// <summary>Computes <c>y = ln |Γ(x)|</c>. Within 4 ulp, away from the roots between the negative whole numbers; exactly 0 at 1 and 2; +∞ at the poles.</summary>
/// <remarks>Around 1 and 2 by interpolation at Chebyshev's points (2⁻⁵⁴), moved there by Γ(x + 1) = x·Γ(x); Stirling's series from 10 on; Euler's reflection below 0.</remarks>
internal static class LogGammaKernel
{
    // ln Γ(2 + u) / u for |u| ≤ ½, the highest power first.
    private static readonly double[] s_aroundTwo =
    [
        6.379047507619774E-08, -1.3412819758517287E-07, 2.0304806751615227E-07, -4.303558760359961E-07,
        9.578663334114758E-07, -2.0449201467015115E-06, 4.374374916915131E-06, -9.438458716242811E-06,
        2.050726741605779E-05, -4.4926351103833334E-05, 9.945750909889392E-05, -0.00022315475074520367,
        0.0005096695248853096, -0.0011927539120010226, 0.002890510330738737, -0.0073855510286681535,
        0.02058080842778457, -0.06735230105319814, 0.3224670334241132, 0.42278433509846713,
    ];

    // ln Γ(1 + u) / u for u in [−0.3, ½], where the way by Γ(2 + u) would cancel.
    private static readonly double[] s_aroundOne =
    [
        -0.01110472091893566, 0.037165184274468466, -0.05680956912029077, 0.05780057953499726,
        -0.05324793520091046, 0.05411600882214482, -0.05838317540850954, 0.06260938579386507,
        -0.06673211728718553, 0.07143116449194345, -0.07692787348927317, 0.08335357925084214,
        -0.09095421424102862, 0.1000994769223122, -0.11133426092127194, 0.1255096689394993,
        -0.1440498968396768, 0.16955717700589343, -0.20738555102815215, 0.27058080842773163,
        -0.400685634386533, 0.8224670334241133, -0.5772156649015329,
    ];

    // B₂ₖ / (2k (2k − 1)), the highest power of 1 / x² first.
    private static readonly double[] s_stirling = [43867.0 / 244188, -3617.0 / 122400, 1.0 / 156, -691.0 / 360360, 1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12];

    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = T.CreateTruncating(Value(double.CreateTruncating(x[i])));
        }
    }

    public static double Value(double x)
    {
        if (!double.IsFinite(x))
        {
            return x * x;
        }

        // Its product with a negative coefficient would be −0.
        if (x is 1 or 2)
        {
            return 0;
        }

        double a = Math.Abs(x);
        return a < 1e-17 ? -Math.Log(a)
            : x > 0 ? Positive(x)
            : Math.Floor(x) == x ? double.PositiveInfinity
            : Math.Log(Math.PI / (a * Math.Abs(double.SinPi(x)))) - Positive(a);
    }

    /// <summary>Computes ln B(x, y) = ln Γ(x) + ln Γ(y) − ln Γ(x + y), without their cancellation for x, y > 0.</summary>
    public static double LogBeta(double x, double y)
    {
        (double less, double more) = x < y ? (x, y) : (y, x);
        double sum = less + more;
        if (!(less > 0) || more < 10 || double.IsInfinity(sum))
        {
            return less > 0 && double.IsInfinity(sum) ? double.NegativeInfinity : Value(less) + Value(more) - Value(sum);
        }

        // ln(more / sum), from the small quotient.
        double share = -2 * Math.Atanh(less / (sum + more));
        return less >= 10
            ? 0.9189385332046728 - (0.5 * Math.Log(more)) + ((less - 0.5) * Math.Log(less / sum)) + (more * share) + (Stirling(less) + Stirling(more) - Stirling(sum))
            : Value(less) + (Stirling(more) - Stirling(sum)) + (less - (less * Math.Log(sum)) + ((more - 0.5) * share));
    }

    private static double Positive(double x)
    {
        if (x >= 10)
        {
            return ((x - 0.5) * (Math.Log(x) - 1)) + (0.4189385332046727 + Stirling(x));
        }

        if (x < 0.5)
        {
            return Factored(s_aroundTwo, x) - Math.Log(x * (x + 1));
        }

        if (x < 0.7)
        {
            return Factored(s_aroundTwo, x - 1) - Math.Log(x);
        }

        if (x < 1.5)
        {
            return Factored(s_aroundOne, x - 1);
        }

        double product = 1;
        while (x >= 2.5)
        {
            x -= 1;
            product *= x;
        }

        return Factored(s_aroundTwo, x - 2) + Math.Log(product);
    }

    private static double Factored(double[] coefficients, double u)
    {
        double sum = 0;
        foreach (double coefficient in coefficients)
        {
            sum = Math.FusedMultiplyAdd(sum, u, coefficient);
        }

        return u * sum;
    }

    // What Stirling's formula lacks, for x ≥ 10.
    private static double Stirling(double x)
    {
        double z = 1 / x / x;
        double sum = 0;
        foreach (double coefficient in s_stirling)
        {
            sum = Math.FusedMultiplyAdd(sum, z, coefficient);
        }

        return sum / x;
    }
}
