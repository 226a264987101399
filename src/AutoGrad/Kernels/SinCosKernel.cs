using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Computes <c>y = sin(x)</c>. At most 0.83 ulp in float32 (all bit patterns), 0.83 seen in float64, at arguments of any size; ±0 stays.</summary>
/// <remarks>See <see cref="SinCosKernel"/>.</remarks>
internal static class SinKernel
{
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
        => ElementwiseLoop.Map<T, Float32, Float64>(x, y);

    private readonly struct Float32 : IWideMap<float>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TWide Map<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, float>
            => SinCosKernel.Float32.Sin(x);
    }

    private readonly struct Float64 : IWideMap<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TWide Map<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, double>
            => SinCosKernel.Float64.Sin(x);
    }
}

/// <summary>Computes <c>y = cos(x)</c>. At most 0.83 ulp in float32 (all bit patterns), 0.83 seen in float64, at arguments of any size.</summary>
/// <remarks>See <see cref="SinCosKernel"/>.</remarks>
internal static class CosKernel
{
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
        => ElementwiseLoop.Map<T, Float32, Float64>(x, y);

    private readonly struct Float32 : IWideMap<float>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TWide Map<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, float>
            => SinCosKernel.Float32.Cos(x);
    }

    private readonly struct Float64 : IWideMap<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TWide Map<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, double>
            => SinCosKernel.Float64.Cos(x);
    }
}

/// <summary>The formula that sine and cosine share.</summary>
/// <remarks>
/// x = n·π/2 + r + low (Cody and Waite's reduction, with fused multiply-add and the rounding errors kept); polynomials in r² by
/// Remez exchange on |r| ≤ 0.8, each coefficient rounded and the rest fitted again. Large arguments take a scalar path, lane by lane.
/// </remarks>
internal static class SinCosKernel
{
    internal static class Float32
    {
        private const float TwoOverPi = 0.636619747f;

        // π/2 in three parts of 24 bits, each the rounded rest of those before it.
        private const float HalfPi1 = 1.57079637f;
        private const float HalfPi2 = -4.37113883e-08f;
        private const float HalfPi3 = -1.71512451e-15f;

        // Adding 1.5·2²³ rounds to an integer and leaves it in the low bits.
        private const float Rounder = 12582912f;

        // Beyond, n·HalfPi3 is no longer negligible in its own rounding, and the nearest quadrant is missed by too much.
        private const float Limit = 32768f;

        private const float Sign = -0f;

