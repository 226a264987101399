using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Computes <c>y = atan(x)</c>. Within 1 ulp; ±0 stays; ±π/2 at ±∞.</summary>
/// <remarks>Below tan(π/8) as it is, up to tan(3π/8) from π/4 by (n − d) / (n + d), above from π/2 by −d / n; then t + t³·p(t²), p by interpolation at Chebyshev's points (2⁻⁵⁸).</remarks>
internal static class AtanKernel
{
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
        => ElementwiseLoop.MapInFloat64<T, Float64>(x, y);

    internal readonly struct Float64 : IWideMap<double>
    {
        private const double HalfPiHigh = 1.5707963267948966;
        private const double HalfPiLow = 6.123233995736766E-17;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TWide Map<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, double>
        {
            TWide a = TWide.Abs(x);

            return AngleOf<TWide>(a, 0.0, 1.0, 0.0) | (x & -0.0);
        }

        /// <summary>Computes the angle whose tangent is (n + nLow) / (d + dLow), both not negative, between 0 and π/2.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static TWide AngleOf<TWide>(TWide n, TWide nLow, TWide d, TWide dLow)
            where TWide : unmanaged, IWide<TWide, double>
        {
            TWide zero = 0.0;
            TWide steep = n > d * 2.414213562373095;
            TWide middle = n > d * 0.41421356237309503;
            (TWide difference, TWide differenceLow) = WideTwo.Sum(n, zero - d);
            (TWide sum, TWide sumLow) = WideTwo.Sum(n, d);

            TWide top = TWide.Select(steep, zero - d, TWide.Select(middle, difference, n));
            TWide topLow = TWide.Select(steep, zero - dLow, TWide.Select(middle, differenceLow + (nLow - dLow), nLow));
            TWide bottom = TWide.Select(steep, n, TWide.Select(middle, sum, d));
            TWide bottomLow = TWide.Select(steep, nLow, TWide.Select(middle, sumLow + (nLow + dLow), dLow));
            TWide half = TWide.Select(steep, 1.0, TWide.Select(middle, 0.5, zero));

            (TWide t, TWide low) = WideTwo.Quotient(top, topLow, bottom, bottomLow);

            // Of an infinite tangent the quotient is 0 and the rest NaN.
            low = TWide.Select(n < double.PositiveInfinity, low, zero);
            TWide z = t * t;
            TWide p = -0.013916943217800841;
            p = TWide.Fma(p, z, 0.03063443323901452);
            p = TWide.Fma(p, z, -0.04104381417807643);
            p = TWide.Fma(p, z, 0.04719381457895137);
            p = TWide.Fma(p, z, -0.052580394289794816);
            p = TWide.Fma(p, z, 0.05881925033877732);
            p = TWide.Fma(p, z, -0.06666642004996545);
            p = TWide.Fma(p, z, 0.07692306735321475);
            p = TWide.Fma(p, z, -0.0909090906699066);
            p = TWide.Fma(p, z, 0.11111111110754406);
            p = TWide.Fma(p, z, -0.14285714285711515);
            p = TWide.Fma(p, z, 0.19999999999999993);
            p = TWide.Fma(p, z, -0.3333333333333333);
            TWide rest = TWide.Fma(t * z, p, TWide.Fma(half, HalfPiLow, low - (low * z)));
            (TWide high, TWide error) = WideTwo.Sum(half * HalfPiHigh, t);

            return high + (error + rest);
        }
    }
}
