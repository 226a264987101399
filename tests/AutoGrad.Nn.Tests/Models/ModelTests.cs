namespace AutoGrad.Nn.Tests;

public sealed class ModelTests
{
    [Fact]
    public void Same_key_gives_the_same_bits_and_another_key_does_not()
    {
        static float[] Bits(ulong seed) => [.. Tree.Leaves(Mlp.Init(RandomKey.FromSeed(seed), 4, 5, 2)).SelectMany(leaf => leaf.ToArray<float>())];

        Assert.Equal(Bits(1), Bits(1));
        Assert.NotEqual(Bits(1), Bits(2));
    }

    [Fact]
    public void Layers_of_one_model_start_apart()
    {
        Mlp p = Mlp.Init(RandomKey.FromSeed(1), 4, 4, 4);

        Assert.NotEqual(p.Layers[0].Weight.ToArray<float>(), p.Layers[1].Weight.ToArray<float>());
    }

    // relu((1, -1) W₁ + b₁) = relu(-1, 2.5) = (0, 2.5), then · (3, 4)ᵀ + 1.
    [Fact]
    public void Mlp_puts_its_activation_between_the_layers_only()
    {
        Affine first = new(Tensor.From([2, 2], [1.0, 2.0, 2.0, 0.0]), Tensor.From([2], [0.0, 0.5]));
        Affine second = new(Tensor.From([2, 1], [3.0, 4.0]), Tensor.From([1], [1.0]));
        Tensor x = Tensor.From([1, 2], [1.0, -1.0]);

        Close.Within([11], Mlp.Apply(new Mlp([first, second], Activations.Relu), x), relative: 0);
        Close.Within([8], Mlp.Apply(new Mlp([first, second], Activations.Identity), x), relative: 0);
        Close.Within([-1, 2.5], Mlp.Apply(new Mlp([first], Activations.Relu), x), relative: 0);
    }

    [Fact]
    public void Mlp_takes_an_activation_and_initializer_of_choice()
    {
        Mlp p = Mlp.Init(RandomKey.FromSeed(1), Activations.Tanh, Initial.GlorotUniform, 3, 200, 2);

        double bound = Math.Sqrt(6.0 / 203);
        Assert.Equal(Activations.Tanh, p.Activation);
        Assert.InRange(Tensor.Abs(p.Layers[0].Weight).Max().ToScalar(), 0.9 * bound, bound);
        Assert.Equal([4, 2], Mlp.Apply(p, Tensor.Ones([4, 3])).Shape);
    }

    [Fact]
    public void Mlp_widths_may_be_an_array()
    {
        int[] widths = [3, 4, 2];

        Assert.Equal(["Layers[0].Weight", "Layers[0].Bias", "Layers[1].Weight", "Layers[1].Bias"], Tree.Paths(Mlp.Init(RandomKey.FromSeed(1), widths)));
    }

    [Fact]
    public void Mlp_needs_two_positive_widths()
    {
        ShapeException error = Assert.Throws<ShapeException>(() => Mlp.Init(RandomKey.FromSeed(1), 3, 0));

        Assert.Equal("mlp: at least two widths are needed, input and output, each 1 or more; got [3, 0].", error.Message);
    }

    [Fact]
    public void Gradient_of_a_model_is_a_model()
    {
        Mlp p = Tree.Map(v => v.To(DType.Float64), Mlp.Init(RandomKey.FromSeed(3), Activations.Tanh, Initial.GlorotUniform, 2, 3, 2));
        Tensor x = Tensor.From([2, 2], [0.3, -0.8, 1.2, 0.5]);
        Tensor labels = Tensor.From([2], [1, 0]);

        GradientReport report = GradientCheck.Run(q => Losses.SoftmaxCrossEntropy(Mlp.Apply(q, x), labels), p, order: 2);

        Assert.True(report.Verdict == Verdict.Pass, report.ToString());
    }