        /// <summary>Computes sin(x + shift·π/2) for |x| ≤ <see cref="Limit"/>, elsewhere something unspecified.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static TWide Reduced<TWide>(TWide x, float shiftBits)
            where TWide : unmanaged, IWide<TWide, float>
        {
            TWide rounded = TWide.Fma(x, TwoOverPi, Rounder);
            TWide n = rounded - Rounder;

            // Exact: a multiple of the last bit of HalfPi1, below 1.
            TWide r0 = TWide.Fma(n, -HalfPi1, x);

            // r + low = r0 − n·(HalfPi2 + HalfPi3), as r0 may cancel down to nothing. The rounding error of r0 − p is exactly
            // (r0 − r) − p because r0 is a multiple of the last bit of p (Dekker's condition), that of p is e.
            TWide p = n * HalfPi2;
            TWide e = TWide.Fma(n, HalfPi2, (TWide)0f - p);
            TWide r = r0 - p;
            TWide low = TWide.Fma(n, -HalfPi3, r0 - r - p - e);

            TWide z = r * r;
            TWide s = 2.82085375e-06f;
            s = TWide.Fma(s, z, -0.000198520953f);
            s = TWide.Fma(s, z, 0.00833337754f);
            s = TWide.Fma(s, z, -0.166666672f);
            TWide sine = r + TWide.Fma(r * z, s, low);

            // cos = (1 − z/2) + …, with the rounding error of the parenthesis put back and cos(r + low) ≈ cos r − r·low.
            TWide c = 2.44286457e-05f;
            c = TWide.Fma(c, z, -0.00138872908f);
            c = TWide.Fma(c, z, 0.0416666456f);
            TWide one = 1f;
            TWide main = TWide.Fma(z, -0.5f, one);
            TWide rest = TWide.Fma(z, -0.5f, one - main);
            TWide cosine = main + TWide.Fma(z * z, c, TWide.Fma((TWide)0f - r, low, rest));

            TWide quadrant = TWide.AddBits(rounded, shiftBits);
            TWide odd = TWide.SubtractBits((TWide)0f, quadrant & BitConverter.Int32BitsToSingle(1));
            TWide sign = TWide.ShiftLeftBits(quadrant & BitConverter.Int32BitsToSingle(2), 30);

            return TWide.Select(odd, cosine, sine) ^ sign;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static TWide Sin<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, float>
        {
            // Of |x|, with the sign put back, because the reduction loses the sign of −0.
            TWide a = TWide.Abs(x);
            TWide y = Reduced(a, BitConverter.Int32BitsToSingle(0)) ^ (x & Sign);

            return TWide.All(a < Limit) ? y : Large(x, y, sine: true);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static TWide Cos<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, float>
        {
            TWide a = TWide.Abs(x);
            TWide y = Reduced(a, BitConverter.Int32BitsToSingle(1));

            return TWide.All(a < Limit) ? y : Large(x, y, sine: false);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static TWide Large<TWide>(TWide x, TWide y, bool sine)
            where TWide : unmanaged, IWide<TWide, float>
        {
            for (int i = 0; i < TWide.Count; i++)
            {
                float lane = Unsafe.Add(ref Unsafe.As<TWide, float>(ref x), i);
                if (!(MathF.Abs(lane) < Limit))
                {
                    Unsafe.Add(ref Unsafe.As<TWide, float>(ref y), i) = sine ? (float)Math.Sin(lane) : (float)Math.Cos(lane);
                }
            }

            return y;
        }
    }

    internal static class Float64
    {
        private const double TwoOverPi = 0.6366197723675814;

        // π/2 in three parts of 53 bits, each the rounded rest of those before it.
        private const double HalfPi1 = 1.5707963267948966;
        private const double HalfPi2 = 6.123233995736766e-17;
        private const double HalfPi3 = -1.4973849048591698e-33;

        // As in Float32: 1.5·2⁵².
        private const double Rounder = 6755399441055744.0;

        // As in Float32: 2³⁰.
        internal const double Limit = 1073741824.0;

        private const double Sign = -0.0;

        /// <summary>Computes sine and cosine of x less a multiple of π/2, each as a sum of two numbers, and the multiple in the low bits.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static (TWide Sine, TWide SineLow, TWide Cosine, TWide CosineLow, TWide Quadrant) Parts<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, double>
        {
            TWide rounded = TWide.Fma(x, TwoOverPi, Rounder);
            TWide n = rounded - Rounder;

            // Exact: a multiple of the last bit of HalfPi1, below 1.
            TWide r0 = TWide.Fma(n, -HalfPi1, x);

            // r + low = r0 − n·(HalfPi2 + HalfPi3), as r0 may cancel down to nothing. The rounding error of r0 − p is exactly
            // (r0 − r) − p because r0 is a multiple of the last bit of p (Dekker's condition), that of p is e.
            TWide p = n * HalfPi2;
            TWide e = TWide.Fma(n, HalfPi2, (TWide)0.0 - p);
            TWide r = r0 - p;
            TWide low = TWide.Fma(n, -HalfPi3, r0 - r - p - e);

            TWide z = r * r;
            TWide s = -7.421004864133299e-13;
            s = TWide.Fma(s, z, 1.605488322428238e-10);
            s = TWide.Fma(s, z, -2.505207481837702e-08);
            s = TWide.Fma(s, z, 2.7557319086260627e-06);
            s = TWide.Fma(s, z, -0.00019841269840979953);
            s = TWide.Fma(s, z, 0.00833333333333305);
            s = TWide.Fma(s, z, -0.16666666666666666);

            // cos = (1 − z/2) + …, with the rounding error of the parenthesis put back and cos(r + low) ≈ cos r − r·low.
            TWide c = -1.1355321109460056e-11;
            c = TWide.Fma(c, z, 2.0875640594183767e-09);
            c = TWide.Fma(c, z, -2.7557313751517107e-07);
            c = TWide.Fma(c, z, 2.4801587287431202e-05);
            c = TWide.Fma(c, z, -0.001388888888887089);
            c = TWide.Fma(c, z, 0.04166666666666658);
            TWide one = 1.0;
            TWide main = TWide.Fma(z, -0.5, one);
            TWide rest = TWide.Fma(z, -0.5, one - main);

            return (r, TWide.Fma(r * z, s, low), main, TWide.Fma(z * z, c, TWide.Fma((TWide)0.0 - r, low, rest)), rounded);
        }

        /// <summary>Computes sin(x + shift·π/2) for |x| ≤ <see cref="Limit"/>, elsewhere something unspecified.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static TWide Reduced<TWide>(TWide x, double shiftBits)
            where TWide : unmanaged, IWide<TWide, double>
        {
            (TWide sineHigh, TWide sineLow, TWide cosineHigh, TWide cosineLow, TWide rounded) = Parts(x);
            TWide sine = sineHigh + sineLow;
            TWide cosine = cosineHigh + cosineLow;
            TWide quadrant = TWide.AddBits(rounded, shiftBits);
            TWide odd = TWide.SubtractBits((TWide)0.0, quadrant & BitConverter.Int64BitsToDouble(1));
            TWide sign = TWide.ShiftLeftBits(quadrant & BitConverter.Int64BitsToDouble(2), 62);

            return TWide.Select(odd, cosine, sine) ^ sign;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static TWide Sin<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, double>
        {
            // Of |x|, with the sign put back, because the reduction loses the sign of −0.
            TWide a = TWide.Abs(x);
            TWide y = Reduced(a, BitConverter.Int64BitsToDouble(0)) ^ (x & Sign);

            return TWide.All(a < Limit) ? y : Large(x, y, sine: true);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static TWide Cos<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, double>
        {
            TWide a = TWide.Abs(x);
            TWide y = Reduced(a, BitConverter.Int64BitsToDouble(1));

            return TWide.All(a < Limit) ? y : Large(x, y, sine: false);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static TWide Large<TWide>(TWide x, TWide y, bool sine)
            where TWide : unmanaged, IWide<TWide, double>
        {
            for (int i = 0; i < TWide.Count; i++)
            {
                double lane = Unsafe.Add(ref Unsafe.As<TWide, double>(ref x), i);
                if (!(Math.Abs(lane) < Limit))
                {
                    Unsafe.Add(ref Unsafe.As<TWide, double>(ref y), i) = sine ? Math.Sin(lane) : Math.Cos(lane);
                }
            }

            return y;
        }
    }
}
