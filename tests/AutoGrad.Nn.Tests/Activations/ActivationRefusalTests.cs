namespace AutoGrad.Nn.Tests;

public sealed class ActivationRefusalTests
{
    private static readonly Tensor s_x = Tensor.Zeros([2, 3]);

    private static readonly Dictionary<string, (Action Call, string Message)> s_rows = new(StringComparer.Ordinal)
    {
        ["celu of alpha 0"] = (() => Activations.Celu(s_x, 0), "celu: alpha must be above 0 and finite; got 0."),
        ["swish of negative beta"] = (() => Activations.Swish(s_x, -1), "swish: beta must be above 0 and finite; got -1."),
        ["softplus of infinite beta"] = (() => Activations.Softplus(s_x, double.PositiveInfinity), "softplus: beta must be above 0 and finite; got Infinity."),
        ["squareplus of b 0"] = (() => Activations.Squareplus(s_x, 0), "squareplus: b must be above 0 and finite; got 0."),
        ["soft_shrink below 0"] = (() => Activations.SoftShrink(s_x, -0.5), "soft_shrink: lambda must be 0 or more; got -0.5."),
        ["hard_shrink below 0"] = (() => Activations.HardShrink(s_x, -0.5), "hard_shrink: lambda must be 0 or more; got -0.5."),
        ["hard_tanh upside down"] = (() => Activations.HardTanh(s_x, 1, -1), "hard_tanh: low must be below high; got 1 and -1."),
        ["rrelu of no interval"] = (() => Activations.RRelu(RandomKey.FromSeed(1), s_x, 0.5, 0.5), "rrelu: low must be below high; got 0.5 and 0.5."),
        ["glu of an odd extent"] = (() => Activations.Glu(s_x), "glu: axis -1 must have an even extent, to be halved; got f32[2, 3]."),
        ["swiglu without the axis"] = (() => Activations.SwiGlu(s_x, 2), "swiglu: axis must be in [-2, 2); got axis 2 for shape [2, 3]."),
        ["sparsemax without the axis"] = (() => Activations.Sparsemax(s_x, -3), "sparsemax: axis must be in [-2, 2); got axis -3 for shape [2, 3]."),
        ["hardmax of a scalar"] = (() => Activations.Hardmax(Tensor.Zeros([])), "hardmax: a scalar has no axes; got axis -1 for shape []."),
        ["prelu of slopes by channel without axes behind"] = (
            () => Activations.PRelu(Tensor.Zeros([2, 3, 4]), Tensor.Zeros([3])),
            "prelu: the slope must broadcast to x and have its dtype (one a channel of [n, c, h, w] is [c, 1, 1]); got f32[2, 3, 4] and f32[3]."),
        ["prelu of more slopes than elements"] = (
            () => Activations.PRelu(Tensor.Zeros([3]), Tensor.Zeros([2, 3])),
            "prelu: the slope must broadcast to x and have its dtype (one a channel of [n, c, h, w] is [c, 1, 1]); got f32[3] and f32[2, 3]."),
        ["prelu of two dtypes"] = (
            () => Activations.PRelu(s_x, Tensor.Zeros([], DType.Float64)),
            "prelu: the slope must broadcast to x and have its dtype (one a channel of [n, c, h, w] is [c, 1, 1]); got f32[2, 3] and f64[]."),
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor>> s_floating = new(StringComparer.Ordinal)
    {
        ["celu"] = x => Activations.Celu(x),
        ["elu"] = x => Activations.Elu(x),
        ["gelu"] = Activations.Gelu,
        ["gelu_tanh"] = Activations.GeluTanh,
        ["glu"] = x => Activations.Glu(x),
        ["hard_shrink"] = x => Activations.HardShrink(x),
        ["hard_sigmoid"] = x => Activations.HardSigmoid(x),
        ["hard_swish"] = Activations.HardSwish,
        ["hard_tanh"] = x => Activations.HardTanh(x),
        ["hardmax"] = x => Activations.Hardmax(x),
        ["log_sigmoid"] = Activations.LogSigmoid,
        ["mish"] = Activations.Mish,
        ["prelu"] = x => Activations.PRelu(x, x),
        ["relu6"] = Activations.Relu6,
        ["rrelu"] = x => Activations.RRelu(RandomKey.FromSeed(1), x),
        ["selu"] = Activations.Selu,
        ["silu"] = Activations.Silu,
        ["soft_shrink"] = x => Activations.SoftShrink(x),
        ["softplus"] = x => Activations.Softplus(x),
        ["softsign"] = Activations.Softsign,
        ["sparse_plus"] = Activations.SparsePlus,
        ["sparse_sigmoid"] = Activations.SparseSigmoid,
        ["sparsemax"] = x => Activations.Sparsemax(x),
        ["squareplus"] = x => Activations.Squareplus(x),
        ["swiglu"] = x => Activations.SwiGlu(x),
        ["swish"] = x => Activations.Swish(x),
        ["tanh_shrink"] = Activations.TanhShrink,
        ["threshold"] = x => Activations.Threshold(x, 1),
    };

    public static TheoryData<string> Names => [.. s_rows.Keys];

    public static TheoryData<string> Floating => [.. s_floating.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_does_not_fit_is_refused_by_name(string what)
    {
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(s_rows[what].Call);

        Assert.Equal(s_rows[what].Message, error.Message);
    }

    [Theory]
    [MemberData(nameof(Floating))]
    public void Integers_are_refused_with_the_way_out(string activation)
    {
        ShapeException error = Assert.Throws<ShapeException>(() => s_floating[activation](Tensor.From([2], [1, 2])));

        Assert.Equal($"{activation}: a floating dtype is needed (convert with x.To(DType.Float32)); got i32[2].", error.Message);
    }
}
