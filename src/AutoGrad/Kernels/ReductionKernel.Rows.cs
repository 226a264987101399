using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoGrad;

internal static unsafe partial class ReductionKernel
{
    // Vectors in a block: four chains of eight.
    private const int BlockVectors = 32;

    // Vector512 whatever the processor has: .NET makes it of narrower ones, and the tree stays the same.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Row<T, TOp>(T* x, int length)
        where T : unmanaged, INumber<T>
        where TOp : struct, IReduction<T>
    {
        int lanes = Vector512<T>.Count;
        if (length < lanes)
        {
            T result = x[0];
            for (int i = 1; i < length; i++)
            {
                result = TOp.Combine(result, x[i]);
            }

            return result;
        }

        // A binary counter of blocks: level l holds the result of 2ˡ of them.
        Vector512<T>* levels = stackalloc Vector512<T>[32];
        int block = BlockVectors * lanes;
        int blocks = length / block;
        for (int done = 0; done < blocks; done++)
        {
            Vector512<T> v = Block<T, TOp>(x);
            x += block;
            int level = 0;
            for (; ((done >> level) & 1) != 0; level++)
            {
                v = TOp.Combine(levels[level], v);
            }

            levels[level] = v;
        }

        Vector512<T> sum = Vector512.Create(TOp.Identity);
        int rest = length - blocks * block;
        for (; rest >= lanes; rest -= lanes)
        {
            sum = TOp.Combine(sum, Vector512.Load(x));
            x += lanes;
        }

        if (rest > 0)
        {
            // length ≥ lanes, so the last whole vector of the row exists; what was already counted becomes the identity.
            Vector512<T> last = Vector512.Load(x + rest - lanes);
            Vector512<T> counted = Vector512.Create(T.CreateTruncating(lanes - rest));
            Vector512<T> isNew = Vector512.GreaterThanOrEqual(Vector512.CreateSequence(T.Zero, T.One), counted);
            sum = TOp.Combine(sum, Vector512.ConditionalSelect(isNew, last, Vector512.Create(TOp.Identity)));
        }

        for (int level = 0; blocks >> level != 0; level++)
        {
            if (((blocks >> level) & 1) != 0)
            {
                sum = TOp.Combine(levels[level], sum);
            }
        }

        Vector256<T> half = TOp.Combine(sum.GetLower(), sum.GetUpper());
        Vector128<T> quarter = TOp.Combine(half.GetLower(), half.GetUpper());
        return Vector128<T>.Count == 2
            ? TOp.Combine(quarter[0], quarter[1])
            : TOp.Combine(TOp.Combine(quarter[0], quarter[2]), TOp.Combine(quarter[1], quarter[3]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Block<T, TOp>(T* x)
        where T : unmanaged
        where TOp : struct, IReduction<T>
    {
        int lanes = Vector512<T>.Count;
        Vector512<T> a = Vector512.Load(x), b = Vector512.Load(x + lanes);
        Vector512<T> c = Vector512.Load(x + 2 * lanes), d = Vector512.Load(x + 3 * lanes);
        for (int v = 4; v < BlockVectors; v += 4)
        {
            x += 4 * lanes;
            a = TOp.Combine(a, Vector512.Load(x));
            b = TOp.Combine(b, Vector512.Load(x + lanes));
            c = TOp.Combine(c, Vector512.Load(x + 2 * lanes));
            d = TOp.Combine(d, Vector512.Load(x + 3 * lanes));
        }

        return TOp.Combine(TOp.Combine(a, b), TOp.Combine(c, d));
    }
}
