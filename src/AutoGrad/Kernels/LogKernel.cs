using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Computes the natural logarithm <c>y = log(x)</c>. At most 0.83 ulp in float32 (all bit patterns), 0.84 seen in float64; exactly 0 at 1, −∞ at ±0, NaN below.</summary>
/// <remarks>x = 2ᵏ·m with m in [√½, √2); the polynomials by Remez exchange, each coefficient rounded and the rest fitted again.</remarks>
internal static class LogKernel
{
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
        => ElementwiseLoop.Map<T, Float32, Float64>(x, y);

    internal readonly struct Float32 : IWideMap<float>
    {
        private const float Ln2High = 0.693147182f;
        private const float Ln2Low = -1.90465421e-9f;
        private const int OneBits = 0x3F800000;
        private const int SqrtHalfBits = 0x3F3504F3;

        // 1.5·2²³ turns an integer in the low bits into a number.
        private const float Rounder = 12582912f;
        private const float BiasedRounder = Rounder + 127f;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TWide Map<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, float>
        {
            // Zero, subnormals, negatives, ∞ and NaN are seldom, so they cost a branch and not arithmetic.
            if (TWide.All((x > 1.17549421e-38f) & (x < float.PositiveInfinity)))
            {
                (TWide k, TWide m) = Split(x);
                return Log(k, m - 1f);
            }

            return Special(x);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static TWide Special<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, float>
        {
            TWide zero = 0f;
            TWide subnormal = x < 1.17549435e-38f;
            (TWide k, TWide m) = Split(TWide.Select(subnormal, x * 16777216f, x));
            TWide y = Log(k - TWide.Select(subnormal, 24f, zero), m - 1f);

            y = TWide.Select(x < float.PositiveInfinity, y, x); // ∞ and NaN stay
            y = TWide.Select(x < zero, float.NaN, y);

            return TWide.Select(TWide.Equal(x, zero), float.NegativeInfinity, y);
        }

        /// <summary>Splits a positive normal x = 2ᵏ·m with m in [√½, √2).</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static (TWide K, TWide M) Split<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, float>
        {
            // Moving √½ up to 1 makes the exponent field k + bias; the sign bit is clear, so the shift leaves it alone.
            TWide field = TWide.ShiftRightBits(TWide.AddBits(x, BitConverter.Int32BitsToSingle(OneBits - SqrtHalfBits)), 23);
            TWide k = TWide.AddBits(field, Rounder) - BiasedRounder;
            TWide m = TWide.AddBits(TWide.SubtractBits(x, TWide.ShiftLeftBits(field, 23)), 1f);

            return (k, m);
        }

        /// <summary>Computes k·ln 2 + log(1 + f) = k·ln 2 + f − ½·f² + f³·p(f) for f in [√½ − 1, √2 − 1]; p's error is 2⁻³⁰·⁴ of the logarithm.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static TWide Log<TWide>(TWide k, TWide f)
            where TWide : unmanaged, IWide<TWide, float>
        {
            TWide z = f * f;
            TWide p = 0.0690487847f;
            p = TWide.Fma(p, f, -0.117835306f);
            p = TWide.Fma(p, f, 0.118744142f);
            p = TWide.Fma(p, f, -0.123855665f);
            p = TWide.Fma(p, f, 0.142186239f);
            p = TWide.Fma(p, f, -0.16669175f);
            p = TWide.Fma(p, f, 0.20002225f);
            p = TWide.Fma(p, f, -0.249999881f);
            p = TWide.Fma(p, f, 0.333333105f);
            TWide low = TWide.Fma(k, Ln2Low, f * z * p);

            return TWide.Fma(k, Ln2High, f + TWide.Fma(z, -0.5f, low));
        }
    }

    internal readonly struct Float64 : IWideMap<double>
    {
        private const double Ln2High = 0.6931471805599453;
        private const double Ln2Low = 2.3190468138462996e-17;
        private const long OneBits = 0x3FF0000000000000;
        private const long SqrtHalfBits = 0x3FE6A09E667F3BCD;

        // As in Float32: 1.5·2⁵².
        private const double Rounder = 6755399441055744.0;
        private const double BiasedRounder = Rounder + 1023.0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TWide Map<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, double>
        {
            // Zero, subnormals, negatives, ∞ and NaN are seldom, so they cost a branch and not arithmetic.
            if (TWide.All((x > 2.2250738585072009e-308) & (x < double.PositiveInfinity)))
            {
                (TWide k, TWide m) = Split(x);
                return Log(k, m - 1.0);
            }

            return Special(x);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static TWide Special<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, double>
        {
            TWide zero = 0.0;
            TWide subnormal = x < 2.2250738585072014e-308;
            (TWide k, TWide m) = Split(TWide.Select(subnormal, x * 18014398509481984.0, x));
            TWide y = Log(k - TWide.Select(subnormal, 54.0, zero), m - 1.0);

            y = TWide.Select(x < double.PositiveInfinity, y, x); // ∞ and NaN stay
            y = TWide.Select(x < zero, double.NaN, y);

            return TWide.Select(TWide.Equal(x, zero), double.NegativeInfinity, y);
        }

        /// <summary>Splits a positive normal x = 2ᵏ·m with m in [√½, √2).</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static (TWide K, TWide M) Split<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, double>
        {
            // Moving √½ up to 1 makes the exponent field k + bias; the sign bit is clear, so the shift leaves it alone.
            TWide field = TWide.ShiftRightBits(TWide.AddBits(x, BitConverter.Int64BitsToDouble(OneBits - SqrtHalfBits)), 52);
            TWide k = TWide.AddBits(field, Rounder) - BiasedRounder;
            TWide m = TWide.AddBits(TWide.SubtractBits(x, TWide.ShiftLeftBits(field, 52)), 1.0);

            return (k, m);
        }

        /// <summary>Computes k·ln 2 + log(1 + f) for f in [√½ − 1, √2 − 1].</summary>
        /// <remarks>
        /// With s = f / (2 + f): log(1 + f) = 2s + s³·r(s²) = f − (h − s·(h + s²·r(s²))), h = ½·f² (the arrangement of FDLIBM's e_log.c,
        /// whose last subtraction alone rounds at full size); r's error is 2⁻⁵⁹·⁵ of the logarithm.
        /// </remarks>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static TWide Log<TWide>(TWide k, TWide f)
            where TWide : unmanaged, IWide<TWide, double>
        {
            TWide s = f / (f + 2.0);
            TWide z = s * s;
            TWide p = Series(z);
            TWide h = f * f * 0.5;
            TWide low = TWide.Fma(s, TWide.Fma(z, p, h), k * Ln2Low);

            return TWide.Fma(k, Ln2High, f - (h - low));
        }

        /// <summary>Computes log(1 + f) as a sum of two numbers, to some 2⁻⁵⁶ of itself.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static (TWide High, TWide Low) LogInTwo<TWide>(TWide f)
            where TWide : unmanaged, IWide<TWide, double>
        {
            TWide s = f / (f + 2.0);
            TWide z = s * s;
            TWide halved = f * 0.5;
            TWide h = halved * f;
            TWide hError = TWide.Fma(halved, f, (TWide)0.0 - h);
            TWide high = f - h;

            return (high, f - high - h - hError + (s * TWide.Fma(z, Series(z), h)));
        }

        /// <summary>Computes log(1 + u + low) for u ≥ 0 to full relative precision; a low is far below u.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static TWide LogOnePlus<TWide>(TWide u, TWide low)
            where TWide : unmanaged, IWide<TWide, double>
        {
            (TWide sum, TWide error) = WideTwo.Sum<TWide>(1.0, u);
            (TWide k, TWide m) = Split(sum);
            TWide near = TWide.Equal(k, 0.0);
            TWide scale = ExpKernel.Float64.PowerOfTwo((TWide)0.0 - k);
            TWide f = TWide.Select(near, u, m - 1.0);
            TWide rest = TWide.Select(near, low, (error + low) * scale);
            (TWide high, TWide tail) = LogInTwo(f);
            tail = tail + TWide.Fma(k, Ln2Low, rest / (f + 1.0));

            return TWide.Fma(k, Ln2High, high + tail);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TWide Series<TWide>(TWide z)
            where TWide : unmanaged, IWide<TWide, double>
        {
            TWide p = 0.14798826969168435;
            p = TWide.Fma(p, z, 0.15313781338940907);
            p = TWide.Fma(p, z, 0.181835740829548);
            p = TWide.Fma(p, z, 0.22222198401398935);
            p = TWide.Fma(p, z, 0.2857142874388962);
            p = TWide.Fma(p, z, 0.39999999999408814);
            p = TWide.Fma(p, z, 0.6666666666666735);

            return p;
        }
    }
}
