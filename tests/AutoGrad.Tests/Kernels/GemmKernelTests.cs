namespace AutoGrad.Tests;

[Collection("Threads")]
public sealed class GemmKernelTests
{
    // Every remainder of the widest tile (12 or 6 rows; 32, 16, 8 or 4 columns), the edges of one chain (256), and slabs.
    private static readonly int[] s_rows = [1, 2, 5, 6, 7, 11, 12, 13, 23, 25, 64];
    private static readonly int[] s_columns = [1, 3, 4, 8, 9, 10, 15, 16, 17, 31, 32, 33, 48, 65];
    private static readonly int[] s_depths = [1, 2, 10, 255, 256, 257];

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Products_agree_with_a_double_loop_for_every_tile(bool transposeA, bool transposeB)
    {
        foreach (int m in s_rows)
        {
            foreach (int n in s_columns)
            {
                foreach (int k in s_depths)
                {
                    CheckSingle(m, n, k, transposeA, transposeB, accumulate: (m + n + k) % 2 == 0);
                    CheckDouble(m, n, k, transposeA, transposeB, accumulate: (m + n + k) % 2 == 0);
                }
            }
        }
    }

    [Theory]
    [InlineData(400, 70, 300)]
    [InlineData(70, 400, 520)]
    [InlineData(1, 700, 600)]
    [InlineData(700, 1, 600)]
    [InlineData(129, 257, 1030)]
    [InlineData(50, 300, 1024)]
    [InlineData(450, 600, 260)]
    public void Products_beyond_one_slab_agree_with_a_double_loop(int m, int n, int k)
    {
        CheckSingle(m, n, k, false, false, false);
        CheckSingle(m, n, k, true, true, true);
        CheckDouble(m, n, k, false, true, true);
        CheckDouble(m, n, k, true, false, false);
    }

    [Fact]
    public void Neither_operand_needs_a_unit_stride()
    {
        const int M = 13, N = 35, K = 20;
        double[] a = Numbers(M * K * 3, 1), b = Numbers(K * N * 2, 2), c = new double[M * (N + 5)];

        Gemm.Run<double>(M, N, K, a, 3 * K, 3, b, 2, 2 * K, c, N + 5);

        for (int i = 0; i < M; i++)
        {
            for (int j = 0; j < N; j++)
            {
                double sum = 0;
                for (int p = 0; p < K; p++)
                {
                    sum += a[i * 3 * K + p * 3] * b[p * 2 + j * 2 * K];
                }

                Assert.Equal(sum, c[i * (N + 5) + j], 1e-12);
            }
        }

        Assert.All(Enumerable.Range(0, M), i => Assert.Equal(0, c[i * (N + 5) + N]));
    }

    [Fact]
    public void An_empty_depth_gives_zeros_and_empty_extents_touch_nothing()
    {
        float[] c = [1, 2, 3, 4];

        Gemm.Run<float>(0, 2, 3, [], 3, 1, new float[6], 2, 1, c, 2);
        Gemm.Run<float>(2, 0, 3, new float[6], 3, 1, [], 0, 1, c, 0);
        Gemm.Run<float>(2, 2, 0, [], 0, 1, [], 2, 1, c, 2, accumulate: true);
        Assert.Equal([1f, 2f, 3f, 4f], c);

        Gemm.Run<float>(2, 2, 0, [], 0, 1, [], 2, 1, c, 2);
        Assert.Equal([0f, 0f, 0f, 0f], c);
    }

