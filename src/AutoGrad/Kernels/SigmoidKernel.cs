using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Computes the logistic function <c>y = 1 / (1 + e⁻ˣ)</c>. At most 1.69 ulp in float32 (all bit patterns), 1.7 seen in float64; exactly ½ at 0; rounds once into the subnormals.</summary>
/// <remarks>
/// With e⁻ˣ = 2ⁿ·(1 + t): y = 2⁻ᵐ / (2⁻ᵐ + 2ⁿ⁻ᵐ + 2ⁿ⁻ᵐ·t), m = max(n, 0). Of the first two terms one is 1 and the other b ≤ 1; the
/// rounding error of their sum goes to t. The divisor lies in [0.7, 3], and small results keep their digits because 2⁻ᵐ multiplies last.
/// </remarks>
internal static class SigmoidKernel
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
            // Beyond these bounds the result is 1 or 0 already; a NaN fails both comparisons and goes through.
            TWide zero = 0f;
            TWide negated = zero - x;
            negated = TWide.Select(negated < -30f, -30f, negated);
            negated = TWide.Select(negated > 105f, 105f, negated);

            (TWide n, TWide r) = ExpKernel.Float32.Reduce(negated);
            TWide t = ExpKernel.Float32.Expm1OfReduced(r);

            TWide one = 1f;
            TWide m = TWide.Select(n > zero, n, zero);
            TWide power = ExpKernel.Float32.PowerOfTwo(n - m);
            (TWide first, TWide second) = ExpKernel.Float32.PowerOfTwoFactors(zero - m);

            TWide b = power * first * second;
            TWide sum = one + b;
            TWide divisor = sum + TWide.Fma(power, t, b - (sum - one));

            return one / divisor * first * second;
        }
    }

    internal readonly struct Float64 : IWideMap<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TWide Map<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, double>
        {
            // Beyond these bounds the result is 1 or 0 already; a NaN fails both comparisons and goes through.
            TWide zero = 0.0;
            TWide negated = zero - x;
            negated = TWide.Select(negated < -60.0, -60.0, negated);
            negated = TWide.Select(negated > 746.0, 746.0, negated);

            (TWide n, TWide r) = ExpKernel.Float64.Reduce(negated);
            TWide t = ExpKernel.Float64.Expm1OfReduced(r);

            TWide one = 1.0;
            TWide m = TWide.Select(n > zero, n, zero);
            TWide power = ExpKernel.Float64.PowerOfTwo(n - m);
            (TWide first, TWide second) = ExpKernel.Float64.PowerOfTwoFactors(zero - m);

            TWide b = power * first * second;
            TWide sum = one + b;
            TWide divisor = sum + TWide.Fma(power, t, b - (sum - one));

            return one / divisor * first * second;
        }
    }
}
