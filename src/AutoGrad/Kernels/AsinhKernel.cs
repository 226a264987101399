using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Computes <c>y = asinh(x)</c>. Within 1 ulp; ±0 and ±∞ stay.</summary>
/// <remarks>log(1 + u) with u = a + a² / (1 + √(1 + a²)), a = |x|; log 2a from 2³⁰ on.</remarks>
internal static class AsinhKernel
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
            TWide large = a > 1073741824.0;
            TWide b = TWide.Select(large, 1.0, a);
            TWide one = 1.0;
            (TWide square, TWide squareLow) = WideTwo.Product(b, b);
            (TWide sum, TWide sumLow) = WideTwo.Sum(one, square);
            (TWide root, TWide rootLow) = WideTwo.Root(sum, sumLow + squareLow);
            (TWide below, TWide belowLow) = WideTwo.Sum(one, root);
            (TWide part, TWide partLow) = WideTwo.Quotient(square, squareLow, below, belowLow + rootLow);
            (TWide u, TWide low) = WideTwo.Sum(b, part);
            TWide y = LogKernel.Float64.LogOnePlus(u, low + partLow);

            (TWide k, TWide m) = LogKernel.Float64.Split(a);
            TWide far = LogKernel.Float64.Log(k + one, m - one);
            y = TWide.Select(large, far, y) | (x & -0.0);

            return TWide.Select(a < double.PositiveInfinity, y, x);
        }
    }
}
