namespace AutoGrad.Nn.Tests;

public sealed class LayerTests
{
    private static readonly RandomKey s_key = RandomKey.FromSeed(11);

    // (1, 2) W + b by hand.
    [Fact]
    public void Affine_maps_rows()
    {
        var p = new Affine(Tensor.From([2, 3], [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), Tensor.From([3], [0.5, 0.0, -1.0]));

        Tensor y = Affine.Apply(p, Tensor.From([1, 2], [1.0, 2.0]));

        Assert.Equal([1, 3], y.Shape);
        Close.Within([9.5, 12, 14], y, relative: 0);
    }

    [Fact]
    public void Affine_names_the_rule_and_the_shapes()
    {
        ShapeException error = Assert.Throws<ShapeException>(() => Affine.Apply(Affine.Init(s_key, 3, 2), Tensor.Zeros([4, 5])));

        Assert.Equal("affine: x must be [..., inputs] for weights [inputs, outputs] of its dtype; got f32[4, 5] and f32[3, 2].", error.Message);
    }

    [Fact]
    public void Affine_needs_inputs_and_outputs()
    {
        ShapeException error = Assert.Throws<ShapeException>(() => Affine.Init(s_key, 0, 2));

        Assert.Equal("affine: inputs and outputs must be 1 or more; got 0 and 2.", error.Message);
    }

    // One filter of ones, padded by 1: each output counts the ones around it; then the bias.
    [Fact]
    public void Conv2d_slides_its_filters_and_adds_their_bias()
    {
        var p = new Conv2d(Tensor.Ones([2, 1, 3, 3]), Tensor.From([2], [0f, 10f]));

        Tensor y = Conv2d.Apply(p, Tensor.Ones([1, 1, 2, 3]), padding: 1);

        Assert.Equal([1, 2, 2, 3], y.Shape);
        Close.Within([4, 6, 4, 4, 6, 4, 14, 16, 14, 14, 16, 14], y, relative: 0);
    }

    [Fact]
    public void Conv2d_passes_stride_dilation_and_groups_on()
    {
        Conv2d p = Conv2d.Init(s_key, inputs: 4, outputs: 6, window: 3, groups: 2);

        Tensor y = Conv2d.Apply(p, Tensor.Ones([2, 4, 9, 9]), stride: 2, dilation: 2, groups: 2);

        Assert.Equal([6, 2, 3, 3], p.Weight.Shape);
        Assert.Equal([2, 6, 3, 3], y.Shape);
    }

    [Fact]
    public void Conv2d_names_groups_that_do_not_divide()
    {
        ShapeException error = Assert.Throws<ShapeException>(() => Conv2d.Init(s_key, inputs: 3, outputs: 4, window: 3, groups: 2));

        Assert.Equal("conv2d: inputs, outputs, window and groups must be 1 or more, and the channels multiples of the groups; got 3, 4, 3 and 2.", error.Message);
    }

    // Filters as their convolutions take them; the bound is Glorot's with 4 / 2 channels in, 6 / 2 out, and 2 places along each axis.
    [Fact]
    public void Convolutional_layers_start_with_filters_of_their_rank()
    {
        (Tensor Weight, Tensor Bias, Shape Shape, int Places)[] layers =
        [
            (Conv1d.Init(s_key, 4, 6, 2, 2).Weight, Conv1d.Init(s_key, 4, 6, 2, 2).Bias, [6, 2, 2], 2),
            (Conv3d.Init(s_key, 4, 6, 2, 2).Weight, Conv3d.Init(s_key, 4, 6, 2, 2).Bias, [6, 2, 2, 2, 2], 8),
            (ConvTranspose1d.Init(s_key, 4, 6, 2, 2).Weight, ConvTranspose1d.Init(s_key, 4, 6, 2, 2).Bias, [4, 3, 2], 2),
            (ConvTranspose2d.Init(s_key, 4, 6, 2, 2).Weight, ConvTranspose2d.Init(s_key, 4, 6, 2, 2).Bias, [4, 3, 2, 2], 4),
            (ConvTranspose3d.Init(s_key, 4, 6, 2, 2).Weight, ConvTranspose3d.Init(s_key, 4, 6, 2, 2).Bias, [4, 3, 2, 2, 2], 8),
        ];

        Assert.All(layers, layer =>
        {
            double bound = Math.Sqrt(6.0 / (5 * layer.Places));
            Assert.Equal(layer.Shape, layer.Weight.Shape);
            Assert.InRange(Tensor.Abs(layer.Weight).Max().ToScalar(), 0.8 * bound, bound);
            Assert.Equal(new double[6], layer.Bias.To(DType.Float64).ToArray<double>());
        });
    }

    [Fact]
    public void Convolutional_layers_name_themselves()
    {
        const string Rule = "inputs, outputs, window and groups must be 1 or more, and the channels multiples of the groups; got 3, 4, 3 and 2.";
        (string Name, Action Init)[] layers =
        [
            ("conv1d", () => Conv1d.Init(s_key, 3, 4, 3, 2)), ("conv3d", () => Conv3d.Init(s_key, 3, 4, 3, 2)),
            ("conv_transpose1d", () => ConvTranspose1d.Init(s_key, 3, 4, 3, 2)), ("conv_transpose2d", () => ConvTranspose2d.Init(s_key, 3, 4, 3, 2)),
            ("conv_transpose3d", () => ConvTranspose3d.Init(s_key, 3, 4, 3, 2)),
        ];

        Assert.All(layers, layer => Assert.Equal($"{layer.Name}: {Rule}", Assert.Throws<ShapeException>(layer.Init).Message));
    }

    // "Same" at stride 2 halves, and its transpose doubles again.
    [Fact]
    public void Transposed_layers_make_what_layers_came_from()
    {
        Conv3d down = Conv3d.Init(s_key, inputs: 1, outputs: 2, window: 3);
        ConvTranspose3d up = ConvTranspose3d.Init(s_key, inputs: 2, outputs: 1, window: 3);
        Tensor x = Tensor.Ones([1, 1, 4, 6, 2]);
        Window3d steps = Window3d.Same(x.Shape, down.Weight.Shape, stride: 2);

        Tensor y = Conv3d.Apply(down, x, steps);

        Assert.Equal([1, 2, 2, 3, 1], y.Shape);
        Assert.Equal(x.Shape, ConvTranspose3d.Apply(up, y, steps).Shape);
    }

    [Fact]
    public void Layers_are_differentiable()
    {
        Conv2d p = Tree.Map(v => v.To(DType.Float64), Conv2d.Init(s_key, inputs: 1, outputs: 2, window: 2));
        Tensor x = Draw.Normal(RandomKey.FromSeed(2), [2, 1, 3, 3], dtype: DType.Float64);

        GradientReport report = GradientCheck.Run(q => Tensor.Square(Conv2d.Apply(q, x, padding: 1)).Sum(), p, order: 2);

        Assert.True(report.Verdict == Verdict.Pass, report.ToString());
    }

    // The sources' variances, as the formulas stand there; 40,000 draws estimate a variance to about 1 % (3σ: 2 %).
    public static TheoryData<string, double> Variances => new()
    {
        { nameof(Initial.GlorotUniform), 2.0 / 500 },
        { nameof(Initial.GlorotNormal), 2.0 / 500 },
        { nameof(Initial.HeUniform), 2.0 / 100 },
        { nameof(Initial.HeNormal), 2.0 / 100 },
        { nameof(Initial.LecunUniform), 1.0 / 100 },
        { nameof(Initial.LecunNormal), 1.0 / 100 },
        { nameof(Initial.Zeros), 0 },
    };

    [Theory]
    [MemberData(nameof(Variances))]
    public void Initial_weights_have_the_mean_and_variance_of_their_source(string name, double variance)
    {
        Initializer draw = typeof(Initial).GetMethod(name)!.CreateDelegate<Initializer>();

        Tensor w = draw(s_key, [100, 400], 100, 400, DType.Float64);

        Assert.Equal(new Spec([100, 400], DType.Float64), w.Spec);
        Close.Within([0], w.Mean(), relative: 0, absolute: 3 * Math.Sqrt(variance / w.Size));
        Close.Within([variance], Tensor.Square(w).Mean(), relative: 0.03);
    }

    [Fact]
    public void Every_initializer_has_a_row()
    {
        IEnumerable<string> names = typeof(Initial).GetMethods()
            .Where(method => method.IsStatic && method.ReturnType == typeof(Tensor)).Select(method => method.Name);

        Assert.Equal(names.Except([nameof(Initial.Identity)]).Order(), Variances.Select(row => (string)row[0]).Order());
    }

    // Receptive field 2 · 9 in and 3 · 9 out for each of the two groups: √(6 / 45).
    [Fact]
    public void Conv2d_counts_its_fans_by_group()
    {
        Conv2d p = Conv2d.Init(s_key, inputs: 4, outputs: 6, window: 3, groups: 2);

        double most = Tensor.Abs(p.Weight).Max().ToScalar();

        Assert.InRange(most, 0.8 * Math.Sqrt(6.0 / 45), Math.Sqrt(6.0 / 45));
    }
}
