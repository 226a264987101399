namespace AutoGrad.Tests;

[Collection("Threads")]
public sealed class CrossEntropyEdgeTests
{
    private static readonly Tensor s_scores = Tensor.From([2, 3], [1.0, 2.0, 3.0, 0.0, 0.0, 0.0]);

    [Fact]
    public void Labels_of_either_width_are_one()
    {
        Tensor labels = Tensor.From([2], [2, 1]);

        Close.Same(s_scores.SoftmaxCrossEntropy(labels), s_scores.SoftmaxCrossEntropy(labels.To(DType.Int64)));
    }

    [Theory]
    [InlineData(-1, "softmax_cross_entropy: a label must be in [0, 3); got -1 in row 1.")]
    [InlineData(3, "softmax_cross_entropy: a label must be in [0, 3); got 3 in row 1.")]
    [InlineData(4294967296, "softmax_cross_entropy: a label must be in [0, 3); got 4294967296 in row 1.")]
    public void A_label_that_is_no_class_is_refused(long label, string message)
    {
        Tensor labels = Tensor.From([2], [0L, label]);

        Assert.Equal(message, Assert.Throws<ArgumentException>(() => s_scores.SoftmaxCrossEntropy(labels)).Message);
    }

    [Fact]
    public void The_place_of_a_label_that_is_no_class_is_named()
    {
        Tensor labels = Tensor.From([1, 2], [0, 7]);

        Assert.Equal(
            "softmax_cross_entropy: a label must be in [0, 3); got 7 at [0, 1].",
            Assert.Throws<ArgumentException>(() => s_scores.ExpandDims(0).SoftmaxCrossEntropy(labels)).Message);
    }

    [Fact]
    public void Scores_and_labels_that_do_not_fit_are_refused()
    {
        Assert.Equal(
            "softmax_cross_entropy: scores must be [..., k], and labels [...], Int32 or Int64; got f64[2, 3] and i32[3].",
            Assert.Throws<ShapeException>(() => s_scores.SoftmaxCrossEntropy(Tensor.From([3], [0, 1, 2]))).Message);
        Assert.Equal(
            "softmax_cross_entropy: scores must be [..., k], and labels [...], Int32 or Int64; got f64[2, 3] and f64[2].",
            Assert.Throws<ShapeException>(() => s_scores.SoftmaxCrossEntropy(Tensor.Zeros([2], DType.Float64))).Message);
    }

    [Fact]
    public void Great_and_infinite_scores_keep_their_digits()
    {
        Tensor x = Tensor.From([3, 2], [1e4, 1e4 + 1, -1e300, 1e300, 0.0, double.NegativeInfinity]);
        Tensor labels = Tensor.From([3], [1, 1, 1]);

        double[] y = x.SoftmaxCrossEntropy(labels).ToArray<double>();
        Tensor gradient = Transform.Grad(v => v.SoftmaxCrossEntropy(Tensor.From([3], [1, 1, 0])).Sum())(x);

        Assert.Equal(Math.Log(1 + Math.Exp(-1)), y[0], 1e-15);
        Assert.Equal(0, y[1]);
        Assert.Equal(double.PositiveInfinity, y[2]);
        double p = 1 / (1 + Math.E);
        Close.Equal([p, -p, 0, 0, 0, 0], gradient, 1e-15);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        Tensor x = Tensor.Cos(Tensor.Arange(0, 300 * 517, DType.Float32)).Reshape([300, 517]);
        Tensor labels = Tensor.Arange(0, 300, DType.Int32);
        Tensor[] All() =>
        [
            Transform.Grad(v => (v.SoftmaxCrossEntropy(labels) * Tensor.Arange(0, 300, DType.Float32)).Sum())(x),
            Transform.Grad(v => (v.Softmax() * x).Sum())(x), Transform.Grad(v => (v.LogSoftmax() * x).Sum())(x),
        ];

        Assert.All(ThreadLimit.Run(1, All).Zip(ThreadLimit.Run(4, All)), pair => Close.Same(pair.First, pair.Second));
    }
}
