using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoGrad;

/// <summary>How one operand lies in a broadcast result: by turns it runs along some axes and repeats along the next.</summary>
/// <remarks>Neighbouring axes of one kind are joined, and those of extent 1 left out. The numbers lie where the caller said.</remarks>
internal readonly unsafe struct BroadcastAxes
{
    // Smaller planes cost more to enter than to write out.
    private const int LeastPlane = 256;

    // Extents of the result, and strides of the operand: 0 where it repeats.
    private readonly int* _extents;
    private readonly int* _strides;

    private BroadcastAxes(int count, int* extents, int* strides)
    {
        Count = count;
        _extents = extents;
        _strides = strides;
    }

    /// <summary>Gets how many axes are left.</summary>
    public int Count { get; }

    /// <summary>Gets whether the operand holds one number a place of the result, in order.</summary>
    public bool IsWhole => Count == 0 || (Count == 1 && _strides[0] != 0);

    /// <summary>Gets whether the operand is one number for all places.</summary>
    public bool IsOne => Count == 1 && _strides[0] == 0;

    /// <summary>Gets how many places in a row the operand runs along, or repeats one number for.</summary>
    public int Last => Count == 0 ? 1 : _extents[Count - 1];

    /// <summary>Gets whether it repeats one number there.</summary>
    public bool LastRepeats => Count > 0 && _strides[Count - 1] == 0;

    /// <summary>Looks at an operand of a result.</summary>
    /// <param name="operand">The operand's extents.</param>
    /// <param name="result">The result's, to which the operand broadcasts; no extent is 0.</param>
    /// <param name="space">Room for twice as many numbers as the result has axes.</param>
    public static BroadcastAxes Of(ReadOnlySpan<int> operand, ReadOnlySpan<int> result, int* space)
    {
        int* extents = space;
        int* strides = space + result.Length;
        int missing = result.Length - operand.Length;
        int count = 0;
        for (int axis = 0; axis < result.Length; axis++)
        {
            if (result[axis] == 1)
            {
                continue;
            }

            int runs = axis >= missing && operand[axis - missing] != 1 ? 1 : 0;
            if (count > 0 && strides[count - 1] == runs)
            {
                extents[count - 1] *= result[axis];
            }
            else
            {
                (extents[count], strides[count]) = (result[axis], runs);
                count++;
            }
        }

        int stride = 1;
        for (int axis = count - 1; axis >= 0; axis--)
        {
            if (strides[axis] != 0)
            {
                strides[axis] = stride;
                stride *= extents[axis];
            }
        }

        return new BroadcastAxes(count, extents, strides);
    }

    /// <summary>Where the operand's number for a place of the result lies.</summary>
    public int OffsetOf(int place)
    {
        int offset = 0;
        for (int axis = Count - 1; axis > 0; axis--)
        {
            int next = (int)((uint)place / (uint)_extents[axis]);
            offset += (place - next * _extents[axis]) * _strides[axis];
            place = next;
        }

        return Count == 0 ? 0 : offset + place * _strides[0];
    }

    /// <summary>Writes out the operand's numbers for places of the result, in order.</summary>
    /// <param name="x">The operand.</param>
    /// <param name="from">The first place.</param>
    /// <param name="count">How many.</param>
    /// <param name="y">Where to.</param>
    public void Expand<T>(T* x, int from, int count, T* y)
        where T : unmanaged
    {
        switch (sizeof(T))
        {
            case 1: ExpandAs((byte*)x, from, count, (byte*)y); break;
            case 4: ExpandAs((uint*)x, from, count, (uint*)y); break;
            default: ExpandAs((ulong*)x, from, count, (ulong*)y); break;
        }
    }

    // The last two axes, which are of unlike kinds, make a plane.
    private void ExpandAs<T>(T* x, int from, int count, T* y)
        where T : unmanaged
    {
        int last = Last;
        int plane = Count < 2 ? last : last * _extents[Count - 2];
        if (plane < LeastPlane && plane < count)
        {
            ExpandRows(x, from, count, y);
            return;
        }

        while (count > 0)
        {
            int place = from % plane;
            int length = Math.Min(count, plane - place);
            T* source = x + OffsetOf(from - place);
            if (LastRepeats)
            {
                RepeatEach(source, last, place, length, y);
            }
            else
            {
                Tile(source, last, place, length, y);
            }

            from += length;
            count -= length;
            y += length;
        }
    }

    // Where even planes are small: row by row, without a call for any.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ExpandRows<T>(T* x, int from, int count, T* y)
        where T : unmanaged
    {
        int outer = Count - 1;
        int* index = stackalloc int[Count];
        int rest = from / Last;
        for (int axis = outer - 1; axis >= 0; axis--)
        {
            (rest, index[axis]) = Math.DivRem(rest, _extents[axis]);
        }

        int place = from % Last;
        int step = _strides[outer];
        T* source = x + OffsetOf(from) - place * step;
        T* end = y + count;
        while (true)
        {
            T* rowEnd = y + Math.Min(Last - place, end - y);
            for (T* next = source + place * step; y < rowEnd; next += step)
            {
                *y++ = *next;
            }

            if (y == end)
            {
                return;
            }

            place = 0;
            for (int axis = outer - 1; axis >= 0; axis--)
            {
                source += _strides[axis];
                if (++index[axis] < _extents[axis])
                {
                    break;
                }

                source -= _extents[axis] * _strides[axis];
                index[axis] = 0;
            }
        }
    }

    // Each number so many times: the run from a place that may lie amid one number's.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RepeatEach<T>(T* x, int times, int place, int length, T* y)
        where T : unmanaged
    {
        T* end = y + length;
        x += place / times;
        int begun = place % times;
        if (begun > 0)
        {
            int rest = Math.Min(times - begun, length);
            new Span<T>(y, rest).Fill(*x++);
            y += rest;
        }

        // A store runs over into the places of the next number, which is written after it.
        if (times <= Vector256<T>.Count)
        {
            for (; y + Vector256<T>.Count <= end; y += times)
            {
                Vector256.Create(*x++).Store(y);
            }
        }

        for (; y < end; y += times)
        {
            new Span<T>(y, (int)Math.Min(times, end - y)).Fill(*x++);
        }
    }

    // The same numbers again and again: what is there is copied behind itself, twice as much each time.
    private static void Tile<T>(T* x, int width, int place, int length, T* y)
        where T : unmanaged
    {
        T* end = y + length;
        int begun = place % width;
        if (begun > 0)
        {
            int rest = Math.Min(width - begun, length);
            Copy(x + begun, rest, y);
            y += rest;
        }

        long left = end - y;
        long done = Math.Min(width, left);
        Copy(x, done, y);
        while (done < left)
        {
            long more = Math.Min(done, left - done);
            Copy(y, more, y + done);
            done += more;
        }
    }

    private static void Copy<T>(T* x, long length, T* y)
        where T : unmanaged => Buffer.MemoryCopy(x, y, length * sizeof(T), length * sizeof(T));
}
