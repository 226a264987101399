namespace AutoGrad.Tests;

/// <summary>What holds of every draw: keys map, shapes and dtypes are those asked for, and the bits are the same everywhere.</summary>
public sealed class DrawTests
{
    private static readonly Tensor s_parameters = Tensor.From([2, 3], [0.3, 0.9, 2.0, 12.0, 0.05, 30.0]);

    private static readonly Dictionary<string, Func<RandomKey, Tensor>> s_draws = new()
    {
        ["bits"] = key => Draw.Bits(key, [2, 3]),
        ["uniform"] = key => Draw.Uniform(key, [2, 3]),
        ["normal"] = key => Draw.Normal(key, [2, 3]),
        ["truncated_normal"] = key => Draw.TruncatedNormal(key, [2, 3]),
        ["exponential"] = key => Draw.Exponential(key, [2, 3]),
        ["gumbel"] = key => Draw.Gumbel(key, [2, 3]),
        ["laplace"] = key => Draw.Laplace(key, [2, 3]),
        ["logistic"] = key => Draw.Logistic(key, [2, 3]),
        ["cauchy"] = key => Draw.Cauchy(key, [2, 3]),
        ["integers"] = key => Draw.Integers(key, [2, 3], int.MinValue, int.MaxValue),
        ["bernoulli"] = key => Draw.Bernoulli(key, [2, 3]),
        ["bernoulli/of"] = key => Draw.Bernoulli(key, s_parameters),
        ["rademacher"] = key => Draw.Rademacher(key, [2, 3]),
        ["categorical"] = key => Draw.Categorical(key, s_parameters),
        ["choice"] = key => Draw.Choice(key, 5, 3),
        ["choice/weighted"] = key => Draw.Choice(key, 3, 5, probabilities: s_parameters[0]),
        ["choice/once"] = key => Draw.Choice(key, 3, 2, replace: false, s_parameters[0]),
        ["permutation"] = key => Draw.Permutation(key, 5),
        ["gamma"] = key => Draw.Gamma(key, s_parameters),
        ["log_gamma"] = key => Draw.LogGamma(key, s_parameters),
        ["beta"] = key => Draw.Beta(key, s_parameters, s_parameters[0]),
        ["dirichlet"] = key => Draw.Dirichlet(key, s_parameters),
        ["poisson"] = key => Draw.Poisson(key, s_parameters),
        ["binomial"] = key => Draw.Binomial(key, 50, s_parameters / 40.0),
    };

