using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Computes <c>y = cosh(x)</c>. Within 1 ulp; exactly 1 at 0.</summary>
/// <remarks>Half the sum of e^|x| and its inverse, each as a sum of two numbers.</remarks>
internal static class CoshKernel
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
            (TWide sum, TWide error) = WideTwo.Sum(high, inverse * scale);
            (TWide first, TWide second) = ExpKernel.Float64.PowerOfTwoFactors(n - 1.0);

            return (sum + (error + (low + (inverseLow * scale)))) * first * second;
        }
    }
}
