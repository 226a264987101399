namespace AutoGrad.Nn.Tests;

/// <summary>What the options of losses may not be, and in which words.</summary>
public sealed class LossArgumentTests
{
    private static readonly Tensor s_x = Tensor.Ones([2, 3]);
    private static readonly Tensor s_labels = Tensor.From([2], [0, 2]);

    private static readonly Dictionary<string, Func<Tensor>> s_numbers = new(StringComparer.Ordinal)
    {
        { "huber: delta must be above 0 and finite; got 0.", () => Losses.Huber(s_x, s_x, delta: 0) },
        { "smooth_l1: beta must be 0 or more and finite; got -1.", () => Losses.SmoothL1(s_x, s_x, beta: -1) },
        { "mean_squared_logarithmic_error: epsilon must be above -1 and finite; got -1.", () => Losses.MeanSquaredLogarithmicError(s_x, s_x, epsilon: -1) },
        { "mean_absolute_percentage_error: epsilon must be above 0 and finite; got 0.", () => Losses.MeanAbsolutePercentageError(s_x, s_x, epsilon: 0) },
        { "poisson_of_rates: epsilon must be 0 or more and finite; got -0.5.", () => Losses.PoissonOfRates(s_x, s_x, epsilon: -0.5) },
        { "gaussian_negative_log_likelihood: epsilon must be above 0 and finite; got 0.", () => Losses.GaussianNegativeLogLikelihood(s_x, s_x, s_x, epsilon: 0) },
        {
            "gaussian_negative_log_likelihood: a variance must be 0 or more (exponentiate what a model says); got -1 at [0, 0].",
            () => Losses.GaussianNegativeLogLikelihood(s_x, s_x, -s_x)
        },
        { "binary_cross_entropy: epsilon must be in [0, 0.5); got 0.5.", () => Losses.BinaryCrossEntropy(s_x, s_x, epsilon: 0.5) },
        { "categorical_cross_entropy: epsilon must be in [0, 0.5); got -1.", () => Losses.CategoricalCrossEntropy(s_x, s_labels, epsilon: -1) },
        { "softmax_cross_entropy: smoothing must be in [0, 1]; got 1.5.", () => Losses.SoftmaxCrossEntropy(s_x, s_labels, smoothing: 1.5) },
        {
            "softmax_cross_entropy: ignoreIndex is for labels (give a distribution of zeros instead); got 1 and targets f32[2, 3].",
            () => Losses.SoftmaxCrossEntropy(s_x, s_x, ignoreIndex: 1)
        },
        { "smooth_labels: smoothing must be in [0, 1]; got -1.", () => Losses.SmoothLabels(s_x, -1) },
        { "sigmoid_focal: gamma must be 0 or more and finite; got -2.", () => Losses.SigmoidFocal(s_x, s_x, gamma: -2) },
        { "sigmoid_focal: alpha must be in [0, 1]; got 2.", () => Losses.SigmoidFocal(s_x, s_x, alpha: 2) },
        { "softmax_focal: gamma must be 0 or more and finite; got NaN.", () => Losses.SoftmaxFocal(s_x, s_labels, gamma: double.NaN) },
        { "generalized_cross_entropy: q must be in (0, 1]; got 0.", () => Losses.GeneralizedCrossEntropy(s_x, s_labels, q: 0) },
        { "poly_cross_entropy: epsilon must be -1 or more and finite; got -2.", () => Losses.PolyCrossEntropy(s_x, s_labels, epsilon: -2) },
        { "multiclass_hinge: p must be 1 or 2; got 3.", () => Losses.MulticlassHinge(s_x, s_labels, p: 3) },
        { "cosine_distance: epsilon must be above 0 and finite; got 0.", () => Losses.CosineDistance(s_x, s_x, epsilon: 0) },
        { "cosine_embedding: margin must be in [-1, 1]; got 2.", () => Losses.CosineEmbedding(s_x, s_x, Tensor.Ones([2]), margin: 2) },
        { "contrastive: margin must be above 0 and finite; got 0.", () => Losses.Contrastive(s_x, s_x, Tensor.Ones([2]), margin: 0) },
        { "contrastive: a label must be 1 or -1; got 0 at [0].", () => Losses.Contrastive(s_x, s_x, Tensor.Zeros([2])) },
        { "triplet_margin: margin must be above 0 and finite; got 0.", () => Losses.TripletMargin(s_x, s_x, s_x, margin: 0) },
        { "triplet_margin: p must be above 0; got 0.", () => Losses.TripletMargin(s_x, s_x, s_x, p: 0) },
        { "margin_ranking: margin must be 0 or more and finite; got -1.", () => Losses.MarginRanking(s_x, s_x, s_x, margin: -1) },
        { "hinge_embedding: margin must be above 0 and finite; got 0.", () => Losses.HingeEmbedding(s_x, s_x, margin: 0) },
        { "nt_xent: temperature must be above 0 and finite; got 0.", () => Losses.NtXent(s_x, s_x, temperature: 0) },
        { "circle: margin must be in [0, 1]; got 2.", () => Losses.Circle(s_x, s_labels, margin: 2) },
        { "circle: gamma must be above 0 and finite; got 0.", () => Losses.Circle(s_x, s_labels, gamma: 0) },
        { "dice: epsilon must be above 0 and finite; got 0.", () => Losses.Dice(s_x, s_x, epsilon: 0) },
        { "tversky: alpha must be 0 or more and finite; got -1.", () => Losses.Tversky(s_x, s_x, alpha: -1) },
        { "multiclass_perceptron: a label must be in [0, 3); got 3 in row 1.", () => Losses.MulticlassPerceptron(s_x, Tensor.From([2], [0, 3])) },
        { "negative_log_likelihood: a label must be in [0, 3); got -1 at [1, 0].", () => Losses.NegativeLogLikelihood(Tensor.Ones([2, 3, 1]), Tensor.From([2, 1], [0, -1])) },
    };

