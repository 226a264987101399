using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Computes <c>y = tan(x)</c>. Within 1 ulp at arguments of any size; ±0 stays.</summary>
/// <remarks>Sine and cosine of <see cref="SinCosKernel"/> before their last rounding, divided. Large arguments take a scalar path, lane by lane.</remarks>
internal static class TanKernel
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
            (TWide s, TWide sLow, TWide c, TWide cLow, TWide quadrant) = SinCosKernel.Float64.Parts(a);
            (s, sLow) = WideTwo.Sum(s, sLow);
            (c, cLow) = WideTwo.Sum(c, cLow);

            // tan(r + π/2) = −cos r / sin r
            TWide zero = 0.0;
            TWide odd = TWide.SubtractBits(zero, quadrant & BitConverter.Int64BitsToDouble(1));
            TWide n = TWide.Select(odd, zero - c, s);
            TWide nLow = TWide.Select(odd, zero - cLow, sLow);
            TWide d = TWide.Select(odd, s, c);
            TWide dLow = TWide.Select(odd, sLow, cLow);
            (TWide high, TWide low) = WideTwo.Quotient(n, nLow, d, dLow);
            TWide y = (high + low) ^ (x & -0.0);

            return TWide.All(a < SinCosKernel.Float64.Limit) ? y : Large(x, y);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static TWide Large<TWide>(TWide x, TWide y)
            where TWide : unmanaged, IWide<TWide, double>
        {
            for (int i = 0; i < TWide.Count; i++)
            {
                double lane = Unsafe.Add(ref Unsafe.As<TWide, double>(ref x), i);
                if (!(Math.Abs(lane) < SinCosKernel.Float64.Limit))
                {
                    Unsafe.Add(ref Unsafe.As<TWide, double>(ref y), i) = Math.Tan(lane);
                }
            }

            return y;
        }
    }
}
