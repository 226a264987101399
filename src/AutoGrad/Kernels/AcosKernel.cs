using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Computes <c>y = acos(x)</c>. Within 1 ulp; 0 at 1; NaN outside [−1, 1].</summary>
/// <remarks>The angle whose tangent is √(1 − x²) / |x|, or π less it.</remarks>
internal static class AcosKernel
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
            TWide y = AtanKernel.Float64.AngleOf(root, rootLow, a, 0.0);
            y = TWide.Select(x < 0.0, (TWide)Math.PI - (y - 1.2246467991473532E-16), y);

            return TWide.Select(a > 1.0, double.NaN, y);
        }
    }
}
