using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Arithmetic on unevaluated sums of two Float64 vectors, for steps whose own rounding would show in a result.</summary>
/// <remarks>Dekker, Numer. Math. 18 (1971) 224; Knuth, The Art of Computer Programming 2, 4.2.2, for the sum.</remarks>
internal static class WideTwo
{
    /// <summary>Computes x + y and the error of its rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TWide High, TWide Low) Sum<TWide>(TWide x, TWide y)
        where TWide : unmanaged, IWide<TWide, double>
    {
        TWide sum = x + y;
        TWide rest = sum - x;

        return (sum, x - (sum - rest) + (y - rest));
    }

    /// <summary>Computes x·y and the error of its rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TWide High, TWide Low) Product<TWide>(TWide x, TWide y)
        where TWide : unmanaged, IWide<TWide, double>
    {
        TWide product = x * y;

        return (product, TWide.Fma(x, y, (TWide)0.0 - product));
    }

    /// <summary>Computes (n + nLow) / (d + dLow).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TWide High, TWide Low) Quotient<TWide>(TWide n, TWide nLow, TWide d, TWide dLow)
        where TWide : unmanaged, IWide<TWide, double>
    {
        TWide quotient = n / d;
        TWide rest = TWide.Fma((TWide)0.0 - quotient, d, n) + nLow - (quotient * dLow);

        return (quotient, rest / d);
    }

    /// <summary>Computes √(x + low), 0 for 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TWide High, TWide Low) Root<TWide>(TWide x, TWide low)
        where TWide : unmanaged, IWide<TWide, double>
    {
        TWide root = TWide.Sqrt(x);
        TWide rest = (TWide.Fma((TWide)0.0 - root, root, x) + low) / (root + root);

        return (root, TWide.Select(root > 0.0, rest, 0.0));
    }
}
