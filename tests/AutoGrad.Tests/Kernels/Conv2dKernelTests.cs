namespace AutoGrad.Tests;

[Collection("Threads")]
public sealed class Conv2dKernelTests
{
    private static readonly Dictionary<string, Conv2dGeometry> s_cases = new()
    {
        ["one number"] = new() { Images = 1, InChannels = 1, InHeight = 1, InWidth = 1, OutChannels = 1, KernelHeight = 1, KernelWidth = 1 },
        ["1x1"] = new() { Images = 3, InChannels = 5, InHeight = 4, InWidth = 5, OutChannels = 7, KernelHeight = 1, KernelWidth = 1 },
        ["1x1, one large image"] = new() { Images = 1, InChannels = 5, InHeight = 20, InWidth = 21, OutChannels = 7, KernelHeight = 1, KernelWidth = 1 },
        ["1x1, groups"] = new() { Images = 2, InChannels = 6, InHeight = 17, InWidth = 16, OutChannels = 4, KernelHeight = 1, KernelWidth = 1, Groups = 2 },
        ["1x1, stride"] = new() { Images = 2, InChannels = 3, InHeight = 7, InWidth = 8, OutChannels = 4, KernelHeight = 1, KernelWidth = 1, StrideHeight = 2, StrideWidth = 3 },
        ["3x3, padded"] = new() { Images = 3, InChannels = 4, InHeight = 9, InWidth = 11, OutChannels = 6, KernelHeight = 3, KernelWidth = 3, PadTop = 1, PadBottom = 1, PadLeft = 1, PadRight = 1 },
        ["3x3, wide"] = new() { Images = 2, InChannels = 3, InHeight = 30, InWidth = 33, OutChannels = 13, KernelHeight = 3, KernelWidth = 3 },
        ["5x5"] = new() { Images = 5, InChannels = 1, InHeight = 12, InWidth = 12, OutChannels = 8, KernelHeight = 5, KernelWidth = 5 },
        ["uneven"] = new() { Images = 2, InChannels = 4, InHeight = 10, InWidth = 13, OutChannels = 6, KernelHeight = 3, KernelWidth = 2, Groups = 2, StrideHeight = 2, StrideWidth = 3, PadTop = 2, PadRight = 1, PadLeft = 3, DilationHeight = 2, DilationWidth = 3 },
        ["negative room at the right"] = new() { Images = 2, InChannels = 2, InHeight = 3, InWidth = 3, OutChannels = 2, KernelHeight = 3, KernelWidth = 3, PadTop = 4, PadLeft = 4, PadBottom = 1, PadRight = 5 },
        ["depthwise"] = new() { Images = 2, InChannels = 5, InHeight = 9, InWidth = 19, OutChannels = 5, KernelHeight = 3, KernelWidth = 3, Groups = 5, PadTop = 1, PadBottom = 1, PadLeft = 1, PadRight = 1 },
        ["depthwise, two out of each, stride"] = new() { Images = 3, InChannels = 3, InHeight = 9, InWidth = 12, OutChannels = 6, KernelHeight = 3, KernelWidth = 2, Groups = 3, StrideHeight = 2, StrideWidth = 2, PadLeft = 1, DilationHeight = 2 },
        ["many images"] = new() { Images = 37, InChannels = 16, InHeight = 8, InWidth = 8, OutChannels = 16, KernelHeight = 3, KernelWidth = 3, PadTop = 1, PadBottom = 1, PadLeft = 1, PadRight = 1 },
        ["no image"] = new() { Images = 0, InChannels = 2, InHeight = 5, InWidth = 5, OutChannels = 2, KernelHeight = 3, KernelWidth = 3 },
        ["no input channel"] = new() { Images = 2, InChannels = 0, InHeight = 5, InWidth = 5, OutChannels = 2, KernelHeight = 3, KernelWidth = 3 },
        ["no window"] = new() { Images = 2, InChannels = 2, InHeight = 2, InWidth = 5, OutChannels = 2, KernelHeight = 3, KernelWidth = 3 },
    };

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_agrees_with_seven_loops(string name)
    {
        Conv2dGeometry g = s_cases[name];
        double[] x = Numbers(g.InputLength, 1), w = Numbers(g.WeightLength, 2), y = Dirty(g.OutputLength), expected = Naive(g, x, w);
        float[] yFloat = new float[g.OutputLength];

        Conv2dKernel.Forward<double>(g, x, w, y);
        Conv2dKernel.Forward<float>(g, [.. x.Select(v => (float)v)], [.. w.Select(v => (float)v)], yFloat);

        for (int i = 0; i < y.Length; i++)
        {
            Assert.Equal(expected[i], y[i], 1e-12);
            Assert.Equal(expected[i], yFloat[i], 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_three_kernels_are_one_trilinear_form(string name)
    {
        Conv2dGeometry g = s_cases[name];
        double[] x = Numbers(g.InputLength, 1), w = Numbers(g.WeightLength, 2), yBar = Numbers(g.OutputLength, 3);
        double[] y = Dirty(g.OutputLength), xBar = Dirty(g.InputLength), wBar = Dirty(g.WeightLength);

        Conv2dKernel.Forward<double>(g, x, w, y);
        Conv2dKernel.InputGradient<double>(g, yBar, w, xBar);
        Conv2dKernel.WeightGradient<double>(g, x, yBar, wBar);

        double form = Dot(y, yBar), tolerance = 1e-11 * (1 + Math.Sqrt(g.OutputLength * (double)g.WeightLength));
        Assert.Equal(form, Dot(x, xBar), tolerance);
        Assert.Equal(form, Dot(w, wBar), tolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_in_single_precision_agree_with_double(string name)
    {
        Conv2dGeometry g = s_cases[name];
        double[] x = Numbers(g.InputLength, 1), w = Numbers(g.WeightLength, 2), yBar = Numbers(g.OutputLength, 3), xBar = Dirty(g.InputLength), wBar = Dirty(g.WeightLength);
        float[] xBarFloat = new float[g.InputLength], wBarFloat = new float[g.WeightLength];

        Conv2dKernel.InputGradient<double>(g, yBar, w, xBar);
        Conv2dKernel.WeightGradient<double>(g, x, yBar, wBar);
        Conv2dKernel.InputGradient<float>(g, [.. yBar.Select(v => (float)v)], [.. w.Select(v => (float)v)], xBarFloat);
        Conv2dKernel.WeightGradient<float>(g, [.. x.Select(v => (float)v)], [.. yBar.Select(v => (float)v)], wBarFloat);

        Assert.All(Enumerable.Range(0, xBar.Length), i => Assert.Equal(xBar[i], xBarFloat[i], 1e-4));
        Assert.All(Enumerable.Range(0, wBar.Length), i => Assert.Equal(wBar[i], wBarFloat[i], 1e-3));
    }

    [Theory]
    [InlineData("many images")]
    [InlineData("uneven")]
    [InlineData("5x5")]
    [InlineData("depthwise")]
    public void The_bits_of_an_image_do_not_depend_on_its_neighbours(string name)
    {
        Conv2dGeometry g = s_cases[name], one = g with { Images = 1 };
        float[] x = Singles(g.InputLength, 1), w = Singles(g.WeightLength, 2), yBar = Singles(g.OutputLength, 3);
        float[] y = new float[g.OutputLength], xBar = new float[g.InputLength], yOne = new float[one.OutputLength], xBarOne = new float[one.InputLength];

        Conv2dKernel.Forward<float>(g, x, w, y);
        Conv2dKernel.InputGradient<float>(g, yBar, w, xBar);

        for (int image = 0; image < g.Images; image++)
        {
            Conv2dKernel.Forward<float>(one, x.AsSpan(image * one.InputLength), w, yOne);
            Conv2dKernel.InputGradient<float>(one, yBar.AsSpan(image * one.OutputLength), w, xBarOne);
            Assert.Equal(y[(image * one.OutputLength)..((image + 1) * one.OutputLength)], yOne);
            Assert.Equal(xBar[(image * one.InputLength)..((image + 1) * one.InputLength)], xBarOne);
        }
    }

    [Theory]
    [InlineData("many images")]
    [InlineData("depthwise")]
    [InlineData("large")]
    public void The_number_of_threads_changes_no_bit(string name)
    {
        Conv2dGeometry g = name == "large" ? s_cases["many images"] with { Images = 64, InHeight = 20, InWidth = 21 } : s_cases[name];
        float[] x = Singles(g.InputLength, 1), w = Singles(g.WeightLength, 2), yBar = Singles(g.OutputLength, 3);
        List<(float[] Y, float[] XBar, float[] WBar)> results = [];
        int before = WorkPool.Threads;
        try
        {
            foreach (int threads in new[] { 1, 2, 3 })
            {
                WorkPool.Threads = threads;
                float[] y = new float[g.OutputLength], xBar = new float[g.InputLength], wBar = new float[g.WeightLength];
                Conv2dKernel.Forward<float>(g, x, w, y);
                Conv2dKernel.InputGradient<float>(g, yBar, w, xBar);
                Conv2dKernel.WeightGradient<float>(g, x, yBar, wBar);
                results.Add((y, xBar, wBar));
            }
        }
        finally
        {
            WorkPool.Threads = before;
        }

        Assert.All(results, result => Assert.Equal(results[0].Y, result.Y));
        Assert.All(results, result => Assert.Equal(results[0].XBar, result.XBar));
        Assert.All(results, result => Assert.Equal(results[0].WBar, result.WBar));
    }

    [Fact]
    public void Groups_that_do_not_divide_the_channels_and_short_spans_are_refused()
    {
        Conv2dGeometry g = s_cases["3x3, padded"];

        Assert.Throws<ArgumentException>(() => Conv2dKernel.Forward<float>(g with { Groups = 3 }, new float[g.InputLength], new float[g.WeightLength], new float[g.OutputLength]));
        Assert.Throws<ArgumentException>(() => Conv2dKernel.Forward<float>(g, new float[g.InputLength], new float[g.WeightLength], new float[g.OutputLength - 1]));
    }

    private static double[] Naive(Conv2dGeometry g, double[] x, double[] w)
    {
        double[] y = new double[g.OutputLength];
        int at = 0, inGroup = g.InChannels / g.Groups, outGroup = g.OutChannels / g.Groups;
        for (int n = 0; n < g.Images; n++)
        {
            for (int o = 0; o < g.OutChannels; o++)
            {
                for (int i = 0; i < g.OutHeight; i++)
                {
                    for (int j = 0; j < g.OutWidth; j++, at++)
                    {
                        for (int c = 0; c < inGroup; c++)
                        {
                            for (int u = 0; u < g.KernelHeight; u++)
                            {
                                for (int v = 0; v < g.KernelWidth; v++)
                                {
                                    int row = i * g.StrideHeight - g.PadTop + u * g.DilationHeight, column = j * g.StrideWidth - g.PadLeft + v * g.DilationWidth;
                                    if (row >= 0 && row < g.InHeight && column >= 0 && column < g.InWidth)
                                    {
                                        y[at] += w[((o * inGroup + c) * g.KernelHeight + u) * g.KernelWidth + v]
                                            * x[((n * g.InChannels + o / outGroup * inGroup + c) * g.InHeight + row) * g.InWidth + column];
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }

        return y;
    }

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    private static double[] Dirty(int count)
    {
        double[] numbers = new double[count];
        Array.Fill(numbers, double.NaN);
        return numbers;
    }

    private static float[] Singles(int count, int seed) => [.. Numbers(count, seed).Select(x => (float)x)];

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
