using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Computes <c>y = erf(x)</c>. Within 2 ulp; ±0 stays; ±1 at ±∞.</summary>
/// <remarks>a + a·p(a²) below 1, a = |x| and p by interpolation at Chebyshev's points (2⁻⁵⁶); 1 − erfc(a) above.</remarks>
internal static class ErfKernel
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
            TWide a = TWide.Abs(x);
            TWide large = (TWide)1.0 - ErfcKernel.Float64.Tail(TWide.Select(a > 8.0, 8.0, a));

            return TWide.Select(a < 1.0, Central(a), large) | (x & -0.0);
        }

        /// <summary>Computes erf(x) for |x| ≤ 1.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static TWide Central<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, double>
        {
            TWide z = x * x;
            TWide p = 5.957176147748911E-11;
            p = TWide.Fma(p, z, -1.1372848856791674E-09);
            p = TWide.Fma(p, z, 1.4659775274047436E-08);
            p = TWide.Fma(p, z, -1.6350312701054695E-07);
            p = TWide.Fma(p, z, 1.6461000484121368E-06);
            p = TWide.Fma(p, z, -1.4925595266831182E-05);
            p = TWide.Fma(p, z, 0.0001205533111164271);
            p = TWide.Fma(p, z, -0.000854832698083379);
            p = TWide.Fma(p, z, 0.0052239776248180145);
            p = TWide.Fma(p, z, -0.026866170645076792);
            p = TWide.Fma(p, z, 0.11283791670954879);
            p = TWide.Fma(p, z, -0.3761263890318375);
            p = TWide.Fma(p, z, 0.1283791670955126);

            return TWide.Fma(x, p, x);
        }
    }
}