    [Fact]
    public void A_span_too_short_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Gemm.Run<float>(2, 2, 2, new float[3], 2, 1, new float[4], 2, 1, new float[4], 2));
        Assert.Throws<ArgumentException>(() => Gemm.Run<float>(2, 2, 2, new float[4], 2, 1, new float[3], 2, 1, new float[4], 2));
        Assert.Throws<ArgumentException>(() => Gemm.Run<float>(2, 2, 2, new float[4], 2, 1, new float[4], 2, 1, new float[3], 2));
    }

    [Theory]
    [InlineData(3, 3, 3)]
    [InlineData(30, 40, 50)]
    public void Zeros_hide_no_infinity_and_no_NaN(int m, int n, int k)
    {
        float[] a = new float[m * k], b = new float[k * n], c = new float[m * n];
        b[(k - 1) * n] = float.NaN;
        b[(k - 1) * n + 1] = float.PositiveInfinity;

        Gemm.Run<float>(m, n, k, a, k, 1, b, n, 1, c, n);

        for (int i = 0; i < m; i++)
        {
            Assert.True(float.IsNaN(c[i * n]) && float.IsNaN(c[i * n + 1]));
            Assert.Equal(0f, c[i * n + 2]);
        }
    }

    [Theory]
    [InlineData(7, 5, 6, 3)]
    [InlineData(9, 33, 40, 12)]
    [InlineData(3, 100, 90, 300)]
    [InlineData(40, 1, 64, 64)]
    [InlineData(2, 500, 1, 257)]
    public void A_stack_gives_the_bits_of_a_loop_over_it(int batch, int m, int n, int k)
    {
        float[] a = [.. Numbers(batch * m * k, 3).Select(x => (float)x)], b = [.. Numbers(batch * k * n, 4).Select(x => (float)x)];
        float[] stacked = new float[batch * m * n], looped = new float[batch * m * n], shared = new float[batch * m * n], sharedLoop = new float[batch * m * n];

        Gemm.RunBatched<float>(batch, m, n, k, a, m * k, k, 1, b, k * n, n, 1, stacked, m * n, n);
        Gemm.RunBatched<float>(batch, m, n, k, a, m * k, k, 1, b, 0, n, 1, shared, m * n, n);
        for (int s = 0; s < batch; s++)
        {
            Gemm.Run<float>(m, n, k, a.AsSpan(s * m * k), k, 1, b.AsSpan(s * k * n), n, 1, looped.AsSpan(s * m * n), n);
            Gemm.Run<float>(m, n, k, a.AsSpan(s * m * k), k, 1, b, n, 1, sharedLoop.AsSpan(s * m * n), n);
        }

        Assert.Equal(looped, stacked);
        Assert.Equal(sharedLoop, shared);
    }

    [Theory]
    [InlineData(130, 70, 300)]
    [InlineData(12, 64, 600)]
    [InlineData(100, 10, 128)]
    [InlineData(30, 600, 260)]
    [InlineData(15, 130, 1024)]
    public void A_single_element_has_the_bits_it_has_in_the_whole(int m, int n, int k)
    {
        float[] a = [.. Numbers(m * k, 5).Select(x => (float)x)], b = [.. Numbers(k * n, 6).Select(x => (float)x)], c = new float[m * n], row = new float[n];
        float[] column = new float[m], one = new float[1];

        Gemm.Run<float>(m, n, k, a, k, 1, b, n, 1, c, n);

        for (int i = 0; i < m; i += 7)
        {
            Gemm.Run<float>(1, n, k, a.AsSpan(i * k), k, 1, b, n, 1, row, n);
            Assert.Equal(c.AsSpan(i * n, n).ToArray(), row);
            Gemm.Run<float>(1, 1, k, a.AsSpan(i * k), k, 1, b.AsSpan(i % n), n, 1, one, 1);
            Assert.Equal(c[i * n + i % n], one[0]);
        }

        for (int j = 0; j < n; j += 5)
        {
            Gemm.Run<float>(m, 1, k, a, k, 1, b.AsSpan(j), n, 1, column, 1);
            Assert.All(Enumerable.Range(0, m), i => Assert.Equal(c[i * n + j], column[i]));
        }
    }

    [Theory]
    [InlineData(1, 300, 200, 700)]
    [InlineData(1, 1000, 10, 300)]
    [InlineData(50, 40, 40, 40)]
    [InlineData(1, 1, 3000, 500)]
    [InlineData(1, 100, 500, 1024)]
    [InlineData(1, 150, 1200, 300)]
    public void The_number_of_threads_changes_no_bit(int batch, int m, int n, int k)
    {
        float[] a = [.. Numbers(batch * m * k, 7).Select(x => (float)x)], b = [.. Numbers(batch * k * n, 8).Select(x => (float)x)];
        float[][] results = new float[3][];
        int[] threads = [1, 2, 5];
        int before = WorkPool.Threads;
        try
        {
            for (int i = 0; i < threads.Length; i++)
            {
                WorkPool.Threads = threads[i];
                results[i] = new float[batch * m * n];
                Gemm.RunBatched<float>(batch, m, n, k, a, m * k, 1, m, b, k * n, n, 1, results[i], m * n, n);
            }
        }
        finally
        {
            WorkPool.Threads = before;
        }

        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    private static void CheckSingle(int m, int n, int k, bool transposeA, bool transposeB, bool accumulate)
    {
        float[] a = [.. Numbers(m * k, 9).Select(x => (float)x)], b = [.. Numbers(k * n, 10).Select(x => (float)x)], c = [.. Numbers(m * n, 11).Select(x => (float)x)];
        double[] expected = Naive(m, n, k, [.. a.Select(x => (double)x)], transposeA, [.. b.Select(x => (double)x)], transposeB, [.. c.Select(x => (double)x)], accumulate);

        Gemm.Run<float>(m, n, k, a, transposeA ? 1 : k, transposeA ? m : 1, b, transposeB ? 1 : n, transposeB ? k : 1, c, n, accumulate);

        // Chains of at most 256 roundings of sums below sqrt(k) in size.
        double tolerance = 256 * 6e-8 * Math.Sqrt(k + 1);
        for (int i = 0; i < c.Length; i++)
        {
            if (!(Math.Abs(expected[i] - c[i]) <= tolerance))
            {
                Assert.Fail($"{m}x{n}x{k} {transposeA} {transposeB} {accumulate}: element {i} is {c[i]}, not {expected[i]}");
            }
        }
    }

    private static void CheckDouble(int m, int n, int k, bool transposeA, bool transposeB, bool accumulate)
    {
        double[] a = Numbers(m * k, 9), b = Numbers(k * n, 10), c = Numbers(m * n, 11);
        double[] expected = Naive(m, n, k, a, transposeA, b, transposeB, c, accumulate);

        Gemm.Run<double>(m, n, k, a, transposeA ? 1 : k, transposeA ? m : 1, b, transposeB ? 1 : n, transposeB ? k : 1, c, n, accumulate);

        for (int i = 0; i < c.Length; i++)
        {
            if (!(Math.Abs(expected[i] - c[i]) <= 256 * 2e-16 * Math.Sqrt(k + 1)))
            {
                Assert.Fail($"{m}x{n}x{k} {transposeA} {transposeB} {accumulate}: element {i} is {c[i]}, not {expected[i]}");
            }
        }
    }

    private static double[] Naive(int m, int n, int k, double[] a, bool transposeA, double[] b, bool transposeB, double[] c, bool accumulate)
    {
        double[] result = new double[m * n];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = accumulate ? c[i * n + j] : 0;
                for (int p = 0; p < k; p++)
                {
                    sum += a[transposeA ? p * m + i : i * k + p] * b[transposeB ? j * k + p : p * n + j];
                }

                result[i * n + j] = sum;
            }
        }

        return result;
    }

    private static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = random.NextDouble() - 0.5;
        }

        return numbers;
    }
}
