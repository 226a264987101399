namespace AutoGrad.Nn.Tests;

/// <summary>Losses at kinks, extremes and where nothing counts.</summary>
public sealed class LossEdgeTests
{
    private const double Infinity = double.PositiveInfinity;

    // σ(±100) - t: σ(-100) = 3.720075976020836e-44 (Python: 1 / (1 + math.exp(100))).
    [Fact]
    public void Sigmoid_cross_entropy_has_exact_slopes_at_scores_of_100()
    {
        Tensor t = Tensor.From([4], [1.0, 0.0, 1.0, 0.0]);

        Tensor gradient = Transform.Grad(z => Losses.SigmoidCrossEntropy(z, t, Reduction.Sum))(Tensor.From([4], [100.0, 100.0, -100.0, -100.0]));

        Close.Within([0, 1, -1, 3.720075976020836e-44], gradient, relative: 1e-14);
    }

    [Fact]
    public void Infinite_scores_that_are_right_add_nothing()
    {
        Tensor z = Tensor.From([4], [Infinity, -Infinity, Infinity, -Infinity]);
        Tensor t = Tensor.From([4], [1.0, 0.0, 0.0, 1.0]);
        Tensor twice = Tensor.From([1], [2.0]);

        Close.Within([0, 0, Infinity, Infinity], Losses.SigmoidCrossEntropy(z, t, Reduction.None), relative: 0);
        Close.Within([0, 0, Infinity, Infinity], Losses.SigmoidCrossEntropy(z, t, Reduction.None, twice), relative: 0);
        Close.Within([0, 0, 1, -1], Transform.Grad(x => Losses.SigmoidCrossEntropy(x, t, Reduction.Sum))(z), relative: 0);
    }

    // A negative far on its side: log(1 + e^-40) = 4.248354255291589e-18, which z plus a softplus of 40 would cancel.
    [Fact]
    public void Weighted_sigmoid_cross_entropy_does_not_cancel()
    {
        Tensor loss = Losses.SigmoidCrossEntropy(Tensor.From([1], [-40.0]), Tensor.From([1], [0.0]), positiveWeights: Tensor.From([1], [3.0]));

        Close.Within([4.248354255291589e-18], loss, relative: 1e-14);
    }

    // cosh 1e-6 - 1 is 5e-13, so its logarithm 5e-13 - 1e-24/12…; and log cosh 1000 = 1000 - log 2.
    [Fact]
    public void Log_cosh_keeps_its_digits_near_0_and_far_out()
    {
        Tensor x = Tensor.From([4], [1e-6, 0.0, -1000.0, 1000.0]);

        Close.Within([5e-13 - 1e-24 / 12, 0, 1000 - Math.Log(2), 1000 - Math.Log(2)], Losses.LogCosh(x, Tensor.ZerosLike(x), Reduction.None), relative: 1e-14);
        Close.Within([1e-6, 0, -1, 1], Transform.Grad(v => Losses.LogCosh(v, Tensor.ZerosLike(v), Reduction.Sum))(x), relative: 1e-11);
    }

    [Fact]
    public void Absolute_distances_have_slope_0_at_0_and_Huber_is_smooth_there()
    {
        Tensor x = Tensor.From([3], [0.0, Infinity, -Infinity]);
        Tensor zero = Tensor.ZerosLike(x);

        Close.Within([0, 1, -1], Transform.Grad(v => Losses.MeanAbsoluteError(v, zero, Reduction.Sum))(x), relative: 0);
        Close.Within([0, 0.5, -0.5], Transform.Grad(v => Losses.Huber(v, zero, Reduction.Sum, delta: 0.5))(x), relative: 0);
        Close.Within([1], Transform.Hessian(v => Losses.Huber(v, Tensor.ZerosLike(v), Reduction.Sum))(Tensor.From([1], [0.0])), relative: 0);
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(2)]
    public void Smooth_L1_is_Huber_over_its_bound(double bound)
    {
        Tensor x = Tensor.Linspace(-3, 3, 25, DType.Float64);
        Tensor t = Tensor.ZerosLike(x);

        Close.Equal(Losses.Huber(x, t, Reduction.None, bound) / bound, Losses.SmoothL1(x, t, Reduction.None, bound), 1e-15);
    }

