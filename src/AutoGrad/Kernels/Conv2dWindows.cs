using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoGrad;

/// <summary>One group's channels under a band of output rows, copied out with their padding: every tap of every window is there to read.</summary>
/// <remarks>
/// Rows are split by the horizontal stride into phases, <c>[channel, row, phase, place]</c>, which makes the windows of one
/// output row contiguous under every tap whatever the stride. Copies move whole vectors and may run past what was asked, so
/// every buffer has <see cref="Slack"/> elements to spare.
/// </remarks>
internal unsafe struct Conv2dWindows<T>
    where T : unmanaged
{
    /// <summary>Elements a copy may read or write beyond its end.</summary>
    public const int Slack = 64;

    // Output pixels of a band: enough columns for a product, a few hundred KB of input.
    private const int BandPixels = 1024;

    private readonly Conv2dGeometry _g;
    private readonly int _outWidth;
    private readonly int _phaseWidth;
    private readonly nint _rowStride;
    private readonly nint _channelStride;
    private T* _buffer;
    private int* _taps;

    public Conv2dWindows(in Conv2dGeometry g)
    {
        _g = g;
        _outWidth = g.OutWidth;
        int height = g.OutHeight;
        Bands = (int)Math.Clamp(((long)height * _outWidth + BandPixels - 1) / BandPixels, 1, Math.Max(1, height));
        BandRows = (height + Bands - 1) / Bands;
        Bands = (height + BandRows - 1) / BandRows;
        int width = (_outWidth - 1) * g.StrideWidth + (g.KernelWidth - 1) * g.DilationWidth + 1;
        _phaseWidth = (width + g.StrideWidth - 1) / g.StrideWidth;
        _rowStride = _phaseWidth * g.StrideWidth;
        InRows = (BandRows - 1) * g.StrideHeight + (g.KernelHeight - 1) * g.DilationHeight + 1;
        _channelStride = InRows * _rowStride;
    }

    public int Bands { get; }

    /// <summary>Gets the output rows of a band; the last may have fewer.</summary>
    public int BandRows { get; }

    private int InRows { get; }

    /// <summary>Gets how many elements <see cref="Attach"/> wants.</summary>
    public readonly int BufferLength => checked((int)(_g.GroupInChannels * _channelStride) + Slack);

    /// <summary>Gets the output rows of a band.</summary>
    public readonly (int First, int Count) Rows(int band) =>
        (band * BandRows, Math.Min(BandRows, _g.OutHeight - band * BandRows));

    /// <summary>Gives the memory to work in: the copied band, and where each tap starts in it.</summary>
    public void Attach(T* buffer, int* taps)
    {
        _buffer = buffer;
        _taps = taps;
        for (int c = 0; c < _g.GroupInChannels; c++)
        {
            for (int u = 0; u < _g.KernelHeight; u++)
            {
                for (int v = 0; v < _g.KernelWidth; v++)
                {
                    (int place, int phase) = Math.DivRem(v * _g.DilationWidth, _g.StrideWidth);
                    *taps++ = (int)(c * _channelStride + u * _g.DilationHeight * _rowStride) + phase * _phaseWidth + place;
                }
            }
        }
    }

    /// <summary>Copies a band of one group's channels.</summary>
    /// <param name="x">[group channels, in height, in width]: the group's first channel.</param>
    /// <param name="firstRow">The band's first output row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Load(T* x, int firstRow)
    {
        int stride = _g.StrideWidth;
        for (int c = 0; c < _g.GroupInChannels; c++)
        {
            T* channel = x + (nint)c * _g.InPixels;
            for (int i = 0; i < InRows; i++)
            {
                int row = firstRow * _g.StrideHeight + i - _g.PadTop;
                T* target = _buffer + c * _channelStride + i * _rowStride;
                if ((uint)row >= (uint)_g.InHeight)
                {
                    new Span<T>(target, (int)_rowStride).Clear();
                    continue;
                }

                for (int phase = 0; phase < stride; phase++)
                {
                    (int left, int right) = Conv2dGeometry.RealWindows(_phaseWidth, _g.InWidth, stride, phase - _g.PadLeft);
                    T* from = channel + (nint)row * _g.InWidth + phase - _g.PadLeft;
                    new Span<T>(target, left).Clear();
                    if (stride == 1)
                    {
                        new ReadOnlySpan<T>(from + left, right - left).CopyTo(new Span<T>(target + left, right - left));
                    }
                    else
                    {
                        for (int j = left; j < right; j++)
                        {
                            target[j] = from[(nint)j * stride];
                        }
                    }

                    new Span<T>(target + right, _phaseWidth - right).Clear();
                    target += _phaseWidth;
                }
            }
        }
    }

    /// <summary>Lays windows out as columns: <c>target[tap, pixel]</c>, taps <paramref name="targetStride"/> apart.</summary>
    /// <param name="firstTap">The first tap.</param>
    /// <param name="tapCount">How many taps.</param>
    /// <param name="firstPixel">The first pixel of the band.</param>
    /// <param name="pixelCount">How many pixels, at most 256.</param>
    /// <param name="target">[taps, pixels], overrun by less than <see cref="Slack"/>.</param>
    /// <param name="targetStride">Elements from one tap to the next, at least the pixels.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Lay(int firstTap, int tapCount, int firstPixel, int pixelCount, T* target, nint targetStride)
    {
        // Pieces of one vector at most. Each overruns into the next, which is written later.
        int lanes = Vector512<T>.Count;
        int* sources = stackalloc int[Gemm.Depth];
        int* targets = stackalloc int[Gemm.Depth];
        int pieces = 0;
        (int row, int column) = Math.DivRem(firstPixel, _outWidth);
        for (int at = 0; at < pixelCount;)
        {
            int count = Math.Min(Math.Min(_outWidth - column, pixelCount - at), lanes);
            sources[pieces] = (int)(row * _g.StrideHeight * _rowStride) + column;
            targets[pieces++] = at;
            at += count;
            column += count;
            if (column == _outWidth)
            {
                column = 0;
                row++;
            }
        }

        // The few pieces of a panel stay in registers.
        int* starts = _taps + firstTap;
        if (pieces <= 4)
        {
            nint s0 = sources[0], s1 = sources[1 % pieces], s2 = sources[2 % pieces], s3 = sources[3 % pieces];
            nint t1 = targets[1 % pieces], t2 = targets[2 % pieces], t3 = targets[3 % pieces];
            for (int tap = 0; tap < tapCount; tap++)
            {
                T* from = _buffer + starts[tap];
                Vector512.Load(from + s0).Store(target);
                if (pieces > 1)
                {
                    Vector512.Load(from + s1).Store(target + t1);
                }

                if (pieces > 2)
                {
                    Vector512.Load(from + s2).Store(target + t2);
                }

                if (pieces > 3)
                {
                    Vector512.Load(from + s3).Store(target + t3);
                }

                target += targetStride;
            }

            return;
        }

        for (int tap = 0; tap < tapCount; tap++)
        {
            T* from = _buffer + starts[tap];
            for (int piece = 0; piece < pieces; piece++)
            {
                Vector512.Load(from + sources[piece]).Store(target + targets[piece]);
            }

            target += targetStride;
        }
    }

    /// <summary>Correlates a single channel: <c>y[i, j] = Σₜ w[t] window(i, j)[t]</c>.</summary>
    /// <param name="rows">The band's output rows.</param>
    /// <param name="w">[taps]</param>
    /// <param name="y">[rows, out width]</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Correlate(int rows, T* w, T* y)
    {
        int lanes = Vector256<T>.Count;
        int taps = _g.Taps;
        T* edge = stackalloc T[4 * lanes];
        for (int i = 0; i < rows; i++)
        {
            T* row = _buffer + i * _g.StrideHeight * _rowStride;
            for (int j = 0; j < _outWidth; j += 4 * lanes)
            {
                Vector256<T> a = default, b = default, c = default, d = default;
                for (int tap = 0; tap < taps; tap++)
                {
                    T* from = row + _taps[tap] + j;
                    Vector256<T> factor = Vector256.Create(w[tap]);
                    a = MultiplyAdd(factor, Vector256.Load(from), a);
                    b = MultiplyAdd(factor, Vector256.Load(from + lanes), b);
                    c = MultiplyAdd(factor, Vector256.Load(from + 2 * lanes), c);
                    d = MultiplyAdd(factor, Vector256.Load(from + 3 * lanes), d);
                }

                int count = Math.Min(4 * lanes, _outWidth - j);
                T* to = count == 4 * lanes ? y + j : edge;
                a.Store(to);
                b.Store(to + lanes);
                c.Store(to + 2 * lanes);
                d.Store(to + 3 * lanes);
                for (int e = 0; to == edge && e < count; e++)
                {
                    y[j + e] = edge[e];
                }
            }

            y += _outWidth;
        }
    }

    /// <summary>Correlates a single channel with a cotangent: <c>w̄[t] += Σ ȳ[i, j] window(i, j)[t]</c>.</summary>
    /// <param name="rows">The band's output rows.</param>
    /// <param name="yBar">[rows, out width]</param>
    /// <param name="wBar">[taps]</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void AddWeightGradient(int rows, T* yBar, T* wBar)
    {
        int lanes = Vector256<T>.Count;
        for (int tap = 0; tap < _g.Taps; tap++)
        {
            Vector256<T> even = default, odd = default;
            T sum = default;
            for (int i = 0; i < rows; i++)
            {
                T* row = _buffer + i * _g.StrideHeight * _rowStride + _taps[tap];
                T* y = yBar + (nint)i * _outWidth;
                int j = 0;
                for (; j + 2 * lanes <= _outWidth; j += 2 * lanes)
                {
                    even = MultiplyAdd(Vector256.Load(y + j), Vector256.Load(row + j), even);
                    odd = MultiplyAdd(Vector256.Load(y + j + lanes), Vector256.Load(row + j + lanes), odd);
                }

                for (; j + lanes <= _outWidth; j += lanes)
                {
                    even = MultiplyAdd(Vector256.Load(y + j), Vector256.Load(row + j), even);
                }

                for (; j < _outWidth; j++)
                {
                    sum = MultiplyAdd(y[j], row[j], sum);
                }
            }

            wBar[tap] = Gemm.Sum(wBar[tap], Gemm.Sum(Vector256.Sum(even + odd), sum));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> MultiplyAdd(Vector256<T> x, Vector256<T> y, Vector256<T> addend) =>
        typeof(T) == typeof(float)
            ? Vector256.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), addend.AsSingle()).As<float, T>()
            : Vector256.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), addend.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T MultiplyAdd(T x, T y, T addend) =>
        typeof(T) == typeof(float)
            ? Unsafe.BitCast<float, T>(
                float.MultiplyAddEstimate(Unsafe.BitCast<T, float>(x), Unsafe.BitCast<T, float>(y), Unsafe.BitCast<T, float>(addend)))
            : Unsafe.BitCast<double, T>(
                double.MultiplyAddEstimate(Unsafe.BitCast<T, double>(x), Unsafe.BitCast<T, double>(y), Unsafe.BitCast<T, double>(addend)));
}
