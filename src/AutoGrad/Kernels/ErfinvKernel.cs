using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Computes the inverse of erf. Within 4 ulp; ±0 stays; ±∞ at ±1, NaN beyond.</summary>
/// <remarks>Starts from x·p(−log(1 − x²)), interpolated at Chebyshev's points (2⁻¹⁹), as Giles (GPU Computing Gems, 2010) proposes; one step of Halley's on erf, or on erfc above ½, ends it.</remarks>
internal static class ErfinvKernel
{
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
        => ElementwiseLoop.MapInFloat64<T, Float64>(x, y);

    internal readonly struct Float64 : IWideMap<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TWide Map<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, double>
        {
            TWide one = 1.0;
            TWide a = TWide.Abs(x);
            TWide complement = one - a;
            (TWide k, TWide m) = LogKernel.Float64.Split(complement * (one + a));
            TWide w = (TWide)0.0 - LogKernel.Float64.Log(k, m - one);
            TWide s = TWide.Sqrt(w);
            TWide central = 2.2605977741170975E-08;
            central = TWide.Fma(central, w, -1.098948458299626E-07);
            central = TWide.Fma(central, w, -5.48766581695036E-06);
            central = TWide.Fma(central, w, 7.257810853178963E-05);
            central = TWide.Fma(central, w, -0.0001761591830400175);
            central = TWide.Fma(central, w, -0.0022867828511138845);
            central = TWide.Fma(central, w, 0.011525431199929647);
            central = TWide.Fma(central, w, 0.2320181828567194);
            central = TWide.Fma(central, w, 0.8862267858628946);
            TWide tail = 1.7442125014668702E-05;
            tail = TWide.Fma(tail, s, -0.0006378305052302194);
            tail = TWide.Fma(tail, s, 0.010140214795222285);
            tail = TWide.Fma(tail, s, -0.0915902554193316);
            tail = TWide.Fma(tail, s, 0.5145729447720843);
            tail = TWide.Fma(tail, s, -1.8443897106837432);
            tail = TWide.Fma(tail, s, 4.129823837301738);
            tail = TWide.Fma(tail, s, -4.2932955476780785);
            tail = TWide.Fma(tail, s, 2.807277537927822);
            TWide y = a * TWide.Select(w < 5.0, central, tail);

            // With f = erf(y) − a, a step is f / f' / (1 + y·f / f'), as f'' = −2y·f'.
            TWide above = ErfcKernel.Float64.Tail(TWide.Select(y < 0.46, 0.46, y));
            TWide f = TWide.Select(y < 0.47, ErfKernel.Float64.Central(y) - a, complement - above);
            TWide step = f * 0.8862269254527580 * ExpKernel.Float64.Map(y * y);
            y = y - (step / TWide.Fma(y, step, 1.0));

            y = TWide.Select(TWide.Equal(a, one), double.PositiveInfinity, y) | (x & -0.0);

            return TWide.Select(a > one, double.NaN, y);
        }
    }
}