    [Fact]
    public void Clipped_probabilities_stop_learning_unless_the_slope_is_passed()
    {
        Tensor p = Tensor.From([3], [0.0, 1.0, 0.5]);
        Tensor t = Tensor.From([3], [1.0, 0.0, 1.0]);

        Tensor clipped = Transform.Grad(x => Losses.BinaryCrossEntropy(x, t, Reduction.Sum))(p);
        Tensor passed = Transform.Grad(x => Losses.BinaryCrossEntropy(x, t, Reduction.Sum, passGradient: true))(p);

        Close.Within([0, 0, -2], clipped, relative: 1e-15);
        Close.Within([-1e7, 1e7, -2], passed, relative: 1e-8);
        Close.Within([-Math.Log(1e-7), -Math.Log(1e-7), Math.Log(2)], Losses.BinaryCrossEntropy(p, t, Reduction.None), relative: 1e-9);
    }

    [Fact]
    public void Probabilities_of_0_and_1_that_are_right_add_nothing_without_a_clip()
    {
        Tensor p = Tensor.From([2], [0.0, 1.0]);

        Close.Within([0, 0], Losses.BinaryCrossEntropy(p, p, Reduction.None, epsilon: 0), relative: 0);
        Close.Within([1, -1], Transform.Grad(x => Losses.BinaryCrossEntropy(x, p, Reduction.Sum, epsilon: 0))(p), relative: 0);
        Close.Within(
            [0],
            Losses.CategoricalCrossEntropy(Tensor.From([1, 2], [0.0, 3.0]), Tensor.From([1, 2], [0.0, 1.0]), epsilon: 0),
            relative: 0);
    }

    [Fact]
    public void Focal_losses_have_finite_slopes_where_nothing_is_missed()
    {
        Tensor z = Tensor.From([2], [800.0, -800.0]);
        Tensor t = Tensor.From([2], [1.0, 0.0]);
        Tensor row = Tensor.From([1, 2], [2000.0, 0.0]);

        Close.Within([0, 0], Transform.Grad(x => Losses.SigmoidFocal(x, t, Reduction.Sum, gamma: 0.5))(z), relative: 0);
        Close.Within([0, 0], Transform.Grad(x => Losses.SoftmaxFocal(x, Tensor.From([1], [0]), gamma: 0.5))(row), relative: 0);
    }

    [Fact]
    public void A_variance_of_0_can_grow_again()
    {
        Tensor zero = Tensor.From([1], [0.0]);
        Tensor one = Tensor.From([1], [1.0]);

        Tensor gradient = Transform.Grad(v => Losses.GaussianNegativeLogLikelihood(one, zero, v, epsilon: 0.01))(zero);

        Close.Within([0.5 * (Math.Log(0.01) + 100)], Losses.GaussianNegativeLogLikelihood(one, zero, zero, epsilon: 0.01), relative: 1e-14);
        Close.Within([0.5 * (100 - 1e4)], gradient, relative: 1e-13);
    }

    [Fact]
    public void Ignored_labels_may_be_any_number_and_get_no_gradient()
    {
        Tensor z = Tensor.From([3, 2], [0.0, 0.0, 5.0, -3.0, 0.0, 0.0]);
        Tensor labels = Tensor.From([3], [0, -100, 1]);

        Close.Within([Math.Log(2)], Losses.SoftmaxCrossEntropy(z, labels, ignoreIndex: -100), relative: 1e-15);
        Close.Within([Math.Log(2), 0, Math.Log(2)], Losses.SoftmaxCrossEntropy(z, labels, Reduction.None, ignoreIndex: -100), relative: 1e-15);
        Close.Within(
            [-0.25, 0.25, 0, 0, 0.25, -0.25], Transform.Grad(x => Losses.SoftmaxCrossEntropy(x, labels, ignoreIndex: -100))(z), relative: 1e-15);
    }

