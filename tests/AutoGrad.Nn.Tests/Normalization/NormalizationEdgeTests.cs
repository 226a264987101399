namespace AutoGrad.Nn.Tests;

/// <summary>Where the formulas divide by little: rows of equal numbers, single places, numbers far from 0; and what goes from call to call.</summary>
public sealed class NormalizationEdgeTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> s_centring = new(StringComparer.Ordinal)
    {
        ["layer_norm"] = x => Normalize.Layer(x),
        ["standardize"] = x => Normalize.Standardize(x),
        ["group_norm"] = x => Normalize.Group(x.Reshape(2, 4, 1), 1).Reshape(2, 4),
        ["instance_norm"] = x => Normalize.Instance(x.Reshape(2, 1, 4)).Reshape(2, 4),
        ["batch_norm"] = x => Normalize.Batch(x.T, BatchStatistics.Init(2, x.DType)).Y.T,
    };

    public static TheoryData<string> Centring => [.. s_centring.Keys];

    // σ² = 0: y = 0, and with ε = 1e-5 the slope of each number less their mean is 1/√ε.
    [Theory]
    [MemberData(nameof(Centring))]
    public void Equal_numbers_become_0_with_the_slope_that_epsilon_leaves(string norm)
    {
        double slope = 1 / Math.Sqrt(1e-5);
        Tensor x = Tensor.Full([2, 4], 0.1, DType.Float64);
        Tensor weights = Tensor.From([1.0, 0, 0, -3]);
        Func<Tensor, Tensor> gradient = Transform.Grad(v => (s_centring[norm](v) * weights).Sum());

        Close.Within([0, 0, 0, 0, 0, 0, 0, 0], s_centring[norm](x), relative: 0, absolute: 1e-13);
        double[] row = [1.5 * slope, 0.5 * slope, 0.5 * slope, -2.5 * slope];
        Close.Within([.. row, .. row], gradient(x), relative: 1e-12);

        // y is odd in the distances from the mean: its curvature vanishes there.
        Close.Within(new double[8], Transform.Grad(v => (gradient(v) * weights).Sum())(x), relative: 0, absolute: 1e-6);
    }

    // 4, 7, 13 and 16 from a million: mean 10, variance 22.5. In one pass, E[x²] - E[x]² would have no digit left in Float32.
    [Theory]
    [MemberData(nameof(Centring))]
    public void Numbers_far_from_0_keep_their_digits(string norm)
    {
        float[] row = [1e6f + 4, 1e6f + 7, 1e6f + 13, 1e6f + 16];
        Tensor x = Tensor.From([2, 4], (float[])[.. row, .. row]);

        Tensor y = s_centring[norm](x);

        double root = Math.Sqrt(22.5 + 1e-5);
        double[] expected = [-6 / root, -3 / root, 3 / root, 6 / root];
        Close.Within([.. expected, .. expected], y, relative: 1e-6);
    }

    // The mean of 1, 2, 6 is 3, the variance 14/3, of a sample 7: by hand.
    [Theory]
    [InlineData(0, 0, 3, 14 / 3.0)]
    [InlineData(0, 1, 3, 7)]
    [InlineData(0.75, 0, 0.75, 0.75 + 14 / 12.0)]
    [InlineData(0.75, 1, 0.75, 0.75 + 7 / 4.0)]
    [InlineData(1, 1, 0, 1)]
    public void Running_statistics_move_by_what_decay_leaves(double decay, double correction, double mean, double variance)
    {
        Tensor x = Tensor.From([3, 1], [1.0, 2, 6]);

        NormalizedBatch batch = Normalize.Batch(x, BatchStatistics.Init(1, DType.Float64), decay: decay, correction: correction);

        Close.Within([mean], batch.Statistics.Mean, relative: 1e-15);
        Close.Within([variance], batch.Statistics.Variance, relative: 1e-15);
        double root = Math.Sqrt(14 / 3.0 + 1e-5);
        Close.Within([-2 / root, -1 / root, 3 / root], batch.Y, relative: 1e-14);
    }

    [Fact]
    public void Running_statistics_are_constant_to_derivatives()
    {
        Tensor x = Tensor.From([3, 1], [1.0, 2, 6]);

        Tensor gradient = Transform.Grad(v =>
        {
            BatchStatistics after = Normalize.Batch(v, BatchStatistics.Init(1, DType.Float64)).Statistics;
            return (after.Mean + after.Variance).Sum() + 0.0 * v.Sum();
        })(x);

        Close.Within([0, 0, 0], gradient, relative: 0);
    }

    [Fact]
    public void A_batch_by_its_own_statistics_is_inference_by_them()
    {
        Tensor x = Draw.Normal(RandomKey.FromSeed(3), [4, 2, 3], dtype: DType.Float64);

        NormalizedBatch batch = Normalize.Batch(x, BatchStatistics.Init(2, DType.Float64), decay: 0, correction: 0);

        Close.Equal(batch.Y, Normalize.BatchInference(x, batch.Statistics), 1e-14);
    }

    // Singular values 3 and 2 by construction: rotations of 30° and -50° around diag(3, 2).
    [Fact]
    public void Spectral_norm_finds_the_greatest_singular_value_from_call_to_call()
    {
        Tensor weights = Tensor.MatMul(Tensor.MatMul(Rotation(30), Tensor.From([2, 2], [3.0, 0, 0, 2])), Rotation(-50));
        Tensor vector = Tensor.From([1.0, 0.3]);

        for (int call = 0; call < 60; call++)
        {
            vector = Normalize.Spectral(weights, vector).Vector;
        }

        SpectralWeights found = Normalize.Spectral(weights, vector, iterations: 0);
        Assert.Equal(3, found.Sigma.ToScalar(), 1e-12);
        Close.Equal(weights / 3.0, found.Weights, 1e-12);
        Close.Within([Math.Cos(Math.PI / 6), Math.Sin(Math.PI / 6)], Tensor.Abs(vector), relative: 1e-9);

        // ∂σ/∂W = u vᵀ, with v the first row of the right rotation.
        Tensor slope = Transform.Grad(w => Normalize.Spectral(w, vector).Sigma)(weights);
        Tensor right = Rotation(-50)[0];
        Close.Equal(Tensor.Outer(vector, vector[0].ToScalar() < 0 ? -right : right), slope, 1e-9);
    }

    [Fact]
    public void Spectral_norm_moves_on_from_the_vector_by_the_iterations_asked_for()
    {
        Tensor weights = Draw.Normal(RandomKey.FromSeed(4), [3, 5], dtype: DType.Float64);
        Tensor vector = Tensor.Ones([3], DType.Float64);

        SpectralWeights once = Normalize.Spectral(weights, vector);
        SpectralWeights twice = Normalize.Spectral(weights, once.Vector);

        Close.Equal(twice.Vector, Normalize.Spectral(weights, vector, iterations: 2).Vector, 1e-14);
        Close.Equal(twice.Weights, Normalize.Spectral(weights, vector, iterations: 2).Weights, 1e-14);
        Close.Equal(once.Weights, Normalize.Spectral(weights, once.Vector, iterations: 0).Weights, 1e-14);
    }

    [Fact]
    public void What_has_no_length_stays_0_with_a_finite_slope()
    {
        Tensor zeros = Tensor.Zeros([2, 3], DType.Float64);
        Tensor ones = Tensor.Ones([2], DType.Float64);

        Close.Within(new double[6], Normalize.Unit(zeros), relative: 0);
        Close.Within(new double[6], Normalize.Weight(zeros, ones), relative: 0);
        Close.Within(new double[6], Normalize.Spectral(zeros, ones).Weights, relative: 0);
        Close.Within(new double[6], Normalize.Rms(zeros), relative: 0);
        Close.Within(Enumerable.Repeat(2.0, 6).ToArray(), Transform.Grad(x => Normalize.Unit(x, epsilon: 0.5).Sum())(zeros), relative: 0);
        Close.Within(new double[6], Transform.Grad(x => Normalize.Weight(x, ones).Sum())(zeros), relative: 0);
        Close.Within(new double[2], Transform.Grad(length => Normalize.Weight(zeros, length).Sum())(ones), relative: 0);
    }

    // 3 and 4, of length 5, whose squares neither Float32 nor Float64 holds.
    [Theory]
    [InlineData(1e30, DType.Float32)]
    [InlineData(1e-30, DType.Float32)]
    [InlineData(1e200, DType.Float64)]
    public void Lengths_neither_overflow_nor_underflow(double scale, DType dtype)
    {
        Tensor x = Tensor.From([3 * scale, 4 * scale]).To(dtype);

        Close.Within([0.6, 0.8], Normalize.Unit(x, epsilon: 0), relative: 1e-6);
    }

    // w = v / ‖v‖ at v = s (3, 4): the Jacobian is that of 3, 4, of length 5, over s; 1e-30 squared is 0 in Float32.
    [Theory]
    [InlineData(1e-30, DType.Float32)]
    [InlineData(1e-200, DType.Float64)]
    public void Short_directions_have_finite_slopes(double scale, DType dtype)
    {
        Tensor v = Tensor.From([1, 2], [3 * scale, 4 * scale]).To(dtype);

        Tensor slope = Transform.Grad(x => Normalize.Weight(x, Tensor.Ones([1], dtype))[0, 0])(v) * scale;

        Close.Within([0.64 / 5, -0.48 / 5], slope.Reshape(2), relative: 1e-6);
    }

    private static Tensor Rotation(double degrees)
    {
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        return Tensor.From([2, 2], [cos, -sin, sin, cos]);
    }
}
