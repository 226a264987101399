using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Computes <c>y = eˣ</c>. At most 0.99 ulp in float32 (all bit patterns), 0.98 seen in float64; exactly 1 at 0; rounds once into the subnormals.</summary>
/// <remarks>
/// x = n·ln 2 + r with |r| ≤ ½·ln 2, eˣ = 2ⁿ·(1 + r + r²·q(r)); q by Remez exchange on that interval, weighted for the relative
/// error of eʳ − 1 (as expm1 uses it too), each coefficient rounded and the rest fitted again.
/// </remarks>
internal static class ExpKernel
{
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
        => ElementwiseLoop.Map<T, Float32, Float64>(x, y);

    internal readonly struct Float32 : IWideMap<float>
    {
        private const float Log2E = 1.44269504f;
        private const float Ln2High = 0.693147182f;
        private const float Ln2Low = -1.90465421e-9f;

        // Adding 1.5·2²³ rounds to an integer and leaves it in the low bits.
        private const float Rounder = 12582912f;

        // The same with the exponent's bias, so that a shift by 23 makes the power of two.
        private const float BiasedRounder = Rounder + 127f;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TWide Map<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, float>
        {
            // Beyond these bounds the result is 0 or +∞ already; a NaN fails both comparisons and goes through.
            x = TWide.Select(x < -105f, -105f, x);
            x = TWide.Select(x > 90f, 90f, x);

            (TWide n, TWide r) = Reduce(x);
            (TWide first, TWide second) = PowerOfTwoFactors(n);

            return (Expm1OfReduced(r) + 1f) * first * second;
        }

        /// <summary>Splits x = n·ln 2 + r; |x| ≤ 128.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static (TWide N, TWide R) Reduce<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, float>
        {
            (TWide n, TWide high) = ReduceHigh(x);

            return (n, TWide.Fma(n, -Ln2Low, high));
        }

        /// <summary>Splits x = n·ln 2 + r + low, the last being the rounding error of r.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static (TWide N, TWide R, TWide Low) ReduceInTwo<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, float>
        {
            (TWide n, TWide high) = ReduceHigh(x);
            TWide r = TWide.Fma(n, -Ln2Low, high);

            return (n, r, TWide.Fma(n, -Ln2Low, high - r));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static (TWide N, TWide High) ReduceHigh<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, float>
        {
            TWide n = TWide.Fma(x, Log2E, Rounder) - Rounder;

            // Exact: a multiple of 2⁻²⁵ below ½.
            return (n, TWide.Fma(n, -Ln2High, x));
        }

        /// <summary>Computes 2ⁿ as two normal factors, so that a number near 1 times both rounds once, into the subnormals too; |n| ≤ 250.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static (TWide First, TWide Second) PowerOfTwoFactors<TWide>(TWide n)
            where TWide : unmanaged, IWide<TWide, float>
        {
            TWide half = TWide.Fma(n, 0.5f, BiasedRounder);
            TWide rest = n - (half - BiasedRounder) + BiasedRounder;

            return (TWide.ShiftLeftBits(half, 23), TWide.ShiftLeftBits(rest, 23));
        }

        /// <summary>Computes 2ⁿ for an integer n in [-126, 127].</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static TWide PowerOfTwo<TWide>(TWide n)
            where TWide : unmanaged, IWide<TWide, float>
            => TWide.ShiftLeftBits(n + BiasedRounder, 23);

        /// <summary>Computes eʳ − 1 for |r| ≤ ½·ln 2.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static TWide Expm1OfReduced<TWide>(TWide r)
            where TWide : unmanaged, IWide<TWide, float>
            => TWide.Fma(r * r, Quotient(r), r);

        /// <summary>Computes e^(r + low) − 1 for |r| ≤ ½·ln 2 and a low far below the last bit of ½.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static TWide Expm1OfReduced<TWide>(TWide r, TWide low)
            where TWide : unmanaged, IWide<TWide, float>
            => r + TWide.Fma(r * r, Quotient(r), low);

        /// <summary>Computes q(r) = (eʳ − 1 − r) / r²; as a part of eʳ − 1 its relative error is 2⁻³⁰·⁹.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TWide Quotient<TWide>(TWide r)
            where TWide : unmanaged, IWide<TWide, float>
        {
            TWide q = 0.000197529735f;
            q = TWide.Fma(q, r, 0.00139338977f);
            q = TWide.Fma(q, r, 0.00833355729f);
            q = TWide.Fma(q, r, 0.0416664779f);
            q = TWide.Fma(q, r, 0.166666657f);
            q = TWide.Fma(q, r, 0.5f);

            return q;
        }
    }

    internal readonly struct Float64 : IWideMap<double>
    {
        private const double Log2E = 1.4426950408889634;
        private const double Ln2High = 0.6931471805599453;
        private const double Ln2Low = 2.3190468138462996e-17;

        // As in Float32: 1.5·2⁵².
        private const double Rounder = 6755399441055744.0;
        private const double BiasedRounder = Rounder + 1023.0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TWide Map<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, double>
        {
            x = TWide.Select(x < -746.0, -746.0, x);
            x = TWide.Select(x > 710.0, 710.0, x);

            (TWide n, TWide r) = Reduce(x);
            (TWide first, TWide second) = PowerOfTwoFactors(n);

            return (Expm1OfReduced(r) + 1.0) * first * second;
        }

        /// <summary>Splits x = n·ln 2 + r; |x| ≤ 1024.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static (TWide N, TWide R) Reduce<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, double>
        {
            (TWide n, TWide high) = ReduceHigh(x);

            return (n, TWide.Fma(n, -Ln2Low, high));
        }

        /// <summary>Splits x = n·ln 2 + r + low, the last being the rounding error of r.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static (TWide N, TWide R, TWide Low) ReduceInTwo<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, double>
        {
            (TWide n, TWide high) = ReduceHigh(x);
            TWide r = TWide.Fma(n, -Ln2Low, high);

            return (n, r, TWide.Fma(n, -Ln2Low, high - r));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static (TWide N, TWide High) ReduceHigh<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, double>
        {
            TWide n = TWide.Fma(x, Log2E, Rounder) - Rounder;

            // Exact: a multiple of 2⁻⁵⁴ below ½.
            return (n, TWide.Fma(n, -Ln2High, x));
        }

        /// <summary>Computes 2ⁿ as two normal factors, so that a number near 1 times both rounds once, into the subnormals too; |n| ≤ 2000.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static (TWide First, TWide Second) PowerOfTwoFactors<TWide>(TWide n)
            where TWide : unmanaged, IWide<TWide, double>
        {
            TWide half = TWide.Fma(n, 0.5, BiasedRounder);
            TWide rest = n - (half - BiasedRounder) + BiasedRounder;

            return (TWide.ShiftLeftBits(half, 52), TWide.ShiftLeftBits(rest, 52));
        }

        /// <summary>Computes 2ⁿ for an integer n in [-1022, 1023].</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static TWide PowerOfTwo<TWide>(TWide n)
            where TWide : unmanaged, IWide<TWide, double>
            => TWide.ShiftLeftBits(n + BiasedRounder, 52);

        /// <summary>Computes eʳ − 1 for |r| ≤ ½·ln 2.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static TWide Expm1OfReduced<TWide>(TWide r)
            where TWide : unmanaged, IWide<TWide, double>
            => TWide.Fma(r * r, Quotient(r), r);

        /// <summary>Computes e^(r + low) − 1 for |r| ≤ ½·ln 2 and a low far below the last bit of ½.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static TWide Expm1OfReduced<TWide>(TWide r, TWide low)
            where TWide : unmanaged, IWide<TWide, double>
            => r + TWide.Fma(r * r, Quotient(r), low);

        /// <summary>Computes e^(r + low) for |r| ≤ ½·ln 2 as a sum of two numbers, to some 2⁻⁵⁷ of itself.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static (TWide High, TWide Low) ExpOfReducedInTwo<TWide>(TWide r, TWide low)
            where TWide : unmanaged, IWide<TWide, double>
        {
            TWide one = 1.0;
            TWide main = one + r;
            TWide rest = one - main + r + TWide.Fma(r * r, Quotient(r), low);
            TWide high = main + rest;

            return (high, main - high + rest);
        }

        /// <summary>Computes q(r) = (eʳ − 1 − r) / r²; as a part of eʳ − 1 its relative error is 2⁻⁶¹·⁵.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TWide Quotient<TWide>(TWide r)
            where TWide : unmanaged, IWide<TWide, double>
        {
            TWide q = 2.0880535948401337e-09;
            q = TWide.Fma(q, r, 2.5109851439455764e-08);
            q = TWide.Fma(q, r, 2.7557384455861764e-07);
            q = TWide.Fma(q, r, 2.7557242197121836e-06);
            q = TWide.Fma(q, r, 2.4801587198327026e-05);
            q = TWide.Fma(q, r, 0.00019841269887745956);
            q = TWide.Fma(q, r, 0.0013888888888943845);
            q = TWide.Fma(q, r, 0.008333333333321175);
            q = TWide.Fma(q, r, 0.041666666666666574);
            q = TWide.Fma(q, r, 0.16666666666666677);
            q = TWide.Fma(q, r, 0.5);

            return q;
        }
    }
}
