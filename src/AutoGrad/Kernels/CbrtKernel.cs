using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Computes <c>y = ∛x</c>. Within 1 ulp; ±0, ±∞ and NaN stay.</summary>
/// <remarks>x = 2³ᵠ·m; a polynomial starts from 8 bits, two of Halley's steps, which triple the digits, end it.</remarks>
internal static class CbrtKernel
{
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
        => ElementwiseLoop.MapInFloat64<T, Float64>(x, y);

    internal readonly struct Float64 : IWideMap<double>
    {
        // Adding 1.5·2⁵² rounds to an integer.
        private const double Rounder = 6755399441055744.0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TWide Map<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, double>
        {
            TWide a = TWide.Abs(x);
            TWide subnormal = a < 2.2250738585072014e-308;
            (TWide k, TWide m) = LogKernel.Float64.Split(TWide.Select(subnormal, a * 18014398509481984.0, a));
            TWide third = TWide.Fma(k, 1.0 / 3, Rounder) - Rounder;
            m = m * ExpKernel.Float64.PowerOfTwo(k - (third * 3.0));

            TWide y = -0.012992645364522368;
            y = TWide.Fma(y, m, 0.1116519358570599);
            y = TWide.Fma(y, m, -0.38454128084073746);
            y = TWide.Fma(y, m, 0.8248599277630906);
            y = TWide.Fma(y, m, 0.4620554731898688);
            y = Halley(y, m);
            y = Halley(y, m);

            TWide scale = ExpKernel.Float64.PowerOfTwo(third - TWide.Select(subnormal, 18.0, 0.0));
            y = (y * scale) | (x & -0.0);

            // 0 and ∞ have no such parts, NaN nothing at all.
            return TWide.Select((a > 0.0) & (a < double.PositiveInfinity), y, x);
        }

        // y − y·(y³ − m) / (2y³ + m), the residual with the errors of both products.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TWide Halley<TWide>(TWide y, TWide m)
            where TWide : unmanaged, IWide<TWide, double>
        {
            (TWide square, TWide squareLow) = WideTwo.Product(y, y);
            (TWide cube, TWide cubeLow) = WideTwo.Product(square, y);
            TWide rest = cube - m + TWide.Fma(squareLow, y, cubeLow);

            return y - (y * rest / (cube + cube + m));
        }
    }
}
