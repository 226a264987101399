using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>Takes mean and variance out of rows, and scales and shifts them; and the way back. For float and double.</summary>
/// <remarks>
/// The variance is that of distances from the mean, so that no digits cancel, and the mean's own rounding is taken out of both:
/// at a mean of 10⁴ deviations it would show. Rows are read again while they lie in the first cache.
/// </remarks>
internal static unsafe partial class LayerNormKernel
{
    /// <summary>Computes <c>y = (x - μ) / √(σ² + ε) · scale + shift</c>, or <c>y = x / √(mean x² + ε) · scale + shift</c>.</summary>
    /// <param name="sizes">The groups, the rows in each, and the numbers in a row.</param>
    /// <param name="centred">Whether the mean is taken out.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="x">[groups, rows, width]</param>
    /// <param name="scale">[groups, width], or empty.</param>
    /// <param name="shift">[groups, width], or empty.</param>
    /// <param name="y">[groups, rows, width]</param>
    public static void Forward<T>(
        (int Groups, int Rows, int Width) sizes, bool centred, double epsilon, ReadOnlySpan<T> x, ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* from = x, factor = scale, term = shift, to = y)
        {
            var job = new ForwardJob<T>(sizes.Rows, sizes.Width, centred, T.CreateTruncating(epsilon), from, factor, term, to);
            RowLanes.Run<T, ForwardJob<T>, ForwardKernel<T>>(sizes.Groups * sizes.Rows, sizes.Width, job);
        }
    }

    /// <summary>A row's place and spread: <c>(x - Mean - Rest) · Slope</c> is standard.</summary>
    private readonly struct Spread<T>(T mean, T rest, T slope)
    {
        public T Mean => mean;

        public T Rest => rest;

        public T Slope => slope;
    }

    private readonly struct ForwardJob<T>(int rows, int width, bool centred, T epsilon, T* x, T* scale, T* shift, T* y)
        where T : unmanaged
    {
        public readonly int Rows = rows, Width = width;
        public readonly bool Centred = centred;
        public readonly T Epsilon = epsilon;
        public readonly T* X = x, Scale = scale, Shift = shift, Y = y;
    }

    private readonly struct ForwardKernel<T> : IRowKernel<T, ForwardJob<T>>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Run<TWide>(in ForwardJob<T> job, int first, int end)
            where TWide : unmanaged, IWide<TWide, T>
        {
            T* room = stackalloc T[TWide.Count];
            int width = job.Width;
            for (int row = first; row < end; row++)
            {
                T* x = job.X + (nint)row * width;
                T* y = job.Y + (nint)row * width;
                nint group = row / job.Rows;
                Spread<T> spread = Measure<T, TWide>(x, width, job.Centred, job.Epsilon, room);
                Write<TWide>(x, y, width, spread, job.Scale == null ? null : job.Scale + group * width, job.Shift == null ? null : job.Shift + group * width, room);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Write<TWide>(T* x, T* y, int width, Spread<T> spread, T* scale, T* shift, T* room)
            where TWide : unmanaged, IWide<TWide, T>
        {
            TWide mean = spread.Mean, rest = spread.Rest, slope = spread.Slope;
            int i = 0;
            for (; i <= width - TWide.Count; i += TWide.Count)
            {
                TWide v = (TWide.Load(ref x[i], 0) - mean - rest) * slope;
                v = scale == null ? v : v * TWide.Load(ref scale[i], 0);
                TWide.Store(shift == null ? v : v + TWide.Load(ref shift[i], 0), ref y[i], 0);
            }

            int left = width - i;
            if (left > 0)
            {
                TWide v = (RowLanes.Partial<T, TWide>(x + i, left, T.Zero, room) - mean - rest) * slope;
                v = scale == null ? v : v * RowLanes.Partial<T, TWide>(scale + i, left, T.Zero, room);
                v = shift == null ? v : v + RowLanes.Partial<T, TWide>(shift + i, left, T.Zero, room);
                RowLanes.StorePartial(v, y + i, left, room);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Spread<T> Measure<T, TWide>(T* x, int width, bool centred, T epsilon, T* room)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IWide<TWide, T>
    {
        T count = T.CreateTruncating(width);
        T about = centred ? Sum<T, TWide>(x, width, room) / count : T.Zero;
        TWide mean = about;
        TWide sum = T.Zero, sum2 = T.Zero, squares = T.Zero, squares2 = T.Zero;
        int i = 0;
        for (; i <= width - 2 * TWide.Count; i += 2 * TWide.Count)
        {
            TWide d = TWide.Load(ref x[i], 0) - mean, d2 = TWide.Load(ref x[i + TWide.Count], 0) - mean;
            sum += d;
            sum2 += d2;
            squares = TWide.Fma(d, d, squares);
            squares2 = TWide.Fma(d2, d2, squares2);
        }

        for (; i < width; i += TWide.Count)
        {
            TWide d = (i <= width - TWide.Count ? TWide.Load(ref x[i], 0) : RowLanes.Partial<T, TWide>(x + i, width - i, about, room)) - mean;
            sum += d;
            squares = TWide.Fma(d, d, squares);
        }

        T rest = centred ? TWide.Sum(sum + sum2) / count : T.Zero;
        return new Spread<T>(about, rest, Slope(TWide.Sum(squares + squares2) / count, rest, epsilon));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Slope<T>(T square, T rest, T epsilon)
        where T : IFloatingPointIeee754<T>
    {
        // The rest is the rounding of a mean, so this takes off next to nothing.
        T variance = square - rest * rest;
        return T.One / T.Sqrt((variance < T.Zero ? T.Zero : variance) + epsilon);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sum<T, TWide>(T* x, int width, T* room)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : unmanaged, IWide<TWide, T>
    {
        TWide a = T.Zero, b = T.Zero, c = T.Zero, d = T.Zero;
        int i = 0;
        for (; i <= width - 4 * TWide.Count; i += 4 * TWide.Count)
        {
            a += TWide.Load(ref x[i], 0);
            b += TWide.Load(ref x[i + TWide.Count], 0);
            c += TWide.Load(ref x[i + 2 * TWide.Count], 0);
            d += TWide.Load(ref x[i + 3 * TWide.Count], 0);
        }

        for (; i < width; i += TWide.Count)
        {
            a += i <= width - TWide.Count ? TWide.Load(ref x[i], 0) : RowLanes.Partial<T, TWide>(x + i, width - i, T.Zero, room);
        }

        return TWide.Sum(a + b + (c + d));
    }
}
