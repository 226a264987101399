using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad;

internal static unsafe partial class SoftmaxKernel
{
    // What fills up a partial vector: its exponential adds nothing, and no row has a lesser number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide LoadScores<T, TWide>(T* x, int i, int width, T* room)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IWide<TWide, T> =>
        i <= width - TWide.Count ? TWide.Load(ref x[i], 0) : RowLanes.Partial<T, TWide>(x + i, width - i, T.NegativeInfinity, room);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T, TWide>(TWide v, T* y, int i, int width, T* room)
        where T : unmanaged
        where TWide : unmanaged, IWide<TWide, T>
    {
        if (i <= width - TWide.Count)
        {
            TWide.Store(v, ref y[i], 0);
        }
        else
        {
            RowLanes.StorePartial(v, y + i, width - i, room);
        }
    }

    // A NaN may be passed over: its own exponential makes the sum NaN.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T Greatest<T, TWide>(T* x, int width, T* room)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IWide<TWide, T>
    {
        TWide a = T.NegativeInfinity, b = T.NegativeInfinity;
        int i = 0;
        for (; i <= width - 2 * TWide.Count; i += 2 * TWide.Count)
        {
            TWide v = TWide.Load(ref x[i], 0), w = TWide.Load(ref x[i + TWide.Count], 0);
            a = TWide.Select(v > a, v, a);
            b = TWide.Select(w > b, w, b);
        }

        for (; i < width; i += TWide.Count)
        {
            TWide v = LoadScores<T, TWide>(x, i, width, room);
            a = TWide.Select(v > a, v, a);
        }

        return TWide.Max(TWide.Select(b > a, b, a));
    }

    // y = exp(x - top), and their sum.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T Exponentials<T, TExp, TWide>(T* x, T* y, int width, T top, T* room)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TExp : struct, IWideMap<T>
        where TWide : unmanaged, IWide<TWide, T>
    {
        WidePair<TWide, T> tops = top, sums = T.Zero;
        int i = 0;
        for (; i <= width - 2 * TWide.Count; i += 2 * TWide.Count)
        {
            WidePair<TWide, T> e = TExp.Map(WidePair<TWide, T>.Load(ref x[i], 0) - tops);
            WidePair<TWide, T>.Store(e, ref y[i], 0);
            sums += e;
        }

        TWide rest = T.Zero;
        for (; i < width; i += TWide.Count)
        {
            TWide e = TExp.Map(LoadScores<T, TWide>(x, i, width, room) - top);
            Store(e, y, i, width, room);
            rest += e;
        }

        return WidePair<TWide, T>.Sum(sums) + TWide.Sum(rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T ExponentialSum<T, TExp, TWide>(T* x, int width, T top, T* room)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TExp : struct, IWideMap<T>
        where TWide : unmanaged, IWide<TWide, T>
    {
        WidePair<TWide, T> tops = top, sums = T.Zero;
        int i = 0;
        for (; i <= width - 2 * TWide.Count; i += 2 * TWide.Count)
        {
            sums += TExp.Map(WidePair<TWide, T>.Load(ref x[i], 0) - tops);
        }

        TWide rest = T.Zero;
        for (; i < width; i += TWide.Count)
        {
            rest += TExp.Map(LoadScores<T, TWide>(x, i, width, room) - top);
        }

        return WidePair<TWide, T>.Sum(sums) + TWide.Sum(rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Scale<T, TWide>(T* y, int width, T factor, T* room)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IWide<TWide, T>
    {
        TWide factors = factor;
        for (int i = 0; i < width; i += TWide.Count)
        {
            Store(LoadScores<T, TWide>(y, i, width, room) * factors, y, i, width, room);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Shift<T, TWide>(T* x, T* y, int width, T first, T second, T* room)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IWide<TWide, T>
    {
        TWide firsts = first, seconds = second;
        for (int i = 0; i < width; i += TWide.Count)
        {
            Store(LoadScores<T, TWide>(x, i, width, room) - firsts - seconds, y, i, width, room);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SoftmaxBack<T, TWide>(T* y, T* yBar, T* xBar, int width, T* room)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IWide<TWide, T>
    {
        TWide a = T.Zero, b = T.Zero;
        int i = 0;
        for (; i <= width - 2 * TWide.Count; i += 2 * TWide.Count)
        {
            a = TWide.Fma(TWide.Load(ref y[i], 0), TWide.Load(ref yBar[i], 0), a);
            b = TWide.Fma(TWide.Load(ref y[i + TWide.Count], 0), TWide.Load(ref yBar[i + TWide.Count], 0), b);
        }

        for (; i < width; i += TWide.Count)
        {
            a = TWide.Fma(LoadTerms<T, TWide>(y, i, width, room), LoadTerms<T, TWide>(yBar, i, width, room), a);
        }

        TWide share = TWide.Sum(a + b);
        for (i = 0; i < width; i += TWide.Count)
        {
            Store(LoadTerms<T, TWide>(y, i, width, room) * (LoadTerms<T, TWide>(yBar, i, width, room) - share), xBar, i, width, room);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void LogSoftmaxBack<T, TExp, TWide>(T* y, T* yBar, T* xBar, int width, T* room)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TExp : struct, IWideMap<T>
        where TWide : unmanaged, IWide<TWide, T>
    {
        TWide a = T.Zero, b = T.Zero;
        int i = 0;
        for (; i <= width - 2 * TWide.Count; i += 2 * TWide.Count)
        {
            a += TWide.Load(ref yBar[i], 0);
            b += TWide.Load(ref yBar[i + TWide.Count], 0);
        }

        for (; i < width; i += TWide.Count)
        {
            a += LoadTerms<T, TWide>(yBar, i, width, room);
        }

        T sum = TWide.Sum(a + b);
        WidePair<TWide, T> shares = sum;
        TWide share = sum;
        for (i = 0; i <= width - 2 * TWide.Count; i += 2 * TWide.Count)
        {
            WidePair<TWide, T>.Store(
                WidePair<TWide, T>.Load(ref yBar[i], 0) - TExp.Map(WidePair<TWide, T>.Load(ref y[i], 0)) * shares, ref xBar[i], 0);
        }

        for (; i < width; i += TWide.Count)
        {
            Store(LoadTerms<T, TWide>(yBar, i, width, room) - TExp.Map(LoadTerms<T, TWide>(y, i, width, room)) * share, xBar, i, width, room);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide LoadTerms<T, TWide>(T* x, int i, int width, T* room)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IWide<TWide, T> =>
        i <= width - TWide.Count ? TWide.Load(ref x[i], 0) : RowLanes.Partial<T, TWide>(x + i, width - i, T.Zero, room);
}
