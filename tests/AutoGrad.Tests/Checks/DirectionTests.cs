namespace AutoGrad.Tests;

/// <summary>Checks of more entries than can be taken one by one.</summary>
public sealed class DirectionTests
{
    private static readonly RandomKey[] s_keys = RandomKey.FromSeed(11).Split(6);
    private static readonly Network s_network = new(
        [new Layer(Normal(s_keys[0], [784, 128], 0.05), Tensor.Zeros([128])), new Layer(Normal(s_keys[1], [128, 10], 0.1), Tensor.Zeros([10]))]);

    private static readonly Tensor s_images = Draw.Uniform(s_keys[2], [32, 784]);
    private static readonly Tensor s_labels = Tensor.OneHot(Tensor.From((int[])[.. Enumerable.Range(0, 32).Select(i => i % 10)]), 10, DType.Float32);

    [Theory]
    [InlineData("tanh")]
    [InlineData("relu")]
    public void The_loss_of_a_network_of_100000_parameters_passes(string activation)
    {
        GradientReport report = GradientCheck.Run(p => Loss(p, activation), s_network, seed: 3);

        Assert.True(report.Verdict == Verdict.Pass, report.ToString());
        Assert.Equal((3, 3, "", ""), (report.Directions, report.Seed, report.Path, report.Index));
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("relu")]
    public void One_wrong_element_of_100000_is_found(string activation)
    {
        // 1e-3 is about the size of the right elements.
        GradientReport report = GradientCheck.Run(p => Loss(p with { Layers = [p.Layers[0] with { Weight = Off(p.Layers[0].Weight, (31_415, 1e-3)) }, p.Layers[1]] }, activation), s_network);

        Assert.True(report.Verdict == Verdict.Wrong, report.ToString());
        Assert.Equal(("Layers[0].Weight", "[245, 55]"), (report.Path, report.Index));
        Assert.Equal(1e-3, report.Analytic - report.Numeric, 1e-8);
        Assert.Equal(s_network.Layers[0].Weight.ToArray<float>()[31_415], report.Input);
    }

    [Fact]
    public void A_wrong_gradient_of_a_whole_leaf_is_found()
    {
        GradientReport report = GradientCheck.Run(p => Loss(p with { Layers = [p.Layers[0], p.Layers[1] with { Bias = Twice(p.Layers[1].Bias) }] }, "tanh"), s_network);

        Assert.Equal((Verdict.Wrong, "Layers[1].Bias"), (report.Verdict, report.Path));
        Assert.Equal(2 * report.Numeric, report.Analytic, 1e-9);
    }

    [Fact]
    public void Of_several_wrong_elements_one_is_named()
    {
        Tensor x = Normal(s_keys[3], [300, 100], 1);

        GradientReport report = GradientCheck.Run(v => Tensor.Sin(Off(v, (17, 1e-3), (2_999, -1e-3), (29_999, 2e-4))).Sum(), x);

        Assert.Equal(Verdict.Wrong, report.Verdict);
        Assert.Contains(report.Index, (string[])["[0, 17]", "[29, 99]", "[299, 99]"]);
    }

    [Fact]
    public void A_small_error_beside_large_right_elements_is_found()
    {
        // Slopes from 1e-3 to 1e4; the wrong one is off by a thousandth of itself, 1e-10 of the largest.
        Tensor x = Tensor.From([5000], (double[])[.. Enumerable.Range(0, 5000).Select(i => 0.1 + Math.Cos(i))]);
        Tensor scale = Tensor.From([5000], (double[])[.. Enumerable.Range(0, 5000).Select(i => i == 1234 ? 1e-3 : Math.Pow(10, i % 8 - 3))]);

        GradientReport report = GradientCheck.Run(v => (Off(v, (1234, 1e-3)) * scale).Sum(), x, tolerance: 1e-8);

        Assert.Equal((Verdict.Wrong, "[1234]"), (report.Verdict, report.Index));
    }

