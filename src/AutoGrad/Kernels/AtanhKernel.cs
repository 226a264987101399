using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Computes <c>y = atanh(x)</c>. Within 1 ulp; ±0 stays; ±∞ at ±1, NaN beyond.</summary>
/// <remarks>½·log(1 + 2a / (1 − a)), a = |x|, the quotient with its error.</remarks>
internal static class AtanhKernel
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
            TWide one = 1.0;
            (TWide below, TWide belowLow) = WideTwo.Sum(one, (TWide)0.0 - a);
            (TWide u, TWide low) = WideTwo.Quotient(a + a, 0.0, below, belowLow);
            TWide y = LogKernel.Float64.LogOnePlus(u, low) * 0.5;
            y = TWide.Select(TWide.Equal(a, one), double.PositiveInfinity, y) | (x & -0.0);

            return TWide.Select(a > one, double.NaN, y);
        }
    }
}