    public static TheoryData<string> Names => [.. s_draws.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_batch_of_keys_draws_under_Vmap_what_each_draws_alone(string name)
    {
        Func<RandomKey, Tensor> draw = s_draws[name];
        RandomKey key = RandomKey.FromSeed(5);

        Tensor mapped = Transform.Vmap(draw)(key.SplitBatch(3));

        Close.Same(Tensor.Stack([.. key.Split(3).Select(draw)]), mapped);
        Assert.NotEqual(mapped[0].To(DType.Float64).ToArray<double>(), mapped[1..].To(DType.Float64).ToArray<double>()[..(mapped.Size / 3)]);
    }

    [Theory]
    [InlineData("gamma")]
    [InlineData("poisson")]
    [InlineData("binomial")]
    [InlineData("bernoulli")]
    [InlineData("categorical")]
    [InlineData("dirichlet")]
    [InlineData("beta")]
    public void Mapped_parameters_draw_from_one_key_what_each_draws_from_it_alone(string name)
    {
        RandomKey key = RandomKey.FromSeed(5);
        Func<Tensor, Tensor> draw = name switch
        {
            "gamma" => v => Draw.Gamma(key, v),
            "poisson" => v => Draw.Poisson(key, v),
            "binomial" => v => Draw.Binomial(key, 9, v),
            "bernoulli" => v => Draw.Bernoulli(key, v),
            "categorical" => v => Draw.Categorical(key, v),
            "dirichlet" => v => Draw.Dirichlet(key, v),
            _ => v => Draw.Beta(key, v, s_parameters),
        };

        Close.Same(Tensor.Stack([draw(s_parameters[0]), draw(s_parameters[1])]), Transform.Vmap(draw)(s_parameters));
    }

    // The words of key 7 by Threefry, and √2 erfinv((2 k + 1) / 2⁵³ - 1) of their 53 bits k, in 150-digit arithmetic (Python's decimal).
    [Fact]
    public void Normal_numbers_are_those_of_their_words()
    {
        Tensor draws = Draw.Normal(RandomKey.FromSeed(7), [6], dtype: DType.Float64);

        Close.Within(
            [1.0114813527649222, -0.1861580156188993, 0.3865606305605899, 0.27590099032155146, 0.20855898519309232, -1.6742130223083842], draws, relative: 1e-15);
    }

    // S₁, S₂ and S₃ from the series, and polygamma functions, in 150-digit arithmetic (Python's decimal).
    [Theory]
    [InlineData(0.01, -120.0, -11943.911454213132, 1426408.0869080054, -170329957.57449886)]
    [InlineData(0.01, -3.0, -261.3036319544379, 489.4859501577088, -202.03166355957813)]
    [InlineData(0.5, -1.0, -3.0800577189803007, 1.8025981932228885, 3.5519510002375725)]
    [InlineData(0.5, 1.5, -0.7415982918317465, -1.6971652874495304, -2.3217733445300697)]
    [InlineData(1.0, 1.25, -0.5897891394196186, -0.753703393918781, -0.3473579695690483)]
    [InlineData(3.0, 0.5, -0.4676754067179874, 0.29217678289640847, -0.027930408890954453)]
    [InlineData(3.0, 1.75, -0.24991141725134042, -0.1650811446836845, -0.023350966647451225)]
    [InlineData(4.0, 3.5, -0.07533862643363108, -0.16209710177022713, -0.3289418555342085)]
    [InlineData(30.0, 3.25, -0.03611675258511258, 0.00547934227068604, 0.000375228384053252)]
    [InlineData(30.0, 3.75, -0.02801195322728253, -0.009795256717063045, -0.0024881562264387146)]
    [InlineData(1000.0, 6.875, -0.0010166364686850914, 3.33030712203993e-05, -7.422682948743732e-08)]
    [InlineData(1000.0, 7.0, -0.0009547456989402221, -8.807751023512961e-05, -7.170522654131462e-06)]
    public void Slopes_of_the_gamma_distribution_keep_their_digits(double a, double y, double first, double second, double third)
    {
        double[] slopes = [.. ((int[])[1, 2, 3]).Select(order => GammaSlopeKernel.Value(order, a, y))];

        Close.Within([first, second], Tensor.From(slopes[..2]), relative: 1e-12);
        Close.Within([third], Tensor.From(slopes[2..]), relative: 1e-9);
    }

    [Fact]
    public void Draws_have_the_shape_and_dtype_asked_for()
    {
        RandomKey key = RandomKey.FromSeed(1);

        Assert.Equal("f64[0, 2]", Draw.Gumbel(key, [0, 2], dtype: DType.Float64).Spec.ToString());
        Assert.Equal("f32[]", Draw.Laplace(key, []).Spec.ToString());
        Assert.Equal("i32[0]", Draw.Choice(key, 0, 0, replace: false).Spec.ToString());
        Assert.Equal("f32[2, 0]", Draw.Gamma(key, Tensor.Zeros([2, 0])).Spec.ToString());
        Assert.Equal("f32[2, 3]", Draw.Beta(key, Tensor.Ones([2, 1]), Tensor.Ones([3])).Spec.ToString());
        Assert.Equal("i32[4]", Draw.Poisson(key, Tensor.Ones([4], DType.Float64)).Spec.ToString());
        Assert.Equal("i64[3]", Draw.Rademacher(key, [3], DType.Int64).Spec.ToString());
        Assert.Equal("i32[2]", Draw.Categorical(key, Tensor.Ones([3, 2]), axis: 0).Spec.ToString());
    }

    [Fact]
    public void Ends_of_parameters_draw_what_they_must()
    {
        RandomKey key = RandomKey.FromSeed(1);

        Assert.Equal([double.NaN, double.NaN, double.PositiveInfinity, double.NaN], Draw.Gamma(key, Tensor.From([0.0, -1, double.PositiveInfinity, double.NaN])).ToArray<double>());
        Assert.Equal([0, 0, 0], Draw.Poisson(key, Tensor.From([0.0, -1, double.NaN])).ToArray<int>());
        Assert.Equal([0, 9, 0, 9], Draw.Binomial(key, 9, Tensor.From([0.0, 1, -1, 2])).ToArray<int>());
        Assert.Equal([false, true], Draw.Bernoulli(key, Tensor.From([0.0, 1])).ToArray<bool>());
        Assert.Equal([1], Draw.Categorical(key, Tensor.From([1, 2], [double.NegativeInfinity, 0.0])).ToArray<int>());
        Assert.Equal([-2147483648, -2147483648], Draw.Integers(key, [2], int.MinValue, int.MinValue + 1).ToArray<int>());
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        RandomKey key = RandomKey.FromSeed(1);

        Says<ArgumentException>("gumbel: location and scale must be finite, the scale above 0; got 1.5 and 0.", () => Draw.Gumbel(key, [2], 1.5, 0));
        Says<ArgumentException>("exponential: the rate must be above 0 and finite; got -1.", () => Draw.Exponential(key, [2], -1));
        Says<ArgumentException>(
            "truncated_normal: low must be below high, with 1e-9 of the normal distribution between them; got 7 and 8.", () => Draw.TruncatedNormal(key, [2], 7, 8));
        Says<ArgumentException>("integers: low must be below high; got 3 and 3.", () => Draw.Integers(key, [2], 3, 3));
        Says<ArgumentException>("bernoulli: the probability must be in [0, 1]; got 1.5.", () => Draw.Bernoulli(key, [2], 1.5));
        Says<ArgumentException>(
            "choice: there must be something to draw each time, without replacement; got 3 draws of 2 things.", () => Draw.Choice(key, 2, 3, replace: false));
        Says<ArgumentException>("choice: there must be something to draw; got 3 draws of 0 things.", () => Draw.Choice(key, 0, 3));
        Says<ShapeException>("choice: probabilities must be [2], one a thing; got f32[3].", () => Draw.Choice(key, 2, 1, probabilities: Tensor.Ones([3])));
        Says<ShapeException>("rademacher: a dtype with negative numbers is needed; got u32[2].", () => Draw.Rademacher(key, [2], DType.UInt32));
        Says<ShapeException>("gamma: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2].", () => Draw.Gamma(key, Tensor.Ones([2], DType.Int32)));
        Says<ShapeException>(
            "poisson: one key is needed (Vmap gives each example of a SplitBatch its own); got u32[3, 2].", () => Draw.Poisson(key.SplitBatch(3), Tensor.Ones([2])));
        Says<ShapeException>("dirichlet: the concentrations need an axis of classes, [..., k]; got f32[].", () => Draw.Dirichlet(key, Tensor.Scalar(1)));
    }

    private static void Says<TException>(string message, Func<object> call)
        where TException : Exception => Assert.Equal(message, Assert.Throws<TException>(call).Message);
}
