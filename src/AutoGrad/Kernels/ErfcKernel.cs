using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Computes <c>y = erfc(x) = 1 − erf(x)</c>. Within 4 ulp, and so in the far tail too, down to the smallest subnormal.</summary>
/// <remarks>e^(−x²)·p(t) / (1 + 2x) with t = (x − 4) / (x + 4) from ½ on (after Shepherd and Laframboise, Math. Comp. 36 (1981) 249, who fit the same form), p by interpolation at Chebyshev's points (2⁻⁵⁴·⁴).</remarks>
internal static class ErfcKernel
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
            TWide one = 1.0;
            TWide a = TWide.Abs(x);
            TWide tail = Tail(TWide.Select(a > 28.0, 28.0, a));
            TWide far = TWide.Select(x < 0.0, one + one - tail, tail);
            TWide near = one - ErfKernel.Float64.Central(x);

            return TWide.Select((x > -1.0) & (x < 0.5), near, far);
        }

        /// <summary>Computes erfc(a) for a in [0.45, 28].</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static TWide Tail<TWide>(TWide a)
            where TWide : unmanaged, IWide<TWide, double>
        {
            TWide zero = 0.0;
            TWide t = (a - 4.0) / (a + 4.0);
            TWide p = -1.073184671014993E-08;
            p = TWide.Fma(p, t, -1.2278425705830675E-08);
            p = TWide.Fma(p, t, 1.06452649653259E-07);
            p = TWide.Fma(p, t, 6.717226326433025E-08);
            p = TWide.Fma(p, t, -8.235624390130805E-07);
            p = TWide.Fma(p, t, 2.9938795233219766E-07);
            p = TWide.Fma(p, t, 5.70937204107749E-06);
            p = TWide.Fma(p, t, -1.122462445098893E-05);
            p = TWide.Fma(p, t, -2.4399309113143734E-05);
            p = TWide.Fma(p, t, 0.00015062245399856283);
            p = TWide.Fma(p, t, -0.0001992566217694988);
            p = TWide.Fma(p, t, -0.000757773439017777);
            p = TWide.Fma(p, t, 0.005031969959410359);
            p = TWide.Fma(p, t, -0.016197734039638548);
            p = TWide.Fma(p, t, 0.037167515539911176);
            p = TWide.Fma(p, t, -0.06633036581349587);
            p = TWide.Fma(p, t, 0.09373283499818684);
            p = TWide.Fma(p, t, -0.10103906603625828);
            p = TWide.Fma(p, t, 0.06809705425469749);
            p = TWide.Fma(p, t, 0.015379652102619098);
            p = TWide.Fma(p, t, -0.13962111684056255);
            p = TWide.Fma(p, t, 1.2329951186255526);

            // The error of a² counts a² times in the power.
            (TWide square, TWide squareLow) = WideTwo.Product(a, a);
            (TWide n, TWide r, TWide rLow) = ExpKernel.Float64.ReduceInTwo(zero - square);
            (TWide moved, TWide movedLow) = WideTwo.Sum(r, zero - squareLow);
            (TWide high, TWide low) = ExpKernel.Float64.ExpOfReducedInTwo(moved, movedLow + rLow);
            (TWide first, TWide second) = ExpKernel.Float64.PowerOfTwoFactors(n);

            return (high + low) * (p / TWide.Fma(a, 2.0, 1.0)) * first * second;
        }
    }
}
