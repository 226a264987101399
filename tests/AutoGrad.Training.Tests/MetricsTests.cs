namespace AutoGrad.Training.Tests;

public sealed class MetricsTests
{
    [Fact]
    public void Accuracy_is_the_share_that_is_right()
    {
        Assert.Equal(0.75, Metrics.Accuracy(Tensor.From([1, 2, 3, 4]), Tensor.From([1, 2, 0, 4])));
        Assert.Equal(0.5, Metrics.Accuracy(Tensor.From([2, 2], [true, false, true, false]), Tensor.From([2, 2], [true, false, false, true])));
        Assert.Equal(1, Metrics.Accuracy(Tensor.From([3L]), Tensor.From([3L])));
    }

    [Fact]
    public void Accuracy_says_what_it_needs()
    {
        const string Rule = "accuracy: prediction and target must be labels or masks of one shape and dtype, one or more (of scores, take ArgMax(axis: -1)); got ";

        Assert.Equal(
            Rule + "f32[2, 3] and i32[2].",
            Assert.Throws<ShapeException>(() => Metrics.Accuracy(Tensor.Zeros([2, 3]), Tensor.Zeros([2], DType.Int32))).Message);
        Assert.Equal(
            Rule + "f32[2] and f32[2].",
            Assert.Throws<ShapeException>(() => Metrics.Accuracy(Tensor.Zeros([2]), Tensor.Zeros([2]))).Message);
        Assert.Equal(
            Rule + "i32[0] and i32[0].",
            Assert.Throws<ShapeException>(() => Metrics.Accuracy(Tensor.Zeros([0], DType.Int32), Tensor.Zeros([0], DType.Int32))).Message);
    }

    [Fact]
    public void A_confusion_matrix_has_targets_in_rows_and_predictions_in_columns()
    {
        Tensor matrix = Metrics.ConfusionMatrix(prediction: Tensor.From([0, 2, 2, 1]), target: Tensor.From([0, 1, 1, 2]), classes: 3);

        Assert.Equal([1, 0, 0, 0, 0, 2, 0, 1, 0], matrix.ToArray<int>());
    }

    [Fact]
    public void A_class_out_of_range_is_named_with_its_row() =>
        Assert.Equal(
            "confusion_matrix: a class must be in [0, 3); got 3 in row 1. (Parameter 'prediction')",
            Assert.Throws<ArgumentOutOfRangeException>(() => Metrics.ConfusionMatrix(Tensor.From([0, 3]), Tensor.From([0, 1]), 3)).Message);
}
