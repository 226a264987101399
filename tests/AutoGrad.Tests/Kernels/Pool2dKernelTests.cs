namespace AutoGrad.Tests;

[Collection("Threads")]
public sealed class Pool2dKernelTests
{
    private static readonly Dictionary<string, Pool2dGeometry> s_cases = new()
    {
        ["one element"] = new() { Planes = 1, InHeight = 1, InWidth = 1, WindowHeight = 1, WindowWidth = 1 },
        ["2x2 stride 2"] = new() { Planes = 6, InHeight = 24, InWidth = 24, WindowHeight = 2, WindowWidth = 2, StrideHeight = 2, StrideWidth = 2 },
        ["2x2 stride 2, odd"] = new() { Planes = 3, InHeight = 7, InWidth = 35, WindowHeight = 2, WindowWidth = 2, StrideHeight = 2, StrideWidth = 2 },
        ["3x3 stride 1, padded"] = new() { Planes = 2, InHeight = 9, InWidth = 21, WindowHeight = 3, WindowWidth = 3, PadTop = 1, PadBottom = 1, PadLeft = 1, PadRight = 1 },
        ["uneven"] = new() { Planes = 2, InHeight = 11, InWidth = 40, WindowHeight = 3, WindowWidth = 4, StrideHeight = 2, StrideWidth = 3, PadTop = 1, PadRight = 2, DilationHeight = 2, DilationWidth = 3 },
        ["padded against dilation"] = new() { Planes = 2, InHeight = 5, InWidth = 6, WindowHeight = 2, WindowWidth = 2, PadTop = 1, PadLeft = 2, DilationHeight = 3, DilationWidth = 3 },
        ["whole plane"] = new() { Planes = 5, InHeight = 6, InWidth = 9, WindowHeight = 6, WindowWidth = 9 },
        ["no plane"] = new() { Planes = 0, InHeight = 6, InWidth = 9, WindowHeight = 2, WindowWidth = 2 },
        ["no window"] = new() { Planes = 2, InHeight = 3, InWidth = 3, WindowHeight = 4, WindowWidth = 4 },
        ["many planes"] = new() { Planes = 300, InHeight = 16, InWidth = 18, WindowHeight = 2, WindowWidth = 2, StrideHeight = 2, StrideWidth = 2 },
    };

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Maxima_agree_with_a_loop_and_point_at_the_first(string name)
    {
        Pool2dGeometry g = s_cases[name];
        // Few distinct values make many ties.
        var random = new Random(1);
        float[] x = [.. Enumerable.Range(0, g.InputLength).Select(_ => random.Next(20) switch { 0 => float.NaN, 1 => float.NegativeInfinity, int v => v % 6 })];
        float[] y = new float[g.OutputLength];
        double[] yDouble = new double[g.OutputLength];
        int[] indices = new int[g.OutputLength], indicesDouble = new int[g.OutputLength];

        Pool2dKernel.Max<float>(g, x, y, indices);
        Pool2dKernel.Max<double>(g, [.. x.Select(v => (double)v)], yDouble, indicesDouble);

        int at = 0;
        foreach ((int plane, List<int> window) in Windows(g))
        {
            int best = window[0];
            foreach (int i in window)
            {
                float value = x[plane + i];
                best = value > x[plane + best] || float.IsNaN(value) ? i : best;
            }

            Assert.Equal(best, indices[at]);
            Assert.Equal(best, indicesDouble[at]);
            Assert.Equal(x[plane + best], y[at]);
            Assert.Equal(x[plane + best], (float)yDouble[at]);
            at++;
        }

        Assert.Equal(g.OutputLength, at);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sums_agree_with_a_loop_and_spread_is_their_transpose(string name)
    {
        Pool2dGeometry g = s_cases[name];
        var random = new Random(2);
        double[] x = [.. Enumerable.Range(0, g.InputLength).Select(_ => random.NextDouble())], y = new double[g.OutputLength];
        double[] yBar = [.. Enumerable.Range(0, g.OutputLength).Select(_ => random.NextDouble())], xBar = new double[g.InputLength];
        float[] yFloat = new float[g.OutputLength], xBarFloat = new float[g.InputLength];

        Pool2dKernel.WindowSum<double>(g, x, y);
        Pool2dKernel.WindowSumTranspose<double>(g, yBar, xBar);
        Pool2dKernel.WindowSum<float>(g, [.. x.Select(v => (float)v)], yFloat);
        Pool2dKernel.WindowSumTranspose<float>(g, [.. yBar.Select(v => (float)v)], xBarFloat);

        int at = 0;
        foreach ((int plane, List<int> window) in Windows(g))
        {
            Assert.Equal(window.Sum(i => x[plane + i]), y[at++], 1e-12);
        }

        Assert.Equal(y.Zip(yBar, (a, b) => a * b).Sum(), x.Zip(xBar, (a, b) => a * b).Sum(), 1e-11 * (1 + g.OutputLength * g.WindowHeight * g.WindowWidth));
        Assert.All(Enumerable.Range(0, y.Length), i => Assert.Equal(y[i], yFloat[i], 1e-4));
        Assert.All(Enumerable.Range(0, xBar.Length), i => Assert.Equal(xBar[i], xBarFloat[i], 1e-4));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Maxima_without_places_and_the_way_back_agree_with_those_at_the_places(string name) => CheckPlaces(s_cases[name]);

    // Every remainder of vectors of four and eight windows, an odd last row and column among them.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    public void Windows_of_two_by_two_side_by_side_have_the_same_maxima_and_the_same_way_back(int height)
    {
        for (int width = 2; width < 45; width++)
        {
            CheckPlaces(new Pool2dGeometry { Planes = 3, InHeight = height, InWidth = width, WindowHeight = 2, WindowWidth = 2, StrideHeight = 2, StrideWidth = 2 });
        }
    }

    [Fact]
    public void A_window_of_padding_alone_is_refused()
    {
        var g = new Pool2dGeometry { Planes = 1, InHeight = 2, InWidth = 2, WindowHeight = 2, WindowWidth = 2, PadTop = 2 };

        Assert.Throws<ArgumentException>(() => Pool2dKernel.Max<float>(g, new float[4], new float[g.OutputLength], new int[g.OutputLength]));
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        var g = new Pool2dGeometry { Planes = 200, InHeight = 30, InWidth = 30, WindowHeight = 3, WindowWidth = 3, StrideHeight = 2, StrideWidth = 2, PadLeft = 1 };
        var random = new Random(4);
        float[] x = [.. Enumerable.Range(0, g.InputLength).Select(_ => random.NextSingle())], yBar = [.. Enumerable.Range(0, g.OutputLength).Select(_ => random.NextSingle())];
        List<(float[] Sums, float[] Spread, float[] Maxima, float[] Back)> results = [];
        int before = WorkPool.Threads;
        try
        {
            foreach (int threads in new[] { 1, 2 })
            {
                WorkPool.Threads = threads;
                float[] sums = new float[g.OutputLength], spread = new float[g.InputLength];
                float[] maxima = new float[g.OutputLength], back = new float[g.InputLength];
                Pool2dKernel.WindowSum<float>(g, x, sums);
                Pool2dKernel.WindowSumTranspose<float>(g, yBar, spread);
                Pool2dKernel.Max<float>(g, x, maxima);
                Pool2dKernel.MaxTranspose<float>(g, yBar, x, back);
                results.Add((sums, spread, maxima, back));
            }
        }
        finally
        {
            WorkPool.Threads = before;
        }

        Assert.Equal(results[0].Sums, results[1].Sums);
        Assert.Equal(results[0].Spread, results[1].Spread);
        Assert.Equal(results[0].Maxima, results[1].Maxima);
        Assert.Equal(results[0].Back, results[1].Back);
    }

    // Few numbers, so that many are equal, and some of them infinite or NaN.
    private static void CheckPlaces(Pool2dGeometry g)
    {
        var random = new Random(3);
        double[] numbers = [0, 1, 2, 3, double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity, double.NaN];
        double[] x = [.. Enumerable.Range(0, g.InputLength).Select(_ => numbers[random.Next(numbers.Length)])];
        double[] yBar = [.. Enumerable.Range(0, g.OutputLength).Select(_ => (double)random.Next(1, 100))];
        double[] greatest = new double[g.OutputLength], y = new double[g.OutputLength], xBar = new double[g.InputLength], expected = new double[g.InputLength];
        float[] yFloat = new float[g.OutputLength], xBarFloat = new float[g.InputLength];
        int[] places = new int[g.OutputLength];
        Array.Fill(xBar, 7.0);
        Array.Fill(xBarFloat, 7f);

        Pool2dKernel.Max<double>(g, x, greatest, places);
        Pool2dKernel.Max<double>(g, x, y);
        Pool2dKernel.MaxTranspose<double>(g, yBar, x, xBar);
        Pool2dKernel.Max<float>(g, [.. x.Select(e => (float)e)], yFloat);
        Pool2dKernel.MaxTranspose<float>(g, [.. yBar.Select(e => (float)e)], [.. x.Select(e => (float)e)], xBarFloat);

        int windows = g.OutHeight * g.OutWidth;
        for (int i = 0; i < places.Length; i++)
        {
            expected[i / windows * g.InHeight * g.InWidth + places[i]] += yBar[i];
        }

        Assert.Equal(greatest, y);
        Assert.Equal(greatest, yFloat.Select(e => (double)e));
        Assert.Equal(expected, xBar);
        Assert.Equal(expected, xBarFloat.Select(e => (double)e));
    }

    private static IEnumerable<(int Plane, List<int> Window)> Windows(Pool2dGeometry g)
    {
        for (int plane = 0; plane < g.Planes; plane++)
        {
            for (int i = 0; i < g.OutHeight; i++)
            {
                for (int j = 0; j < g.OutWidth; j++)
                {
                    List<int> window = [];
                    for (int u = 0; u < g.WindowHeight; u++)
                    {
                        for (int v = 0; v < g.WindowWidth; v++)
                        {
                            int row = i * g.StrideHeight - g.PadTop + u * g.DilationHeight, column = j * g.StrideWidth - g.PadLeft + v * g.DilationWidth;
                            if (row >= 0 && row < g.InHeight && column >= 0 && column < g.InWidth)
                            {
                                window.Add(row * g.InWidth + column);
                            }
                        }
                    }

                    yield return (plane * g.InHeight * g.InWidth, window);
                }
            }
        }
    }
}
