namespace AutoGrad.Nn.Tests;

/// <summary>
/// Values and slopes far out and at kinks. Limits follow from the formulas; slopes at kinks are the conventions that each function's
/// documentation states. Numbers with many digits were computed from the formulas in 40-digit decimal arithmetic.
/// </summary>
public sealed class ActivationEdgeTests
{
    private const double Infinity = double.PositiveInfinity;

    private static readonly Dictionary<string, (Func<Tensor, Tensor> F, double[] X, double[] Y, double[] Slope)> s_rows = new(StringComparer.Ordinal)
    {
        ["relu"] = (Activations.Relu, [0, -1e4, 1e4, -Infinity, Infinity], [0, 0, 1e4, 0, Infinity], [0, 0, 1, 0, 1]),
        ["leaky_relu"] = (x => Activations.LeakyRelu(x), [0, -1e4, 1e4, -Infinity, Infinity], [0, -100, 1e4, -Infinity, Infinity], [0.01, 0.01, 1, 0.01, 1]),
        ["leaky_relu of another slope"] = (x => Activations.LeakyRelu(x, 0.2), [0, -5], [0, -1], [0.2, 0.2]),
        ["relu6"] = (Activations.Relu6, [0, 6, 3, -1e4, 1e4, -Infinity, Infinity], [0, 6, 3, 0, 6, 0, 6], [0, 0, 1, 0, 0, 0, 0]),
        ["elu"] = (x => Activations.Elu(x), [0, -1e4, 1e4, -Infinity, Infinity], [0, -1, 1e4, -1, Infinity], [1, 0, 1, 0, 1]),
        ["elu with a kink"] = (x => Activations.Elu(x, 1.5), [0, -Infinity], [0, -1.5], [1.5, 0]),
        ["selu"] = (
            Activations.Selu, [0, -1e4, 1e4, -Infinity, Infinity],
            [0, -1.7580993408473766, 10507.009873554805, -1.7580993408473766, Infinity], [1.7580993408473766, 0, 1.0507009873554805, 0, 1.0507009873554805]),
        ["celu"] = (x => Activations.Celu(x, 0.5), [0, -1e4, 1e4, -Infinity, Infinity], [0, -0.5, 1e4, -0.5, Infinity], [1, 0, 1, 0, 1]),
        ["gelu"] = (Activations.Gelu, [0, -1e4, 1e4, -Infinity, Infinity], [0, 0, 1e4, 0, Infinity], [0.5, 0, 1, 0, 1]),
        ["gelu in its tail"] = (
            Activations.Gelu, [-5, -10], [-0.000001433257859395969558, -7.619853024160526066e-23], [-0.0000071469460017922946, -7.6184000964648140857e-22]),
        ["gelu_tanh"] = (Activations.GeluTanh, [0, -1e4, 1e4, -Infinity, Infinity], [0, 0, 1e4, 0, Infinity], [0.5, 0, 1, 0, 1]),
        ["gelu_tanh in its tail"] = (Activations.GeluTanh, [-10], [-1.2040923482098059937e-37], [-2.7576380638540316073e-36]),
        ["silu"] = (Activations.Silu, [0, -1e4, 1e4, -Infinity, Infinity], [0, 0, 1e4, 0, Infinity], [0.5, 0, 1, 0, 1]),
        ["silu in its tail"] = (Activations.Silu, [-40], [-1.6993417021166355903e-16], [-1.6568581595637196937e-16]),
        ["swish"] = (x => Activations.Swish(x, 3), [0, -1e4, 1e4, -Infinity, Infinity], [0, 0, 1e4, 0, Infinity], [0.5, 0, 1, 0, 1]),
        ["mish"] = (Activations.Mish, [0, -1e4, 1e4, -Infinity, Infinity], [0, 0, 1e4, 0, Infinity], [0.6, 0, 1, 0, 1]),
        ["mish in its tail"] = (Activations.Mish, [-40], [-1.6993417021166355945e-16], [-1.6568581595637197010e-16]),
        ["softplus"] = (x => Activations.Softplus(x), [0, -1e4, 1e4, -Infinity, Infinity], [Math.Log(2), 0, 1e4, 0, Infinity], [0.5, 0, 1, 0, 1]),
        ["softplus in its tail"] = (x => Activations.Softplus(x), [-40, 40], [4.2483542552915889863e-18, 40], [4.2483542552915889773e-18, 1]),
        ["log_sigmoid"] = (Activations.LogSigmoid, [0, -1e4, 1e4, -Infinity, Infinity], [-Math.Log(2), -1e4, 0, -Infinity, 0], [0.5, 1, 0, 1, 0]),
        ["log_sigmoid in its tail"] = (Activations.LogSigmoid, [40], [-4.2483542552915889863e-18], [4.2483542552915889773e-18]),
        ["softsign"] = (Activations.Softsign, [0, -1e4, 1e4, -Infinity, Infinity], [0, -1e4 / 10001, 1e4 / 10001, -1, 1], [1, 1 / 100020001.0, 1 / 100020001.0, 0, 0]),
        ["squareplus"] = (
            x => Activations.Squareplus(x), [0, -1e4, 1e4, -Infinity, Infinity, 1e30],
            [1, 9.9999999000000020000e-5, 10000.000099999999, 0, Infinity, 1e30], [0.5, 9.9999997000000100000e-9, 1 - 1e-8, 0, 1, 1]),
        ["sparse_plus"] = (Activations.SparsePlus, [-1, 1, 0, -Infinity, Infinity], [0, 1, 0.25, 0, Infinity], [0, 1, 0.5, 0, 1]),
        ["sparse_sigmoid"] = (Activations.SparseSigmoid, [-1, 1, 0, -Infinity, Infinity], [0, 1, 0.5, 0, 1], [0, 0, 0.5, 0, 0]),
        ["soft_shrink"] = (x => Activations.SoftShrink(x), [-0.5, 0.5, 0, 1, -Infinity, Infinity], [0, 0, 0, 0.5, -Infinity, Infinity], [0, 0, 0, 1, 1, 1]),
        ["hard_shrink"] = (x => Activations.HardShrink(x), [-0.5, 0.5, 0, 1, -Infinity, Infinity], [0, 0, 0, 1, -Infinity, Infinity], [0, 0, 0, 1, 1, 1]),
        ["tanh_shrink"] = (Activations.TanhShrink, [0, 1e4, -Infinity, Infinity], [0, 9999, -Infinity, Infinity], [0, 1, 1, 1]),
        ["hard_sigmoid"] = (x => Activations.HardSigmoid(x, 0.25), [-2, 2, 0, -Infinity, Infinity], [0, 1, 0.5, 0, 1], [0, 0, 0.25, 0, 0]),
        ["hard_swish"] = (Activations.HardSwish, [-3, 3, 0, -Infinity, Infinity], [0, 3, 0, 0, Infinity], [0, 1, 0.5, 0, 1]),
        ["hard_tanh"] = (x => Activations.HardTanh(x), [-1, 1, 0, -Infinity, Infinity], [-1, 1, 0, -1, 1], [0, 0, 1, 0, 0]),
        ["threshold"] = (x => Activations.Threshold(x, 0.5, 7), [0.5, 1, -Infinity, Infinity], [7, 1, 7, Infinity], [0, 1, 0, 1]),
        ["threshold to 0"] = (x => Activations.Threshold(x, 2), [2, 2.5], [0, 2.5], [0, 1]),
        ["prelu"] = (x => Activations.PRelu(x, Tensor.Full([], 0.25, x.DType)), [0, -8, -Infinity, Infinity], [0, -2, -Infinity, Infinity], [0.25, 0.25, 0.25, 1]),
        ["exponential"] = (Activations.Exponential, [-Infinity, -1e4, 0], [0, 0, 1], [0, 0, 1]),
        ["sigmoid"] = (Activations.Sigmoid, [-Infinity, -1e4, 0, 1e4, Infinity], [0, 0, 0.5, 1, 1], [0, 0, 0.25, 0, 0]),
        ["tanh"] = (Activations.Tanh, [-Infinity, -1e4, 0, 1e4, Infinity], [-1, -1, 0, 1, 1], [0, 0, 1, 0, 0]),
    };

