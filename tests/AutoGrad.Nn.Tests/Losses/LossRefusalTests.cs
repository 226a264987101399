namespace AutoGrad.Nn.Tests;

/// <summary>What losses refuse, and in which words.</summary>
public sealed class LossRefusalTests
{
    private const string LogitsRule =
        "softmax_cross_entropy: logits must be [n, k, ...], and targets [n, ...] labels (Int32 or Int64) or [n, k, ...] of the logits' dtype; got ";

    private static readonly Tensor s_scores = Tensor.Zeros([3, 3]);

    [Fact]
    public void Shapes_that_would_broadcast_are_refused()
    {
        (Tensor x, Tensor y) = (Tensor.Zeros([4]), Tensor.Zeros([4, 1]));
        const string Alike = "must have one shape and dtype (reshape or convert one of them); got f32[4] and f32[4, 1].";

        Says<ShapeException>($"mean_squared_error: prediction and target {Alike}", () => Losses.MeanSquaredError(x, y));
        Says<ShapeException>($"sigmoid_cross_entropy: logits and targets {Alike}", () => Losses.SigmoidCrossEntropy(x, y));
        Says<ShapeException>($"hinge: scores and labels {Alike}", () => Losses.Hinge(x, y));
        Says<ShapeException>($"kullback_leibler: target and prediction {Alike}", () => Losses.KullbackLeibler(x, y));
        Says<ShapeException>(LogitsRule + "f32[3, 3] and i32[3, 1].", () => Losses.SoftmaxCrossEntropy(s_scores, Tensor.Zeros([3, 1], DType.Int32)));
        Says<ShapeException>(LogitsRule + "f32[3, 3] and f32[3].", () => Losses.SoftmaxCrossEntropy(s_scores, Tensor.Zeros([3])));
    }

    [Fact]
    public void Mixed_dtypes_are_refused()
    {
        Says<ShapeException>(
            "mean_squared_error: prediction and target must have one shape and dtype (reshape or convert one of them); got f32[2] and f64[2].",
            () => Losses.MeanSquaredError(Tensor.Zeros([2]), Tensor.Zeros([2], DType.Float64)));
        Says<ShapeException>(LogitsRule + "f32[3, 3] and f64[3, 3].", () => Losses.SoftmaxCrossEntropy(s_scores, Tensor.Zeros([3, 3], DType.Float64)));
    }

    [Fact]
    public void Integers_are_no_predictions()
    {
        Says<ShapeException>(
            "mean_squared_error: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2].",
            () => Losses.MeanSquaredError(Tensor.Zeros([2], DType.Int32), Tensor.Zeros([2], DType.Int32)));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(3)]
    [InlineData(-1)]
    public void Labels_out_of_range_are_named_with_their_row(int label)
    {
        Says<ArgumentException>(
            $"softmax_cross_entropy: a label must be in [0, 3); got {label} in row 2.",
            () => Losses.SoftmaxCrossEntropy(s_scores, Tensor.From([3], [0, 2, label])));
    }

    [Fact]
    public void Labels_out_of_range_are_named_inside_a_gradient()
    {
        Says<ArgumentException>(
            "softmax_cross_entropy: a label must be in [0, 3); got 3 in row 0.",
            () => Transform.Grad(z => Losses.SoftmaxCrossEntropy(z, Tensor.From([3], [3L, 0L, 0L])))(s_scores));
    }

    // Counted from the last class, a label of -1 would be a class.
    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void Mapped_labels_out_of_range_are_refused_too(int label)
    {
        Tensor labels = Tensor.From([2, 3], [0, 1, 2, 0, 1, label]);

        Says<ArgumentException>(
            $"softmax_cross_entropy: a label must be in [0, 3); got {label} at [1, 2].",
            () => Transform.Vmap((Tensor t) => Losses.SoftmaxCrossEntropy(s_scores, t))(labels));
    }

    [Fact]
    public void Hinge_labels_other_than_1_and_minus_1_are_named_with_their_place()
    {
        Says<ArgumentException>(
            "hinge: a label must be 1 or -1; got 0 at [1, 0].",
            () => Losses.Hinge(Tensor.Zeros([2, 2]), Tensor.From([2, 2], [1f, -1f, 0f, 0.5f])));
    }

    [Fact]
    public void A_scalar_is_no_distribution()
    {
        Says<ShapeException>(
            "kullback_leibler: the distributions need an axis, [..., k]; got f32[] and f32[].",
            () => Losses.KullbackLeibler(Tensor.Scalar(1), Tensor.Scalar(1)));
    }

    [Fact]
    public void Reductions_that_do_not_exist_are_refused()
    {
        Says<ArgumentException>(
            "reduction: it must be Mean, Sum or None; got 7.", () => Losses.Hinge(Tensor.Zeros([1]), Tensor.Ones([1]), (Reduction)7));
    }

    private static void Says<TException>(string message, Func<object> call)
        where TException : Exception => Assert.Equal(message, Assert.Throws<TException>(call).Message);
}
