using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Computes <c>y = log(1 + x)</c>. At most 1.39 ulp in float32 (all bit patterns), 1.37 seen in float64; ±0 stays, −∞ at −1, NaN below.</summary>
/// <remarks>1 + x, rounded, only chooses k; the fraction f = 2⁻ᵏ·x + (2⁻ᵏ − 1) is then made from x itself with one rounding, and is x where k = 0.</remarks>
internal static class Log1pKernel
{
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
        => ElementwiseLoop.Map<T, Float32, Float64>(x, y);

    internal readonly struct Float32 : IWideMap<float>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TWide Map<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, float>
        {
            TWide one = 1f;
            TWide inDomain = (x > -1f) & (x < float.PositiveInfinity);
            (TWide k, TWide m) = LogKernel.Float32.Split(x + one);
            TWide scale = ExpKernel.Float32.PowerOfTwo(0f - k);

            // For a large x, the 1 is below half a unit of the last place, and the scale may lie below the normal numbers.
            TWide f = TWide.Select(x > 1e9f, m - one, TWide.Fma(scale, x, scale - one));

            // The result has the sign of x, which the sum of k·ln 2 = 0 loses for −0.
            TWide y = LogKernel.Float32.Log(k, f) | (x & -0f);

            return TWide.All(inDomain) ? y : Special(x, y);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static TWide Special<TWide>(TWide x, TWide y)
            where TWide : unmanaged, IWide<TWide, float>
        {
            y = TWide.Select(x < float.PositiveInfinity, y, x); // ∞ and NaN stay
            y = TWide.Select(x < -1f, float.NaN, y);

            return TWide.Select(TWide.Equal(x, -1f), float.NegativeInfinity, y);
        }
    }

    internal readonly struct Float64 : IWideMap<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TWide Map<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, double>
        {
            TWide one = 1.0;
            TWide inDomain = (x > -1.0) & (x < double.PositiveInfinity);
            (TWide k, TWide m) = LogKernel.Float64.Split(x + one);
            TWide scale = ExpKernel.Float64.PowerOfTwo(0.0 - k);

            // For a large x, the 1 is below half a unit of the last place, and the scale may lie below the normal numbers.
            TWide f = TWide.Select(x > 1e18, m - one, TWide.Fma(scale, x, scale - one));

            // The result has the sign of x, which the sum of k·ln 2 = 0 loses for −0.
            TWide y = LogKernel.Float64.Log(k, f) | (x & -0.0);

            return TWide.All(inDomain) ? y : Special(x, y);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static TWide Special<TWide>(TWide x, TWide y)
            where TWide : unmanaged, IWide<TWide, double>
        {
            y = TWide.Select(x < double.PositiveInfinity, y, x); // ∞ and NaN stay
            y = TWide.Select(x < -1.0, double.NaN, y);

            return TWide.Select(TWide.Equal(x, -1.0), double.NegativeInfinity, y);
        }
    }
}