    [Fact]
    public void Perceptron_scores_and_tells_sides_apart()
    {
        Perceptron p = new(new Affine(Tensor.From([2, 1], [1.0, -1.0]), Tensor.From([1], [0.5])));
        Tensor x = Tensor.From([3, 2], [1.0, 0.0, 0.0, 1.0, 0.0, 0.5]);

        Close.Within([1.5, -0.5, 0], Perceptron.Apply(p, x), relative: 0);
        Close.Within([1, -1, -1], Perceptron.Predict(p, x), relative: 0);
    }

    [Fact]
    public void Perceptron_starts_undecided()
    {
        Close.Within([0, 0], Perceptron.Apply(Perceptron.Init(3), Tensor.Ones([2, 3])), relative: 0);
    }

    // 28 → 24 → 12 → 8 → 4: 64 · 4 · 4 = 1,024 features. 32·25+32 + 64·32·25+64 + 1024·128+128 + 128·10+10 numbers.
    [Fact]
    public void Conv_net_for_28_by_28_has_the_expected_sizes()
    {
        ConvNet p = ConvNet.Init(RandomKey.FromSeed(1), inputs: [1, 28, 28], filters: [32, 64], window: 5, hidden: [128], classes: 10);

        Assert.Equal([1024, 128], p.Layers[0].Weight.Shape);
        Assert.Equal(832 + 51264 + 131200 + 1290, Tree.Size(p));
        Assert.Equal([2, 10], ConvNet.Apply(p, Tensor.Ones([2, 1, 28, 28])).Shape);
    }

    [Fact]
    public void Conv_net_for_8_by_8_pads()
    {
        ConvNet p = ConvNet.Init(RandomKey.FromSeed(1), inputs: [1, 8, 8], filters: [16, 32], window: 3, hidden: [], classes: 10, padding: 1);

        Assert.Equal([128, 10], Assert.Single(p.Layers).Weight.Shape);
        Assert.Equal([3, 10], ConvNet.Apply(p, Tensor.Ones([3, 1, 8, 8])).Shape);
    }

    // One filter that copies a pixel: 2 by 2 maxima, cut at 0, then a weighted sum by hand.
    [Fact]
    public void Conv_net_pools_cuts_and_flattens()
    {
        var p = new ConvNet(
            [new Conv2d(Tensor.Ones([1, 1, 1, 1], DType.Float64), Tensor.Zeros([1], DType.Float64))],
            [new Affine(Tensor.From([2, 1], [1.0, 10.0]), Tensor.From([1], [0.25]))]);
        Tensor x = Tensor.From([1, 1, 2, 4], [1.0, -2.0, -3.0, -4.0, 3.0, 2.0, -5.0, -1.0]);

        Close.Within([3.25], ConvNet.Apply(p, x), relative: 0);
    }

    [Fact]
    public void Conv_net_is_differentiable()
    {
        ConvNet p = Tree.Map(
            v => v.To(DType.Float64),
            ConvNet.Init(RandomKey.FromSeed(4), inputs: [1, 4, 4], filters: [2], window: 3, hidden: [3], classes: 2, padding: 1));
        Tensor x = Draw.Normal(RandomKey.FromSeed(5), [2, 1, 4, 4], dtype: DType.Float64);
        Tensor labels = Tensor.From([2], [1, 0]);

        GradientReport report = GradientCheck.Run(q => Losses.SoftmaxCrossEntropy(ConvNet.Apply(q, x), labels), p);

        Assert.True(report.Verdict == Verdict.Pass, report.ToString());
    }

    [Fact]
    public void Conv_net_names_the_block_that_leaves_no_pixel()
    {
        ShapeException error = Assert.Throws<ShapeException>(() =>
            ConvNet.Init(RandomKey.FromSeed(1), inputs: [1, 8, 8], filters: [4, 4], window: 5, hidden: [], classes: 10));

        Assert.Equal(
            "conv_net: each block must leave a pixel, 2 by 2 windows of what a 5 by 5 filter leaves (add padding, or take fewer blocks); got [1, 8, 8], of which block 1 leaves none.",
            error.Message);
    }
}
