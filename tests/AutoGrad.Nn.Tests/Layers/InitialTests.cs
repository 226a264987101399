namespace AutoGrad.Nn.Tests;

/// <summary>Starting weights by ways that are made: variances, bounds and orthogonality.</summary>
public sealed class InitialTests
{
    private static readonly RandomKey s_key = RandomKey.FromSeed(17);

    // 40,000 draws estimate a variance to about 1 % (3σ: 2 %).
    [Theory]
    [InlineData(Fan.In, 1.0 / 100)]
    [InlineData(Fan.Out, 1.0 / 400)]
    [InlineData(Fan.Average, 1.0 / 250)]
    public void Variance_scaling_has_its_variance_whatever_the_distribution(Fan fan, double variance)
    {
        Assert.All(Enum.GetValues<Spread>(), spread =>
        {
            Tensor w = Initial.VarianceScaling(3, fan, spread)(s_key, [100, 400], 100, 400, DType.Float64);

            double bound = Tensor.Abs(w).Max().ToScalar() / Math.Sqrt(3 * variance);
            Close.Within([3 * variance], Tensor.Square(w).Mean(), relative: 0.03);
            Assert.InRange(bound, spread == Spread.Normal ? 3 : 0, spread == Spread.Uniform ? Math.Sqrt(3) : spread == Spread.Normal ? 6 : 2 / 0.8796);
        });
    }

    [Fact]
    public void Distributions_by_number_do_not_ask_for_fans()
    {
        Tensor Drawn(Initializer way) => way(s_key, [100, 400], 1, 1, DType.Float64);

        Close.Within([0.25], Tensor.Square(Drawn(Initial.Normal(0.5, 3)) - 3.0).Mean(), relative: 0.03);
        Close.Within([0.25 * 0.8796 * 0.8796], Tensor.Square(Drawn(Initial.TruncatedNormal(0.5, 3)) - 3.0).Mean(), relative: 0.03);
        Close.Within([3], Drawn(Initial.Uniform(2, 4)).Mean(), relative: 0.005);
        Assert.Equal(7, Drawn(Initial.Constant(7)).Min().ToScalar());
        Assert.Equal([1f, 0, 0, 0, 1, 0], Initial.Identity(s_key, [2, 3], 1, 1).ToArray<float>());
    }

    [Theory]
    [InlineData(5, 3, 1)]
    [InlineData(3, 5, 1)]
    [InlineData(4, 2, 2)]
    public void Orthogonal_weights_keep_lengths(int rows, int columns, int places)
    {
        Tensor w = Initial.Orthogonal(3)(s_key, [rows, columns, places], 1, 1, DType.Float64).Reshape(rows, -1);

        int shorter = Math.Min(rows, columns * places);
        Tensor products = rows <= columns * places ? Tensor.MatMul(w, w.T) : Tensor.MatMul(w.T, w);
        Close.Equal(9.0 * Tensor.Eye(shorter, DType.Float64), products, 1e-13);
    }

    // Of an even orthogonal matrix each element has mean 0 and variance 1 / n; without the signs, the diagonal would not.
    [Fact]
    public void Orthogonal_weights_favour_no_direction()
    {
        Tensor all = Tensor.Stack([.. s_key.Split(3000).Select(key => Initial.Orthogonal()(key, [2, 2], 1, 1, DType.Float64))]);

        Assert.All(all.Mean(axis: 0).ToArray<double>(), mean => Assert.InRange(mean, -5 * Math.Sqrt(0.5 / 3000), 5 * Math.Sqrt(0.5 / 3000)));
        Assert.All(Tensor.Square(all).Mean(axis: 0).ToArray<double>(), square => Assert.InRange(square, 0.46, 0.54));
    }

    [Fact]
    public void Ways_that_cannot_draw_are_refused()
    {
        Says<ArgumentException>("variance_scaling: scale must be above 0 and finite; got 0.", () => Initial.VarianceScaling(0));
        Says<ArgumentException>(
            "variance_scaling: fan must be In, Out or Average, and spread Normal, TruncatedNormal or Uniform; got 9 and Normal.",
            () => Initial.VarianceScaling(1, (Fan)9, Spread.Normal));
        Says<ArgumentException>("orthogonal: gain must be above 0 and finite; got NaN.", () => Initial.Orthogonal(double.NaN));
        Says<ArgumentException>("truncated_normal: deviation must be above 0 and finite; got -1.", () => Initial.TruncatedNormal(-1));
        Says<ShapeException>("orthogonal: a matrix needs two axes or more, [n, ...]; got [3].", () => Initial.Orthogonal()(s_key, [3], 1, 1, DType.Float32));
        Says<ShapeException>("identity: a matrix is needed, [n, m]; got [3].", () => Initial.Identity(s_key, [3], 1, 1));
    }

    private static void Says<TException>(string message, Func<object> call)
        where TException : Exception => Assert.Equal(message, Assert.Throws<TException>(call).Message);
}
