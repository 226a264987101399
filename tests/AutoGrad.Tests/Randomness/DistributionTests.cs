namespace AutoGrad.Tests;

/// <summary>Draws against the distribution functions that they should have: Kolmogorov and Smirnov's test, and moments.</summary>
public sealed class DistributionTests
{
    private const int Count = 20_000;

    private static readonly Dictionary<string, (Func<RandomKey, Tensor> Draw, Func<double, double> Distribution)> s_rows = new()
    {
        ["uniform"] = (key => Draw.Uniform(key, [Count], -1, 3, DType.Float64), x => (x + 1) / 4),
        ["normal"] = (key => Draw.Normal(key, [Count], 2, 3, DType.Float64), x => Normal((x - 2) / 3)),
        ["truncated_normal"] = (key => Draw.TruncatedNormal(key, [Count], dtype: DType.Float64), x => (Normal(x) - Normal(-2)) / (Normal(2) - Normal(-2))),
        ["truncated_normal/tail"] = (
            key => Draw.TruncatedNormal(key, [Count], 4, double.PositiveInfinity, DType.Float64), x => 1 - Normal(-x) / Normal(-4)),
        ["exponential"] = (key => Draw.Exponential(key, [Count], 2.5, DType.Float64), x => 1 - Math.Exp(-2.5 * x)),
        ["gumbel"] = (key => Draw.Gumbel(key, [Count], 1, 2, DType.Float64), x => Math.Exp(-Math.Exp(-(x - 1) / 2))),
        ["laplace"] = (
            key => Draw.Laplace(key, [Count], 1, 2, DType.Float64), x => x < 1 ? 0.5 * Math.Exp((x - 1) / 2) : 1 - 0.5 * Math.Exp(-(x - 1) / 2)),
        ["logistic"] = (key => Draw.Logistic(key, [Count], 1, 2, DType.Float64), x => 1 / (1 + Math.Exp(-(x - 1) / 2))),
        ["cauchy"] = (key => Draw.Cauchy(key, [Count], 1, 2, DType.Float64), x => 0.5 + Math.Atan((x - 1) / 2) / Math.PI),
        ["gamma/0.3"] = (key => Draw.Gamma(key, Filled(0.3)), x => Gamma(0.3, x)),
        ["gamma/1"] = (key => Draw.Gamma(key, Filled(1)), x => 1 - Math.Exp(-x)),
        ["gamma/4.5"] = (key => Draw.Gamma(key, Filled(4.5)), x => Gamma(4.5, x)),
        ["log_gamma"] = (key => Draw.LogGamma(key, Filled(0.001)), x => Math.Exp(0.001 * x + 0.001 * 0.5772156649)), // P ~ xᵃ / Γ(a + 1), x being tiny
        ["beta/2_3"] = (key => Draw.Beta(key, Filled(2), Filled(3)), x => 6 * x * x * (1 - x) * (1 - x) + 4 * x * x * x * (1 - x) + x * x * x * x),
        ["beta/half"] = (key => Draw.Beta(key, Filled(0.5), Filled(0.5)), x => 2 / Math.PI * Math.Asin(Math.Sqrt(x))),
        ["dirichlet"] = (key => Draw.Dirichlet(key, Tensor.Ones([Count, 3], DType.Float64))[.., 1], x => 1 - (1 - x) * (1 - x)),
        ["normal/float32"] = (key => Draw.Normal(key, [Count]), Normal),
        ["gamma/float32"] = (key => Draw.Gamma(key, Filled(2).To(DType.Float32)), x => Gamma(2, x)),
    };

    public static TheoryData<string> Names => [.. s_rows.Keys];

    // The greatest distance of 20,000 draws of the right distribution is above 1.95 / √20,000 in one case of a thousand
    // (Kolmogorov, 1933); of a wrong one it is as large as the distribution functions lie apart.
    [Theory]
    [MemberData(nameof(Names))]
    public void Draws_have_the_distribution(string name)
    {
        (Func<RandomKey, Tensor> draw, Func<double, double> distribution) = s_rows[name];

        double[] x = [.. draw(RandomKey.FromSeed(11)).To(DType.Float64).ToArray<double>().Order()];

        double distance = x.Select((v, i) => Math.Max(Math.Abs(distribution(v) - (double)i / Count), Math.Abs(distribution(v) - (i + 1.0) / Count))).Max();
        Assert.InRange(distance, 1e-4, 1.95 / Math.Sqrt(Count));
    }

    public static TheoryData<double, bool> Rates => new() { { 0.7, true }, { 8, true }, { 30, true }, { 400, true } };

    [Theory]
    [MemberData(nameof(Rates))]
    public void Counts_have_the_probabilities_of_Poisson(double rate, bool _)
    {
        Tensor draws = Draw.Poisson(RandomKey.FromSeed(3), Filled(rate));

        IsDistributed(draws, k => Math.Exp(k * Math.Log(rate) - rate - LogGamma(k + 1)));
    }

