using static AutoGrad.Transform;

namespace AutoGrad.Tests;

/// <summary>What a small operation costs besides its arithmetic, which is mostly what it allocates.</summary>
public sealed class OverheadTests
{
    private const int Length = 1000;

    // An object's header, method table, shape, memory and number; the dtype rounded up to a word. The rest is the run's own.
    private const int BytesOfANumber = 48;
    private const int BytesOfARun = 4000;

    private static readonly Tensor s_scalar = Tensor.Scalar(1.5);

    private static readonly Tensor s_factor = Tensor.Scalar(0.999);

    [Fact]
    public void A_scalar_operation_allocates_its_result_alone() =>
        Assert.InRange(Allocated(() => Chain(s_scalar)), 1, BytesOfANumber * Length + BytesOfARun);

    [Fact]
    public void A_recorded_scalar_operation_allocates_its_result_a_box_and_a_cotangent() =>
        Assert.InRange(Allocated(() => Grad(Chain)(s_scalar)), 1, 3 * BytesOfANumber * Length + BytesOfARun);

    [Fact]
    public void A_recorded_operation_on_ten_numbers_allocates_two_arrays_more()
    {
        Tensor x = Tensor.Full([10], 1.5);
        const int BytesOfTen = 24 + 10 * sizeof(float); // an array's header, method table and length, then its elements

        Assert.InRange(Allocated(() => Grad(v => Chain(v).Sum())(x)), 1, (3 * BytesOfANumber + 2 * BytesOfTen) * Length + BytesOfARun);
    }

    [Fact]
    public void A_whole_gradient_of_one_scalar_operation_is_small() =>
        Assert.InRange(Allocated(() => Grad(x => x * s_factor)(s_scalar)), 1, 1024);

    // Code that is not optimised yet boxes more, and the first run grows the tape: the fewest of many runs.
    private static long Allocated(Action action)
    {
        if (BufferPool.Poisons)
        {
            return 1; // there all memory is lent, down to single numbers
        }

        long fewest = long.MaxValue;
        for (int run = 0; run < 200; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return fewest;
    }

    private static Tensor Chain(Tensor x)
    {
        for (int i = 0; i < Length; i++)
        {
            x *= s_factor;
        }

        return x;
    }
}
