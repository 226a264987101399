namespace AutoGrad.Tests;

[Collection("Threads")]
public sealed class ReductionKernelTests
{
    // Around a vector (16 or 8), a block (512 or 256), a panel (1024), a block of rows (64), a fold (32) and a segment (65,536).
    public static TheoryData<int, int, int> Layouts => new()
    {
        { 1, 1, 1 }, { 3, 2, 1 }, { 2, 7, 1 }, { 2, 8, 1 }, { 3, 15, 1 }, { 3, 16, 1 }, { 3, 17, 1 }, { 2, 100, 1 }, { 2, 511, 1 }, { 2, 512, 1 },
        { 2, 513, 1 }, { 2, 5000, 1 }, { 1, 65536, 1 }, { 3, 65537, 1 }, { 1, 300001, 1 }, { 2000, 100, 1 },
        { 1, 1, 5 }, { 2, 3, 4 }, { 3, 8, 16 }, { 2, 9, 17 }, { 1, 63, 33 }, { 2, 64, 40 }, { 2, 65, 31 }, { 1, 200, 7 }, { 1, 1000, 3 },
        { 1, 500, 1023 }, { 1, 129, 1025 }, { 2, 10, 3000 }, { 1, 70000, 10 }, { 1, 5000, 64 }, { 7, 300, 100 },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Reductions_agree_with_a_double_loop(int outer, int axis, int inner)
    {
        double[] x = Numbers(outer * axis * inner), sum = new double[outer * inner], max = new double[outer * inner], min = new double[outer * inner];
        float[] xs = [.. x.Select(v => (float)v)], sums = new float[outer * inner], maxs = new float[outer * inner], mins = new float[outer * inner];

        ReductionKernel.Sum<double>(outer, axis, inner, x, sum);
        ReductionKernel.Max<double>(outer, axis, inner, x, max);
        ReductionKernel.Min<double>(outer, axis, inner, x, min);
        ReductionKernel.Sum<float>(outer, axis, inner, xs, sums);
        ReductionKernel.Max<float>(outer, axis, inner, xs, maxs);
        ReductionKernel.Min<float>(outer, axis, inner, xs, mins);

        // Random signs: partial sums stay near √axis, and so do the errors of a tree of depth log(axis) + 16.
        double scale = Math.Sqrt(axis) * (16 + Math.Log2(axis));
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < inner; i++)
            {
                double[] all = [.. Enumerable.Range(0, axis).Select(a => x[(o * axis + a) * inner + i])];
                int at = o * inner + i;
                Assert.Equal(all.Sum(), sum[at], 1e-15 * scale);
                Assert.Equal(all.Sum(), sums[at], 1e-7 * scale);
                Assert.Equal(all.Max(), max[at]);
                Assert.Equal(all.Min(), min[at]);
                Assert.Equal((float)all.Max(), maxs[at]);
                Assert.Equal((float)all.Min(), mins[at]);
            }
        }
    }

    [Fact]
    public void Nothing_adds_up_to_zero_and_empty_outputs_are_untouched()
    {
        float[] y = [1, 2];

        ReductionKernel.Sum<float>(0, 5, 1, [], y);
        ReductionKernel.Sum<float>(3, 5, 0, [], y);
        Assert.Equal([1f, 2f], y);
        ReductionKernel.Sum<float>(2, 0, 1, [], y);
        Assert.Equal([0f, 0f], y);
        Assert.Throws<ArgumentOutOfRangeException>(() => ReductionKernel.Max<float>(2, 0, 1, [], y));
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(1000, 1)]
    [InlineData(5, 3)]
    [InlineData(500, 40)]
    public void A_NaN_wins_wherever_it_stands(int axis, int inner)
    {
        for (int place = 0; place < axis; place += Math.Max(1, axis / 7))
        {
            float[] x = [.. Numbers(axis * inner).Select(v => (float)v)], y = new float[inner];
            x[place * inner + inner - 1] = float.NaN;

            ReductionKernel.Max<float>(1, axis, inner, x, y);
            Assert.Equal(float.NaN, y[inner - 1]);
            ReductionKernel.Min<float>(1, axis, inner, x, y);
            Assert.Equal(float.NaN, y[inner - 1]);
            ReductionKernel.Sum<float>(1, axis, inner, x, y);
            Assert.Equal(float.NaN, y[inner - 1]);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(21)]
    [InlineData(1003)]
    [InlineData(70001)]
    public void A_row_has_the_same_bits_alone_and_among_others(int axis)
    {
        float[] x = [.. Numbers(9 * axis).Select(v => (float)v)], y = new float[9], alone = new float[1];

        ReductionKernel.Sum<float>(9, axis, 1, x, y);

        for (int row = 0; row < 9; row++)
        {
            ReductionKernel.Sum<float>(1, axis, 1, x.AsSpan(row * axis, axis), alone);
            Assert.Equal(y[row], alone[0]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    public void A_short_axis_is_one_chain_wherever_it_lies(int axis)
    {
        foreach (int inner in new[] { 1, 2, 3, 31, 32, 33 })
        {
            int outer = 40_000 / inner;
            float[] x = [.. Numbers(outer * axis * inner).Select(v => (float)v)], sums = new float[outer * inner], greatest = new float[outer * inner];

            ReductionKernel.Sum<float>(outer, axis, inner, x, sums);
            ReductionKernel.Max<float>(outer, axis, inner, x, greatest);

            for (int i = 0; i < sums.Length; i++)
            {
                (int o, int place) = Math.DivRem(i, inner);
                IEnumerable<float> chain = Enumerable.Range(0, axis).Select(a => x[(o * axis + a) * inner + place]);
                Assert.True(chain.Aggregate((a, b) => a + b) == sums[i], $"sum {i} of inner extent {inner}");
                Assert.True(chain.Max() == greatest[i], $"maximum {i} of inner extent {inner}");
            }
        }
    }

    [Theory]
    [InlineData(1, 1_000_003, 1)]
    [InlineData(70_000, 3, 1)]
    [InlineData(30_000, 2, 5)]
    [InlineData(500, 999, 1)]
    [InlineData(1, 40000, 32)]
    [InlineData(3, 333, 1030)]
    public void The_number_of_threads_changes_no_bit(int outer, int axis, int inner)
    {
        float[] x = [.. Numbers(outer * axis * inner).Select(v => (float)v)], one = new float[outer * inner], two = new float[outer * inner];
        int before = WorkPool.Threads;
        try
        {
            WorkPool.Threads = 1;
            ReductionKernel.Sum<float>(outer, axis, inner, x, one);
            WorkPool.Threads = 2;
            ReductionKernel.Sum<float>(outer, axis, inner, x, two);
        }
        finally
        {
            WorkPool.Threads = before;
        }

        Assert.Equal(one, two);
    }

    [Fact]
    public void Ten_million_equal_terms_keep_their_sum()
    {
        float[] x = new float[10_000_000], y = new float[1];
        Array.Fill(x, 0.1f);

        ReductionKernel.Sum<float>(1, x.Length, 1, x, y);

        // One after the other they would give 1,087,937.
        Assert.Equal(1_000_000.0, y[0], 0.5);
    }

    private static double[] Numbers(int count)
    {
        var random = new Random(count);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = (float)(random.NextDouble() - 0.5);
        }

        return numbers;
    }
}
