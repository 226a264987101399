namespace AutoGrad.Nn.Tests;

public sealed class NoiseTests
{
    private const int Count = 100_000;

    private static readonly RandomKey s_key = RandomKey.FromSeed(3);

    // Of 100,000 elements, to five standard errors.
    [Fact]
    public void Dropout_drops_its_part_and_keeps_the_mean()
    {
        Tensor y = Noise.Dropout(s_key, Tensor.Ones([Count], DType.Float64), 0.3);

        Assert.InRange(Tensor.Equal(y, 0.0).CountNonZero().ToScalar() / Count, 0.3 - 0.0073, 0.3 + 0.0073);
        Assert.InRange(y.Mean().ToScalar(), 1 - 0.0104, 1 + 0.0104);
        Assert.Equal(1 / 0.7, y.Max().ToScalar(), 1e-15);
    }

    [Fact]
    public void What_is_dropped_is_0_whatever_it_was()
    {
        Tensor x = Tensor.Full([100], double.NaN, DType.Float64);

        double[] y = Noise.Dropout(s_key, x, 0.5).ToArray<double>();
        double[] all = Noise.Dropout(s_key, x, 1).ToArray<double>();
        double[] gradient = Transform.Grad(v => Noise.Dropout(s_key, v, 1).Sum())(x).ToArray<double>();

        Assert.InRange(y.Count(v => v == 0), 25, 75);
        Assert.Equal(new double[100], all);
        Assert.Equal(new double[100], gradient);
    }

    [Fact]
    public void Spatial_dropout_drops_whole_channels()
    {
        Tensor y = Noise.SpatialDropout(s_key, Tensor.Ones([20, 30, 4, 5]), 0.5);

        double[] sums = y.Sum([2, 3]).To(DType.Float64).ToArray<double>();
        Assert.All(sums, sum => Assert.True(sum is 0 or 40));
        Assert.InRange(sums.Count(sum => sum == 0), 300 - 61, 300 + 61); // five standard errors of 600 channels
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    public void Alpha_dropout_keeps_mean_0_and_variance_1(double rate)
    {
        RandomKey[] keys = s_key.Split(2);

        Tensor y = Noise.AlphaDropout(keys[0], Draw.Normal(keys[1], [Count], dtype: DType.Float64), rate);

        Assert.InRange(y.Mean().ToScalar(), -0.016, 0.016);
        Assert.InRange(y.Variance().ToScalar(), 0.97, 1.03);
        Assert.Equal(new double[3], Noise.AlphaDropout(s_key, Tensor.Ones([3], DType.Float64), 1).ToArray<double>());
    }

    [Fact]
    public void Each_example_of_a_map_may_have_a_key_of_its_own()
    {
        Tensor x = Tensor.Ones([3, 50]);

        Tensor y = Transform.Vmap((RandomKey key, Tensor v) => Noise.Dropout(key, v, 0.5))(s_key.SplitBatch(3), x);

        Close.Same(Tensor.Stack([.. s_key.Split(3).Select(key => Noise.Dropout(key, x[0], 0.5))]), y);
        Assert.NotEqual(y[0].ToArray<float>(), y[1].ToArray<float>());
    }

    [Fact]
    public void Rates_that_are_none_are_refused()
    {
        Tensor x = Tensor.Ones([2]);

        Says<ArgumentException>("dropout: rate must be in [0, 1]; got 1.5.", () => Noise.Dropout(s_key, x, 1.5));
        Says<ArgumentException>("spatial_dropout: rate must be in [0, 1]; got -0.5.", () => Noise.SpatialDropout(s_key, x, -0.5));
        Says<ArgumentException>("alpha_dropout: rate must be in [0, 1]; got NaN.", () => Noise.AlphaDropout(s_key, x, double.NaN));
        Says<ArgumentException>("gaussian_dropout: rate must be in [0, 1); got 1.", () => Noise.GaussianDropout(s_key, x, 1));
        Says<ArgumentException>("gaussian_noise: deviation must be 0 or more and finite; got -1.", () => Noise.Gaussian(s_key, x, -1));
        Says<ShapeException>("spatial_dropout: x must be [n, c, ...]; got f32[2].", () => Noise.SpatialDropout(s_key, x, 0.5));
        Says<ShapeException>("dropout: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2].", () => Noise.Dropout(s_key, x.To(DType.Int32), 0.5));
    }

    private static void Says<TException>(string message, Func<object> call)
        where TException : Exception => Assert.Equal(message, Assert.Throws<TException>(call).Message);
}
