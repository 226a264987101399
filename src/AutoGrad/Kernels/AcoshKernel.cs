using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Computes <c>y = acosh(x)</c>. Within 1 ulp; 0 at 1; NaN below.</summary>
/// <remarks>log(1 + u) with u = t + √(2t + t²), t = x − 1; log 2x from 2³⁰ on.</remarks>
internal static class AcoshKernel
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
            TWide large = x > 1073741824.0;
            TWide one = 1.0;
            TWide t = TWide.Select(large, one, x - one);
            (TWide square, TWide squareLow) = WideTwo.Product(t, t);
            (TWide sum, TWide sumLow) = WideTwo.Sum(t + t, square);
            (TWide root, TWide rootLow) = WideTwo.Root(sum, sumLow + squareLow);
            (TWide u, TWide low) = WideTwo.Sum(t, root);
            TWide y = LogKernel.Float64.LogOnePlus(u, low + rootLow);

            (TWide k, TWide m) = LogKernel.Float64.Split(x);
            TWide far = LogKernel.Float64.Log(k + one, m - one);
            y = TWide.Select(large, far, y);
            y = TWide.Select(x < double.PositiveInfinity, y, x); // ∞ and NaN stay

            return TWide.Select(x < one, double.NaN, y);
        }
    }
}
