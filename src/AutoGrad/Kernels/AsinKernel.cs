using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Computes <c>y = asin(x)</c>. Within 1 ulp; ±0 stays; NaN outside [−1, 1].</summary>
/// <remarks>The angle whose tangent is x / √(1 − x²).</remarks>
internal static class AsinKernel
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
            // √(1 − a²), with the errors of product, difference and root.
            TWide a = TWide.Abs(x);
            (TWide square, TWide squareLow) = WideTwo.Product(a, a);
            (TWide rest, TWide restLow) = WideTwo.Sum<TWide>(1.0, (TWide)0.0 - square);
            (TWide root, TWide rootLow) = WideTwo.Root(rest, restLow - squareLow);
            TWide y = AtanKernel.Float64.AngleOf(a, 0.0, root, rootLow) | (x & -0.0);

            return TWide.Select(a > 1.0, double.NaN, y);
        }
    }
}
