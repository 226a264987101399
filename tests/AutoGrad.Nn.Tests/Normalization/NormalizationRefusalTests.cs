namespace AutoGrad.Nn.Tests;

public sealed class NormalizationRefusalTests
{
    private static readonly Tensor s_x = Tensor.Zeros([2, 3, 4]);
    private static readonly Tensor s_integers = Tensor.From([2, 1], [1, 2]);
    private static readonly BatchStatistics s_three = BatchStatistics.Init(3);

    private static readonly Dictionary<string, (Action Call, string Message)> s_rows = new(StringComparer.Ordinal)
    {
        ["batch of statistics of other channels"] = (
            () => Normalize.Batch(s_x, BatchStatistics.Init(4)), "batch_norm: the mean must be [3] and have the dtype of x; got f32[4] for f32[2, 3, 4]."),
        ["batch of a variance of another dtype"] = (
            () => Normalize.Batch(s_x, s_three with { Variance = Tensor.Ones([3], DType.Float64) }), "batch_norm: the variance must be [3] and have the dtype of x; got f64[3] for f32[2, 3, 4]."),
        ["batch of one number a channel"] = (
            () => Normalize.Batch(Tensor.Zeros([1, 3]), s_three), "batch_norm: in training a channel must have more numbers than the correction, 1 (give more examples); got f32[1, 3]."),
        ["batch of no examples"] = (
            () => Normalize.Batch(Tensor.Zeros([0, 3]), s_three, correction: 0),
            "batch_norm: in training a channel must have more numbers than the correction, 0 (give more examples); got f32[0, 3]."),
        ["batch without channels"] = (() => Normalize.Batch(Tensor.Zeros([3]), s_three), "batch_norm: x must be [n, c, ...]; got f32[3]."),
        ["batch of a decay above 1"] = (() => Normalize.Batch(s_x, s_three, decay: 1.5), "batch_norm: the decay must be in [0, 1]; got 1.5."),
        ["batch of negative epsilon"] = (() => Normalize.Batch(s_x, s_three, epsilon: -1), "batch_norm: epsilon must be 0 or more; got -1."),
        ["inference of a scale along places"] = (
            () => Normalize.BatchInference(s_x, s_three, scale: Tensor.Ones([4])), "batch_norm: scale must be [3] and have the dtype of x; got f32[4] for f32[2, 3, 4]."),
        ["layer of a shift of other features"] = (
            () => Normalize.Layer(s_x, shift: Tensor.Zeros([3])), "layer_norm: shift must be [4] and have the dtype of x; got f32[3] for f32[2, 3, 4]."),
        ["layer of too many axes"] = (
            () => Normalize.Layer(s_x, axes: 4), "layer_norm: the last 4 axes of x are to be normalised, which must be 1 or more that it has; got f32[2, 3, 4]."),
        ["layer of no axes"] = (
            () => Normalize.Layer(s_x, axes: 0), "layer_norm: the last 0 axes of x are to be normalised, which must be 1 or more that it has; got f32[2, 3, 4]."),
        ["layer of integers"] = (() => Normalize.Layer(s_integers), "layer_norm: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2, 1]."),
        ["rms of a scale that would broadcast"] = (
            () => Normalize.Rms(s_x, Tensor.Ones([1])), "rms_norm: scale must be [4] and have the dtype of x; got f32[1] for f32[2, 3, 4]."),
        ["groups that do not divide"] = (() => Normalize.Group(s_x, 2), "group_norm: the channels of x, [n, c, ...], must fall into the groups; got 2 groups for f32[2, 3, 4]."),
        ["no groups"] = (() => Normalize.Group(s_x, 0), "group_norm: the channels of x, [n, c, ...], must fall into the groups; got 0 groups for f32[2, 3, 4]."),
        ["group layer that does not divide"] = (() => GroupNorm.Init(3, 2), "group_norm: the channels must fall into the groups, 1 or more; got 3 and 2."),
        ["instance without channels"] = (() => Normalize.Instance(Tensor.Zeros([])), "instance_norm: x must be [n, c, ...]; got f32[]."),
        ["local response of no channels"] = (() => Normalize.LocalResponse(s_x, 0), "local_response_norm: the window must have 1 channel or more; got 0."),
        ["standardize of negative epsilon"] = (() => Normalize.Standardize(s_x, epsilon: double.NaN), "standardize: epsilon must be 0 or more; got NaN."),
        ["unit of integers"] = (() => Normalize.Unit(s_integers), "unit_norm: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2, 1]."),
        ["weight of lengths of another axis"] = (
            () => Normalize.Weight(s_x, Tensor.Ones([3])), "weight_norm: the lengths must be [2] and have the dtype of x; got f32[3] for f32[2, 3, 4]."),
        ["weight without the axis"] = (() => Normalize.Weight(s_x, Tensor.Ones([3]), axis: 3), "weight_norm: axis must be in [-3, 3); got axis 3 for shape [2, 3, 4]."),
        ["spectral of a vector of another axis"] = (
            () => Normalize.Spectral(s_x, Tensor.Ones([3])), "spectral_norm: the vector must be [2] and have the dtype of x; got f32[3] for f32[2, 3, 4]."),
        ["spectral of negative iterations"] = (
            () => Normalize.Spectral(s_x, Tensor.Ones([2]), iterations: -1), "spectral_norm: iterations must be 0 or more and epsilon above 0; got -1 and 1E-12."),
    };

    public static TheoryData<string> Names => [.. s_rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_does_not_fit_is_refused_by_name(string what)
    {
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(s_rows[what].Call);

        Assert.Equal(s_rows[what].Message, error.Message);
    }
}