    private static readonly Dictionary<string, Func<Tensor>> s_shapes = new(StringComparer.Ordinal)
    {
        { "sigmoid_cross_entropy: weights must broadcast to the logits, of their dtype; got f32[2] and f32[2, 3].", () => Losses.SigmoidCrossEntropy(s_x, s_x, positiveWeights: Tensor.Ones([2])) },
        { "softmax_cross_entropy: weights must be [k] of the logits' dtype, one a class; got f32[2] and f32[2, 3].", () => Losses.SoftmaxCrossEntropy(s_x, s_labels, weights: Tensor.Ones([2])) },
        {
            "negative_log_likelihood: log-probabilities must be [n, k, ...], and targets [n, ...] labels (Int32 or Int64); got f32[2, 3] and f32[2, 3].",
            () => Losses.NegativeLogLikelihood(s_x, s_x)
        },
        { "multiclass_hinge: scores must be [n, k]; got f32[2, 3, 1].", () => Losses.MulticlassHinge(Tensor.Ones([2, 3, 1]), Tensor.Zeros([2, 1], DType.Int32)) },
        { "smooth_labels: axis must be in [-2, 2); got axis 2 for shape [2, 3].", () => Losses.SmoothLabels(s_x, 0.1, axis: 2) },
        { "multilabel_margin: targets must be Bool, of the scores' shape; got f32[2, 3] and f32[2, 3].", () => Losses.MultilabelMargin(s_x, s_x) },
        { "cosine_similarity: the vectors need an axis, [..., k]; got f32[].", () => Losses.CosineSimilarity(Tensor.Scalar(1), Tensor.Scalar(1)) },
        { "cosine_embedding: labels must be f32[2], one a pair; got f32[3].", () => Losses.CosineEmbedding(s_x, s_x, Tensor.Ones([3])) },
        { "nt_xent: the vectors must be [n, k]; got f32[3].", () => Losses.NtXent(Tensor.Ones([3]), Tensor.Ones([3])) },
        { "circle: vectors must be [n, k], and labels [n] (Int32 or Int64); got f32[2, 3] and f32[2, 3].", () => Losses.Circle(s_x, s_x) },
        { "dice: the sets need an axis of examples, [n, ...]; got f32[].", () => Losses.Dice(Tensor.Scalar(1), Tensor.Scalar(1)) },
        { "ranking_softmax: the mask must be Bool, of the scores' shape; got bool[3] and f32[2, 3].", () => Losses.RankingSoftmax(s_x, s_x, mask: Tensor.Ones([3]) > 0.0) },
        { "sparsemax: logits must be [n, k], k 1 or more; got f32[2, 0].", () => Losses.Sparsemax(Tensor.Ones([2, 0]), s_labels) },
        { "fenchel_young: the potential must give one number a row, f32[2]; got f32[].", () => Losses.FenchelYoung(z => z.Sum(), s_x, s_x) },
        {
            "kullback_leibler_of_logs: target and prediction must have one shape and dtype (reshape or convert one of them); got f32[2, 3] and f32[3].",
            () => Losses.KullbackLeiblerOfLogs(s_x, Tensor.Ones([3]))
        },
    };

    public static TheoryData<string> Numbers => [.. s_numbers.Keys];

    public static TheoryData<string> Shapes => [.. s_shapes.Keys];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Numbers_out_of_range_are_refused(string message) => Assert.Equal(message, Assert.Throws<ArgumentException>(s_numbers[message]).Message);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Shapes_that_do_not_fit_are_refused(string message) => Assert.Equal(message, Assert.Throws<ShapeException>(s_shapes[message]).Message);
}