    public static TheoryData<string> Names => [.. s_rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Value_and_slope_are_the_limit_or_the_convention_in_both_modes_and_precisions(string activation)
    {
        (Func<Tensor, Tensor> f, double[] numbers, double[] y, double[] slope) = s_rows[activation];

        foreach (DType dtype in new[] { DType.Float64, DType.Float32 })
        {
            // A few roundings; the tail of a bell curve multiplies those of its exponent by as much as 100.
            double tolerance = dtype == DType.Float64 ? 2e-14 : 1e-5;
            Tensor x = Tensor.From(numbers).To(dtype);
            Func<Tensor, Tensor> gradient = Transform.Grad(v => f(v).Sum());

            Close.Within(y, f(x), tolerance);
            Close.Within(slope, gradient(x), tolerance);
            Close.Within(slope, Transform.Jvp(f, x, Tensor.OnesLike(x)).Tangent, tolerance);
            Close.Within(slope, Transform.Vmap(gradient)(Tensor.Stack([x, x]))[1], tolerance);
            Assert.DoesNotContain(true, Tensor.IsNaN(Transform.Grad(v => gradient(v).Sum())(x)).ToArray<bool>());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NaN_stays_NaN(string activation)
    {
        Tensor y = s_rows[activation].F(Tensor.From([double.NaN]));

        Close.Within([double.NaN], y, relative: 0);
    }

    // The mean of ¼ … ¾ is ½, its deviation √(¼ / 12) = 0.144; of 10,000 draws three standard errors are 0.0043.
    [Fact]
    public void Slopes_of_rrelu_are_drawn_evenly_one_an_element()
    {
        Tensor y = Activations.RRelu(RandomKey.FromSeed(9), Tensor.Full([10_000], -1, DType.Float64), 0.25, 0.75);

        Assert.InRange(-y.Mean().ToScalar(), 0.4957, 0.5043);
        Assert.InRange(-y.Max().ToScalar(), 0.25, 0.251);
        Assert.InRange(-y.Min().ToScalar(), 0.749, 0.75);
    }

    [Fact]
    public void Slope_of_prelu_gets_what_is_below_0_and_nothing_of_the_rest()
    {
        Tensor x = Tensor.From([-2, 0, 3, Infinity]);

        Tensor gradient = Transform.Grad(slope => Activations.PRelu(x, slope).Sum())(Tensor.Full([4], 0.25, DType.Float64));

        Close.Within([-2, 0, 0, 0], gradient, relative: 0);
    }

    // 1 / (1 + e) and e / (1 + e), to 17 digits.
    [Fact]
    public void Softmax_of_a_row_does_not_see_the_other_rows()
    {
        Tensor y = Activations.Softmax(Tensor.From([2, 2], [0f, 1f, -200f, -199f]));

        Close.Within([0.26894142136999512, 0.73105857863000488, 0.26894142136999512, 0.73105857863000488], y, relative: 1e-6);
    }

    // ln(1 + e^-1000) is 0 in every floating dtype.
    [Fact]
    public void Log_softmax_keeps_what_softmax_rounds_to_nothing()
    {
        Close.Within([-1000, 0], Activations.LogSoftmax(Tensor.From([2], [0.0, 1000.0])), relative: 0);
    }

    // By hand: the greatest numbers keep their differences and share 1, and whoever would get less than nothing is out.
    [Theory]
    [InlineData(new[] { 1.0, 0.75, -1 }, new[] { 0.625, 0.375, 0 })]
    [InlineData(new[] { 1e4, 1e4 - 0.25, -1e4 }, new[] { 0.625, 0.375, 0 })]
    [InlineData(new[] { 2.0, 2, -Infinity, 2, 2 }, new[] { 0.25, 0.25, 0, 0.25, 0.25 })]
    [InlineData(new[] { 5.0, 3, 4 }, new[] { 1.0, 0, 0 })]
    [InlineData(new[] { 0, double.NaN }, new[] { double.NaN, double.NaN })]
    [InlineData(new[] { 0, Infinity }, new[] { double.NaN, double.NaN })]
    [InlineData(new[] { -Infinity, -Infinity }, new[] { double.NaN, double.NaN })]
    public void Sparsemax_is_the_nearest_distribution(double[] x, double[] y)
    {
        Close.Within(y, Activations.Sparsemax(Tensor.From(x)), relative: 1e-12);
    }

    [Fact]
    public void Sparsemax_moves_only_what_is_in_the_support()
    {
        Tensor jacobian = Transform.Jacobian(x => Activations.Sparsemax(x))(Tensor.From([1, 0.75, -Infinity]));

        Close.Within([0.5, -0.5, 0, -0.5, 0.5, 0, 0, 0, 0], jacobian, relative: 1e-15);
    }

    [Fact]
    public void Hardmax_takes_the_first_of_equals_and_has_no_slope()
    {
        Tensor x = Tensor.From([1.0, 3, 3]);

        Close.Within([0, 1, 0], Activations.Hardmax(x), relative: 0);
        Close.Within([0, 0, 0], Transform.Grad(v => (Activations.Hardmax(v) + 0.0 * v).Sum())(x), relative: 0);
    }
}
