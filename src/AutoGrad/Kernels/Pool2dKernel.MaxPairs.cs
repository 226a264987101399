using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace AutoGrad;

internal static unsafe partial class Pool2dKernel
{
    private static bool IsPairs(in Pool2dGeometry g) =>
        (g.WindowHeight, g.WindowWidth, g.StrideHeight, g.StrideWidth) == (2, 2, 2, 2)
        && (g.PadTop, g.PadBottom, g.PadLeft, g.PadRight, g.DilationHeight, g.DilationWidth) == (0, 0, 0, 0, 1, 1);

    // Planes of even height, one after the other, are one high plane: so small ones cost no call each.
    private static Pool2dGeometry Joined(Pool2dGeometry g)
    {
        while (g.Planes % 2 == 0 && g.InHeight % 2 == 0 && (long)g.InHeight * g.InWidth < ChunkWork / 8)
        {
            g = g with { Planes = g.Planes / 2, InHeight = 2 * g.InHeight };
        }

        return g;
    }

    // Windows of two by two side by side: rows are read once, in order. The last vector may overlap the one before.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaxPairs(in Job<float> job, int plane)
    {
        ref readonly Pool2dGeometry g = ref job.Geometry;
        int inWidth = g.InWidth;
        int outWidth = inWidth / 2;
        int outHeight = g.InHeight / 2;
        float* x = job.X(plane);
        float* y = job.Y(plane);
        for (int i = 0; i < outHeight; i++)
        {
            int j = 0;
            if (Avx2.IsSupported && outWidth >= 8)
            {
                for (; j < outWidth; j += 8)
                {
                    int at = Math.Min(j, outWidth - 8);
                    Pairs256.Max(x + 2 * at, x + inWidth + 2 * at, y + at);
                }
            }
            else if (outWidth >= 4)
            {
                for (; j < outWidth; j += 4)
                {
                    int at = Math.Min(j, outWidth - 4);
                    Pairs128.Max(x + 2 * at, x + inWidth + 2 * at, y + at);
                }
            }

            for (; j < outWidth; j++)
            {
                y[j] = (x + 2 * j)[FirstGreatest(x + 2 * j, inWidth)];
            }

            x += 2 * inWidth;
            y += outWidth;
        }
    }

    // Every element of x̄ is written once: ȳ where the window's greatest number is, and 0 beside it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SpreadPairs(in Job<float> job, int plane)
    {
        ref readonly Pool2dGeometry g = ref job.Geometry;
        int inWidth = g.InWidth;
        int outWidth = inWidth / 2;
        int outHeight = g.InHeight / 2;
        float* x = job.X(plane);
        float* xBar = job.XBar(plane);
        float* yBar = job.Y(plane);
        for (int i = 0; i < outHeight; i++)
        {
            int j = 0;
            if (Avx2.IsSupported && outWidth >= 8)
            {
                for (; j < outWidth; j += 8)
                {
                    int at = Math.Min(j, outWidth - 8);
                    Pairs256.Spread(x + 2 * at, x + inWidth + 2 * at, yBar + at, xBar + 2 * at, xBar + inWidth + 2 * at);
                }
            }
            else if (outWidth >= 4)
            {
                for (; j < outWidth; j += 4)
                {
                    int at = Math.Min(j, outWidth - 4);
                    Pairs128.Spread(x + 2 * at, x + inWidth + 2 * at, yBar + at, xBar + 2 * at, xBar + inWidth + 2 * at);
                }
            }

            for (; j < outWidth; j++)
            {
                float* to = xBar + 2 * j;
                to[0] = to[1] = to[inWidth] = to[inWidth + 1] = 0;
                to[FirstGreatest(x + 2 * j, inWidth)] = yBar[j];
            }

            if (2 * outWidth < inWidth)
            {
                xBar[inWidth - 1] = xBar[2 * inWidth - 1] = 0;
            }

            x += 2 * inWidth;
            xBar += 2 * inWidth;
            yBar += outWidth;
        }

        if (2 * outHeight < g.InHeight)
        {
            new Span<float>(xBar, inWidth).Clear();
        }
    }

    private static nint FirstGreatest(float* x, nint row)
    {
        nint place = 0;
        place = IsBetter(x[1], x[place]) ? 1 : place;
        place = IsBetter(x[row], x[place]) ? row : place;
        return IsBetter(x[row + 1], x[place]) ? row + 1 : place;
    }

    private static bool IsBetter(float value, float best) => value > best || float.IsNaN(value);

