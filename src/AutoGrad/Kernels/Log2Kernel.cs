using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Computes <c>y = log₂ x</c>. Within 1 ulp; exact at powers of 2; −∞ at ±0, NaN below.</summary>
/// <remarks>x = 2ᵏ·m; the logarithm of m, its product with the factor and the sum keep their rounding errors.</remarks>
internal static class Log2Kernel
{
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
        => ElementwiseLoop.MapInFloat64<T, Float64>(x, y);

    internal readonly struct Float64 : IWideMap<double>
    {
        // The logarithms of e and of 2, each as a sum of two numbers.
        private const double FactorHigh = 1.4426950408889634;
        private const double FactorLow = 2.0355273740931033E-17;
        private const double PowerHigh = 1.0;
        private const double PowerLow = 0.0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TWide Map<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, double>
        {
            TWide zero = 0.0;
            TWide subnormal = x < 2.2250738585072014e-308;
            (TWide k, TWide m) = LogKernel.Float64.Split(TWide.Select(subnormal, x * 18014398509481984.0, x));
            k = k - TWide.Select(subnormal, 54.0, zero);
            (TWide high, TWide low) = LogKernel.Float64.LogInTwo(m - 1.0);

            (TWide product, TWide productLow) = WideTwo.Product<TWide>(high, FactorHigh);
            (TWide power, TWide powerLow) = WideTwo.Product<TWide>(k, PowerHigh);
            (TWide sum, TWide sumLow) = WideTwo.Sum(power, product);
            TWide rest = TWide.Fma(low, FactorHigh, TWide.Fma(high, FactorLow, TWide.Fma(k, PowerLow, productLow + powerLow)));
            TWide y = sum + (sumLow + rest);

            y = TWide.Select(x < double.PositiveInfinity, y, x); // ∞ and NaN stay
            y = TWide.Select(x < zero, double.NaN, y);

            return TWide.Select(TWide.Equal(x, zero), double.NegativeInfinity, y);
        }
    }
}