    [Theory]
    [InlineData(12, 0.3)]
    [InlineData(12, 0.8)]
    [InlineData(1000, 0.004)]
    [InlineData(60, 0.35)]
    [InlineData(500, 0.7)]
    public void Counts_have_the_probabilities_of_trials(int trials, double p)
    {
        Tensor draws = Draw.Binomial(RandomKey.FromSeed(4), trials, Filled(p));

        IsDistributed(
            draws, k => k > trials ? 0 : Math.Exp(LogGamma(trials + 1) - LogGamma(k + 1) - LogGamma(trials - k + 1) + k * Math.Log(p) + (trials - k) * Math.Log(1 - p)));
    }

    [Fact]
    public void Integers_and_choices_are_even_or_as_likely_as_said()
    {
        double[] weights = [0.1, 0.5, 0.0, 0.4];
        var probabilities = Tensor.From(weights);
        RandomKey key = RandomKey.FromSeed(6);

        IsDistributed(Draw.Integers(key, [Count], -3, 2) + 3, k => k < 5 ? 0.2 : 0);
        IsDistributed(Draw.Choice(key, 4, Count), k => k < 4 ? 0.25 : 0);
        IsDistributed(Draw.Choice(key, 4, Count, probabilities: 3.0 * probabilities), k => k < 4 ? weights[k] : 0);
        IsDistributed(Draw.Categorical(key, Tensor.Log(probabilities).BroadcastTo([Count, 4])), k => k < 4 ? weights[k] : 0);
        IsDistributed(Draw.Categorical(key, Tensor.Log(probabilities).ExpandDims(1).BroadcastTo([4, Count]), axis: 0), k => k < 4 ? weights[k] : 0);
        IsDistributed(Draw.Bernoulli(key, [Count], 0.3).To(DType.Int32), k => k == 0 ? 0.7 : k == 1 ? 0.3 : 0);
        IsDistributed(Draw.Bernoulli(key, Filled(0.3)).To(DType.Int32), k => k == 0 ? 0.7 : k == 1 ? 0.3 : 0);
        IsDistributed(Draw.Rademacher(key, [Count], DType.Int32) + 1, k => k is 0 or 2 ? 0.5 : 0);
    }