    // Eight windows, in the order 0 1 4 5 2 3 6 7, in which shuffles within halves leave them and unpacks within halves take them.
    private static class Pairs256
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Max(float* upper, float* lower, float* y)
        {
            Vector256<float> a = Vector256.Load(upper), b = Vector256.Load(upper + 8), c = Vector256.Load(lower), d = Vector256.Load(lower + 8);
            Vector256<float> best = Avx.Shuffle(a, b, 0b10_00_10_00);
            best = Better(Avx.Shuffle(a, b, 0b11_01_11_01), best);
            best = Better(Avx.Shuffle(c, d, 0b10_00_10_00), best);
            best = Better(Avx.Shuffle(c, d, 0b11_01_11_01), best);
            Order(best).Store(y);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Spread(float* upper, float* lower, float* yBar, float* upperBar, float* lowerBar)
        {
            Vector256<float> a = Vector256.Load(upper), b = Vector256.Load(upper + 8), c = Vector256.Load(lower), d = Vector256.Load(lower + 8);
            Vector256<float> best = Avx.Shuffle(a, b, 0b10_00_10_00);
            Vector256<float> next = Avx.Shuffle(a, b, 0b11_01_11_01);
            Vector256<float> second = IsBetter(next, best);
            best = Vector256.ConditionalSelect(second, next, best);
            next = Avx.Shuffle(c, d, 0b10_00_10_00);
            Vector256<float> third = IsBetter(next, best);
            best = Vector256.ConditionalSelect(third, next, best);
            Vector256<float> fourth = IsBetter(Avx.Shuffle(c, d, 0b11_01_11_01), best);

            // What no later place beat has the cotangent.
            Vector256<float> bar = Order(Vector256.Load(yBar));
            Vector256<float> rest = Vector256.AndNot(bar, fourth);
            Vector256<float> bar3 = bar & fourth;
            Vector256<float> bar2 = rest & third;
            rest = Vector256.AndNot(rest, third);
            Vector256<float> bar1 = rest & second;
            Vector256<float> bar0 = Vector256.AndNot(rest, second);
            Avx.UnpackLow(bar0, bar1).Store(upperBar);
            Avx.UnpackHigh(bar0, bar1).Store(upperBar + 8);
            Avx.UnpackLow(bar2, bar3).Store(lowerBar);
            Avx.UnpackHigh(bar2, bar3).Store(lowerBar + 8);
        }

        // Its own inverse.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<float> Order(Vector256<float> x) => Avx2.Permute4x64(x.AsDouble(), 0b11_01_10_00).AsSingle();

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<float> IsBetter(Vector256<float> value, Vector256<float> best) =>
            Vector256.GreaterThan(value, best) | ~Vector256.Equals(value, value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<float> Better(Vector256<float> value, Vector256<float> best) =>
            Vector256.ConditionalSelect(IsBetter(value, best), value, best);
    }

    // Four windows, in order.
    private static class Pairs128
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Max(float* upper, float* lower, float* y)
        {
            Vector128<float> a = Vector128.Load(upper), b = Vector128.Load(upper + 4), c = Vector128.Load(lower), d = Vector128.Load(lower + 4);
            Vector128<float> best = Better(Odd(a, b), Even(a, b));
            best = Better(Even(c, d), best);
            Better(Odd(c, d), best).Store(y);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Spread(float* upper, float* lower, float* yBar, float* upperBar, float* lowerBar)
        {
            Vector128<float> a = Vector128.Load(upper), b = Vector128.Load(upper + 4), c = Vector128.Load(lower), d = Vector128.Load(lower + 4);
            Vector128<float> best = Even(a, b);
            Vector128<float> next = Odd(a, b);
            Vector128<float> second = IsBetter(next, best);
            best = Vector128.ConditionalSelect(second, next, best);
            next = Even(c, d);
            Vector128<float> third = IsBetter(next, best);
            best = Vector128.ConditionalSelect(third, next, best);
            Vector128<float> fourth = IsBetter(Odd(c, d), best);

            Vector128<float> bar = Vector128.Load(yBar);
            Vector128<float> rest = Vector128.AndNot(bar, fourth);
            Vector128<float> bar3 = bar & fourth;
            Vector128<float> bar2 = rest & third;
            rest = Vector128.AndNot(rest, third);
            Vector128<float> bar1 = rest & second;
            Vector128<float> bar0 = Vector128.AndNot(rest, second);
            TransposeBlock.ZipLow(bar0, bar1).Store(upperBar);
            TransposeBlock.ZipHigh(bar0, bar1).Store(upperBar + 4);
            TransposeBlock.ZipLow(bar2, bar3).Store(lowerBar);
            TransposeBlock.ZipHigh(bar2, bar3).Store(lowerBar + 4);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<float> Even(Vector128<float> x, Vector128<float> y) =>
            Sse.IsSupported ? Sse.Shuffle(x, y, 0b10_00_10_00)
            : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.UnzipEven(x, y)
            : Vector128.Create(x[0], x[2], y[0], y[2]);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<float> Odd(Vector128<float> x, Vector128<float> y) =>
            Sse.IsSupported ? Sse.Shuffle(x, y, 0b11_01_11_01)
            : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.UnzipOdd(x, y)
            : Vector128.Create(x[1], x[3], y[1], y[3]);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<float> IsBetter(Vector128<float> value, Vector128<float> best) =>
            Vector128.GreaterThan(value, best) | ~Vector128.Equals(value, value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<float> Better(Vector128<float> value, Vector128<float> best) =>
            Vector128.ConditionalSelect(IsBetter(value, best), value, best);
    }
}
