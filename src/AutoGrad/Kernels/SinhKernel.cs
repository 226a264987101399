using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Computes <c>y = sinh(x)</c>. Within 1 ulp; ±0 stays.</summary>
/// <remarks>Below 1 by the Taylor series; above, half the difference of e^|x| and its inverse, each as a sum of two numbers.</remarks>
internal static class SinhKernel
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
            TWide a = TWide.Abs(x);
            TWide clamped = TWide.Select(a > 712.0, 712.0, a);
            (TWide n, TWide r, TWide rLow) = ExpKernel.Float64.ReduceInTwo(clamped);
            (TWide high, TWide low) = ExpKernel.Float64.ExpOfReducedInTwo(r, rLow);
            (TWide inverse, TWide inverseLow) = WideTwo.Quotient(1.0, 0.0, high, low);
            TWide zero = 0.0;
            TWide scale = TWide.Select(n > 60.0, zero, ExpKernel.Float64.PowerOfTwo(zero - (n + n)));
            (TWide difference, TWide error) = WideTwo.Sum(high, zero - (inverse * scale));
            (TWide first, TWide second) = ExpKernel.Float64.PowerOfTwoFactors(n - 1.0);
            TWide large = (difference + (error + (low - (inverseLow * scale)))) * first * second;

            TWide z = a * a;
            TWide t = 8.22063524662433E-18;
            t = TWide.Fma(t, z, 2.8114572543455206E-15);
            t = TWide.Fma(t, z, 7.647163731819816E-13);
            t = TWide.Fma(t, z, 1.6059043836821613E-10);
            t = TWide.Fma(t, z, 2.505210838544172E-08);
            t = TWide.Fma(t, z, 2.7557319223985893E-06);
            t = TWide.Fma(t, z, 0.0001984126984126984);
            t = TWide.Fma(t, z, 0.008333333333333333);
            t = TWide.Fma(t, z, 0.16666666666666666);
            TWide small = TWide.Fma(a * z, t, a);

            return TWide.Select(a < 1.0, small, large) | (x & -0.0);
        }
    }
}