    // Both first draws and second ones, given the first: 0.1 · 0.5 / 0.9 and so on.
    [Fact]
    public void Choices_without_replacement_are_of_what_is_left()
    {
        double[] p = [0.1, 0.5, 0.4];
        RandomKey[] keys = RandomKey.FromSeed(7).Split(Count / 4);

        int[][] pairs = [.. keys.Select(key => Draw.Choice(key, 3, 2, replace: false, Tensor.From(p)).ToArray<int>())];

        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                double expected = i == j ? 0 : p[i] * p[j] / (1 - p[i]);
                double share = pairs.Count(pair => pair[0] == i && pair[1] == j) / (double)keys.Length;
                Assert.InRange(share, expected - 5 * Math.Sqrt(expected / keys.Length), expected + 5 * Math.Sqrt(expected / keys.Length));
            }
        }

        Assert.Equal([0, 1, 2, 3], Draw.Choice(keys[0], 4, 4, replace: false).ToArray<int>().Order());
    }

    // E x = a, E x² = a (a + 1) and E log x = ψ(a), so that their slopes are 1, 2 a + 1 and ψ'(a); the second of E x² is 2.
    [Theory]
    [InlineData(0.4)]
    [InlineData(1.0)]
    [InlineData(3.5)]
    [InlineData(40.0)]
    public void Slopes_of_averages_over_gamma_draws_are_those_of_expectations(double concentration)
    {
        RandomKey key = RandomKey.FromSeed(12);
        var a = Tensor.Scalar(concentration, DType.Float64);
        Tensor Drawn(Tensor c) => Draw.Gamma(key, c.BroadcastTo([Count]));
        Tensor direction = Tensor.Ones([Count], DType.Float64);

        Tensor slopes = Transform.Jvp(c => Draw.Gamma(key, c), Filled(concentration), direction).Tangent;
        Tensor logarithms = Transform.Jvp(c => Draw.LogGamma(key, c), Filled(concentration), direction).Tangent;
        Tensor second = Transform.Jvp(c => Transform.Jvp(v => Tensor.Square(Draw.Gamma(key, v)), c, direction).Tangent, Filled(concentration), direction).Tangent;

        HasMean(1, slopes);
        HasMean(2 * concentration + 1, 2.0 * slopes * Draw.Gamma(key, Filled(concentration)));
        HasMean(Tensor.Polygamma(1, a).ToScalar(), logarithms);
        HasMean(2, second);
        Close.Equal(slopes.Mean().ToScalar(), Transform.Grad(c => Drawn(c).Mean())(a).ToScalar(), 1e-12);
        Close.Equal(second.Mean().ToScalar(), Transform.Hessian(c => Tensor.Square(Drawn(c)).Mean())(a).ToScalar(), 1e-10);
    }

    // E x = a / (a + b).
    [Fact]
    public void Slopes_of_averages_over_beta_and_Dirichlet_draws_are_those_of_expectations()
    {
        RandomKey key = RandomKey.FromSeed(13);
        (Tensor a, Tensor b) = (Filled(0.7), Filled(2.3));
        Tensor ones = Tensor.Ones([Count], DType.Float64);
        Tensor first = ones.ExpandDims(1) * Tensor.From([1.0, 0.0, 0.0]);
        Tensor c = Tensor.From([0.7, 1.5, 0.8]).BroadcastTo([Count, 3]);

        HasMean(2.3 / 9, Transform.Jvp(v => Draw.Beta(key, v, b), a, ones).Tangent);
        HasMean(-0.7 / 9, Transform.Jvp(v => Draw.Beta(key, a, v), b, ones).Tangent);
        Tensor slopes = Transform.Jvp(v => Draw.Dirichlet(key, v), c, first).Tangent;
        HasMean(2.3 / 9, slopes[.., 0]);
        HasMean(-1.5 / 9, slopes[.., 1]);
        Close.Equal(Tensor.Zeros([Count], DType.Float64), slopes.Sum(axis: 1), 1e-12);
    }

    // Both axes of the test agree: forward against reverse.
    [Fact]
    public void A_draw_has_one_derivative_in_both_modes()
    {
        RandomKey key = RandomKey.FromSeed(14);
        Tensor a = Tensor.Linspace(0.2, 5, 9, DType.Float64);
        Tensor direction = Tensor.Cos(a);

        Tensor tangent = Transform.Jvp(v => Draw.LogGamma(key, v), a, direction).Tangent;
        Tensor gradient = Transform.Grad(v => (Draw.LogGamma(key, v) * Tensor.Sin(a)).Sum())(a);

        Close.Equal((tangent * Tensor.Sin(a)).Sum().ToScalar(), (gradient * direction).Sum().ToScalar(), 1e-13);
    }

    private static Tensor Filled(double value) => Tensor.Full([Count], value, DType.Float64);

    // Five standard errors, which the draws themselves tell.
    private static void HasMean(double expected, Tensor draws)
    {
        double error = 5 * draws.StandardDeviation().ToScalar() / Math.Sqrt(Count);
        Assert.InRange(error, 1e-6, 0.1 * Math.Max(1, Math.Abs(expected)));
        Assert.InRange(draws.Mean().ToScalar(), expected - error, expected + error);
    }

    // Pearson's χ² over the values that are likely enough, the others together: a normal number in the end, with mean f and variance 2 f.
    private static void IsDistributed(Tensor draws, Func<int, double> probability)
    {
        int[] numbers = draws.ToArray<int>();
        Assert.Equal(Count, numbers.Length);
        Dictionary<int, int> counts = numbers.CountBy(k => k).ToDictionary();
        int[] likely = [.. Enumerable.Range(0, 2000).Where(k => Count * probability(k) >= 20)];
        double rest = 1 - likely.Sum(probability);
        double others = Count - likely.Sum(k => counts.GetValueOrDefault(k));
        double square = likely.Sum(k => Math.Pow(counts.GetValueOrDefault(k) - Count * probability(k), 2) / (Count * probability(k)));
        if (rest * Count < 1e-6)
        {
            Assert.Equal(0, others);
        }
        else
        {
            square += Math.Pow(others - Count * rest, 2) / (Count * rest);
        }

        int freedom = likely.Length - (rest * Count < 1e-6 ? 1 : 0);
        Assert.InRange(square, freedom < 10 ? 0 : freedom - 5 * Math.Sqrt(2 * freedom), freedom + 12 + 5 * Math.Sqrt(2 * freedom));
    }

    private static double Normal(double z) => z > 0 ? 1 - Normal(-z) : z < -3 ? Tail(-z) : 0.5 - 0.5 * Gamma(0.5, z * z / 2);

    // Laplace's continued fraction: DLMF 7.9.2.
    private static double Tail(double z)
    {
        double fraction = z;
        for (int k = 200; k >= 1; k--)
        {
            fraction = z + k / fraction;
        }

        return Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) / fraction;
    }

    // DLMF 8.7.1.
    private static double Gamma(double a, double x)
    {
        double term = Math.Exp(a * Math.Log(x) - x - LogGamma(a + 1));
        double sum = 0;
        for (int k = 1; k < 500; k++)
        {
            sum += term;
            term *= x / (a + k);
        }

        return x <= 0 ? 0 : sum;
    }

    // Stirling's series far out and the recurrence back: DLMF 5.11.1 and 5.5.1.
    private static double LogGamma(double x)
    {
        double back = 0;
        for (; x < 20; x++)
        {
            back += Math.Log(x);
        }

        return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / x / x) / x / x) / x - back;
    }
}