    [Fact]
    public void The_mean_of_no_example_is_no_number()
    {
        Tensor z = Tensor.From([2, 2], [0.0, 1.0, 2.0, 3.0]);
        Tensor none = Tensor.Zeros([0, 2], DType.Float64);

        Close.Within([double.NaN], Losses.SoftmaxCrossEntropy(z, Tensor.From([2], [9, 9]), ignoreIndex: 9), relative: 0);
        Close.Within([0], Losses.SoftmaxCrossEntropy(z, Tensor.From([2], [9, 9]), Reduction.Sum, ignoreIndex: 9), relative: 0);
        Close.Within([double.NaN], Losses.MeanSquaredError(none, none), relative: 0);
        Close.Within([0], Losses.MeanSquaredError(none, none, Reduction.Sum), relative: 0);
    }

    [Fact]
    public void A_class_without_weight_may_be_impossible()
    {
        Tensor z = Tensor.From([1, 2], [0.0, -Infinity]);
        Tensor weights = Tensor.From([2], [1.0, 0.0]);

        Close.Within([0], Losses.SoftmaxCrossEntropy(z, Tensor.From([1], [1]), Reduction.Sum, weights), relative: 0);
        Close.Within([0], Losses.NegativeLogLikelihood(z, Tensor.From([1], [1]), Reduction.None, weights), relative: 0);
    }

    [Fact]
    public void Vectors_of_zeros_have_cosine_0_and_no_slope()
    {
        Tensor zeros = Tensor.Zeros([1, 2], DType.Float64);
        Tensor x = Tensor.From([1, 2], [3.0, 4.0]);

        Close.Within([0], Losses.CosineSimilarity(zeros, x), relative: 0);
        Assert.All(Transform.Grad(v => Losses.CosineDistance(v, v))(zeros).ToArray<double>(), slope => Assert.Equal(0, slope));
        Assert.All(
            Transform.Grad(v => Losses.Contrastive(v, v, Tensor.From([1], [-1.0])))(x).ToArray<double>(), slope => Assert.Equal(0, slope));
    }

    [Fact]
    public void Two_empty_sets_are_alike()
    {
        Tensor empty = Tensor.Zeros([1, 3], DType.Float64);

        Close.Within([0], Losses.Dice(empty, empty), relative: 0);
        Close.Within([0], Losses.Tversky(empty, empty), relative: 0);
    }

    [Fact]
    public void Vectors_without_a_partner_add_nothing_to_the_circle_loss()
    {
        Tensor x = Tensor.From([2, 2], [1.0, 0.0, 0.6, 0.8]);

        Close.Within([0, 0], Losses.Circle(x, Tensor.From([2], [3, 3]), Reduction.None), relative: 0);
        Close.Within([0, 0], Losses.Circle(x, Tensor.From([2], [3, 4]), Reduction.None), relative: 0);
        Assert.All(Transform.Grad(v => Losses.Circle(v, Tensor.From([2], [3, 4])))(x).ToArray<double>(), slope => Assert.Equal(0, slope));
    }

    [Fact]
    public void Sparsemax_is_0_once_the_right_score_is_above_by_1()
    {
        Tensor z = Tensor.From([1, 3], [1e9 + 1.0, 1e9, 1e9 - 3]);

        Close.Within([0], Losses.Sparsemax(z, Tensor.From([1], [0])), relative: 0);
        Close.Within([0, 0, 0], Transform.Grad(x => Losses.Sparsemax(x, Tensor.From([1], [0])))(z), relative: 0);
    }

    [Fact]
    public void Targets_of_0_add_nothing_to_divergences_of_logarithms()
    {
        Tensor t = Tensor.From([2], [1.0, 0.0]);
        Tensor z = Tensor.From([2], [0.0, -Infinity]);

        Close.Within([0], Losses.KullbackLeiblerOfLogPrediction(t, z), relative: 0);
        Close.Within([0], Losses.KullbackLeiblerOfLogs(z, z), relative: 0);
        Close.Within([-1, 0], Transform.Grad(v => Losses.KullbackLeiblerOfLogs(z, v))(z), relative: 0);
        Close.Within([Infinity], Losses.KullbackLeiblerOfLogs(Tensor.ZerosLike(z), z), relative: 0);
    }
}
