using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Computes <c>y = 2ˣ</c>. Within 1 ulp; exact at whole numbers; rounds once into the subnormals.</summary>
/// <remarks>x = n + f, 2ˣ = 2ⁿ·e^(f·ln 2), with the rounding error of the product kept.</remarks>
internal static class Exp2Kernel
{
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
        => ElementwiseLoop.MapInFloat64<T, Float64>(x, y);

    internal readonly struct Float64 : IWideMap<double>
    {
        private const double Ln2High = 0.6931471805599453;
        private const double Ln2Low = 2.3190468138462996e-17;

        // Adding 1.5·2⁵² rounds to an integer.
        private const double Rounder = 6755399441055744.0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TWide Map<TWide>(TWide x)
            where TWide : unmanaged, IWide<TWide, double>
        {
            x = TWide.Select(x < -1100.0, -1100.0, x);
            x = TWide.Select(x > 1030.0, 1030.0, x);

            TWide n = x + Rounder - Rounder;
            TWide f = x - n;
            TWide r = f * Ln2High;
            TWide low = TWide.Fma(f, Ln2Low, TWide.Fma(f, Ln2High, (TWide)0.0 - r));
            (TWide high, TWide rest) = ExpKernel.Float64.ExpOfReducedInTwo(r, low);
            (TWide first, TWide second) = ExpKernel.Float64.PowerOfTwoFactors(n);

            return (high + rest) * first * second;
        }
    }
}
