using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad;

internal static unsafe partial class ReductionKernel
{
    // Axes shorter than this are one chain, whatever lies behind them: a tree of columns begins with eight rows.
    private const int ShortAxis = 8;

    // What an element costs.
    private const double ShortNanoseconds = 0.5;

    // Sums over axes of two or three places, of which there are many: without a call for each.
    private static void Short<T, TOp>(int outer, int axis, int inner, T* x, T* y)
        where T : unmanaged, INumber<T>
        where TOp : struct, IReduction<T>
    {
        int block = ElementwiseWork.BlockLength(outer, ShortNanoseconds * axis * inner, grain: 64);
        if (block >= outer)
        {
            ShortChains<T, TOp>(outer, axis, inner, x, y);
            return;
        }

        WorkPool.Run((int)((outer + (long)block - 1) / block), new ShortJob<T>(x, y, outer, axis, inner, block), static (job, chunk) =>
        {
            int first = chunk * job.Block;
            ShortChains<T, TOp>(
                Math.Min(job.Block, job.Outer - first), job.Axis, job.Inner,
                job.X + (nint)first * job.Axis * job.Inner, job.Y + (nint)first * job.Inner);
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ShortChains<T, TOp>(int outer, int axis, int inner, T* x, T* y)
        where T : unmanaged
        where TOp : struct, IReduction<T>
    {
        T* end = y + (nint)outer * inner;
        switch (axis, inner)
        {
            case (2, 1):
                for (; y < end; x += 2)
                {
                    *y++ = TOp.Combine(x[0], x[1]);
                }

                break;
            case (3, 1):
                for (; y < end; x += 3)
                {
                    *y++ = TOp.Combine(TOp.Combine(x[0], x[1]), x[2]);
                }

                break;
            case (4, 1):
                for (; y < end; x += 4)
                {
                    *y++ = TOp.Combine(TOp.Combine(TOp.Combine(x[0], x[1]), x[2]), x[3]);
                }

                break;
            default:
                for (; y < end; x += (nint)(axis - 1) * inner)
                {
                    for (int i = 0; i < inner; i++)
                    {
                        T* next = x++;
                        T result = *next;
                        for (int a = 1; a < axis; a++)
                        {
                            result = TOp.Combine(result, *(next += inner));
                        }

                        *y++ = result;
                    }
                }

                break;
        }
    }

    private readonly struct ShortJob<T>(T* x, T* y, int outer, int axis, int inner, int block)
        where T : unmanaged
    {
        public T* X => x;

        public T* Y => y;

        public int Outer => outer;

        public int Axis => axis;

        public int Inner => inner;

        public int Block => block;
    }
}