    [Fact]
    public void Exact_kinks_are_called_so_and_do_not_hide_a_mistake_elsewhere()
    {
        // A black image and no bias: all of the first layer's units stand exactly on their kink.
        Tensor images = Tensor.Concatenate([Tensor.Zeros([1, 784]), s_images[1..]]);

        GradientReport kinks = GradientCheck.Run(p => Loss(p, "relu", images), s_network);
        GradientReport wrong = GradientCheck.Run(p => Loss(p with { Layers = [p.Layers[0] with { Weight = Off(p.Layers[0].Weight, (31_415, 1e-3)) }, p.Layers[1]] }, "relu", images), s_network);

        Assert.Equal((Verdict.Kink, "Layers[0].Bias"), (kinks.Verdict, kinks.Path));
        Assert.Equal((Verdict.Wrong, "[245, 55]"), (wrong.Verdict, wrong.Index));
    }

    [Fact]
    public void Of_several_outputs_the_wrong_one_is_named()
    {
        Tensor x = Normal(s_keys[4], [100], 1);
        Func<Tensor, Tensor> wrong = Transform.CustomVjp(
            v => Tensor.Sin(v), (v, _, yBar) => yBar * Tensor.Cos(v) + 1e-3 * Tensor.OneHot(Tensor.From([7]), 100, v.DType).Reshape([100]) * yBar.Gather(Tensor.From([42])));

        GradientReport report = GradientCheck.Run(wrong, x);

        Assert.Equal((Verdict.Wrong, "[7]", "[42]"), (report.Verdict, report.Index, report.OutputIndex));
        Assert.Equal((1e-3, 0), (Math.Round(report.Analytic, 9), Math.Round(report.Numeric, 9)));
    }

    [Fact]
    public void Poles_near_some_elements_do_not_hide_the_others()
    {
        // Probabilities from 1e-9 to 1: steps that suit one are past the pole of another.
        Tensor x = Tensor.From([6000], (double[])[.. Enumerable.Range(0, 6000).Select(i => Math.Pow(10, -9.0 * i / 6000))]);

        Assert.Equal(Verdict.Pass, GradientCheck.Run(v => Tensor.Log(v).Sum(), x).Verdict);
        GradientReport wrong = GradientCheck.Run(v => Tensor.Log(Off(v, (10, 1e-3))).Sum(), x);
        Assert.Equal((Verdict.Wrong, "[10]"), (wrong.Verdict, wrong.Index));
    }

    [Fact]
    public void Foreign_gradients_are_checked_the_same_way()
    {
        double[] x = [.. Enumerable.Range(0, 10_000).Select(i => Math.Sin(i))];
        double[] Claimed(double[] at, double off) => [.. at.Select((number, i) => Math.Cos(number) + (i == 8_765 ? off : 0))];

        Assert.Equal(Verdict.Pass, GradientCheck.Compare(at => at.Sum(Math.Sin), at => Claimed(at, 0), x).Verdict);
        GradientReport wrong = GradientCheck.Compare(at => at.Sum(Math.Sin), at => Claimed(at, 1e-4), x, seed: 5);
        Assert.Equal((Verdict.Wrong, "[8765]", 5), (wrong.Verdict, wrong.Index, wrong.Seed));
    }

    private static Tensor Loss(Network p, string activation, Tensor? images = null)
    {
        Tensor x = images ?? s_images;
        foreach (Layer layer in p.Layers[..^1])
        {
            Tensor z = Tensor.MatMul(x, layer.Weight) + layer.Bias;
            x = activation == "relu" ? Tensor.Relu(z) : Tensor.Tanh(z);
        }

        return -(s_labels * (Tensor.MatMul(x, p.Layers[^1].Weight) + p.Layers[^1].Bias).LogSoftmax(-1)).Sum() / 32.0;
    }

    // The identity, whose rule adds to the slopes of some elements.
    private static Tensor Off(Tensor x, params (int Place, double By)[] errors)
    {
        var off = new double[x.Size];
        foreach ((int place, double by) in errors)
        {
            off[place] = by;
        }

        Tensor added = Tensor.From(x.Shape, off).To(x.DType);
        return Transform.CustomVjp(v => v, (_, _, yBar) => yBar + added)(x);
    }

    private static Tensor Twice(Tensor x) => Transform.CustomVjp(v => v, (_, _, yBar) => 2.0 * yBar)(x);

    private static Tensor Normal(RandomKey key, Shape shape, double deviation) => deviation * Draw.Normal(key, shape);

    private sealed record Network(Layer[] Layers);

    private sealed record Layer(Tensor Weight, Tensor Bias);
}
