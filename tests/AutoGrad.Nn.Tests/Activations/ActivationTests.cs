namespace AutoGrad.Nn.Tests;

public sealed class ActivationTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor> Call, Func<double[], double[]> Reference)> s_rows = new(StringComparer.Ordinal)
    {
        ["identity"] = (Activations.Identity, x => x),
        ["leaky_relu"] = (x => Activations.LeakyRelu(x), Each(x => x > 0 ? x : 0.01 * x)),
        ["leaky_relu of another slope"] = (x => Activations.LeakyRelu(x, slope: 0.2), Each(x => x > 0 ? x : 0.2 * x)),
        ["log_softmax"] = (x => Activations.LogSoftmax(x), x => [.. x.Select(v => v - Math.Log(x.Sum(Math.Exp)))]),
        ["relu"] = (Activations.Relu, Each(x => Math.Max(x, 0))),
        ["sigmoid"] = (Activations.Sigmoid, Each(x => 1 / (1 + Math.Exp(-x)))),
        ["softmax"] = (x => Activations.Softmax(x), x => [.. x.Select(v => Math.Exp(v) / x.Sum(Math.Exp))]),
        ["tanh"] = (Activations.Tanh, Each(Math.Tanh)),
    };

    public static TheoryData<string> Names => [.. s_rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Value_agrees_with_the_formula(string activation)
    {
        double[] x = [-3, -0.7, -1e-3, 0.2, 1.4, 2.5];

        Tensor y = s_rows[activation].Call(Tensor.From(x));

        Close.Within(s_rows[activation].Reference(x), y, relative: 1e-13);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Both_derivatives_agree_with_differences(string activation)
    {
        Tensor x = Tensor.From([2, 3], [-2.0, -0.7, 0.1, 0.4, 1.3, 2.2]);
        Tensor weights = Tensor.From([2, 3], [0.3, -1.2, 0.8, 2.0, -0.4, 1.1]);

        GradientReport report = GradientCheck.Run(v => (s_rows[activation].Call(v) * weights).Sum(), x, order: 2);

        Assert.True(report.Verdict == Verdict.Pass, report.ToString());
    }

    [Theory]
    [InlineData("relu", 0)]
    [InlineData("leaky_relu", 0.01)]
    [InlineData("leaky_relu of another slope", 0.2)]
    public void Slope_at_the_kink_is_that_of_the_left_side(string activation, double slope)
    {
        Tensor gradient = Transform.Grad(x => s_rows[activation].Call(x).Sum())(Tensor.From([1], [0.0]));

        Close.Within([slope], gradient, relative: 0);
    }

    // 1 / (1 + e) and e / (1 + e), to 17 digits.
    [Fact]
    public void Softmax_of_a_row_does_not_see_the_other_rows()
    {
        Tensor y = Activations.Softmax(Tensor.From([2, 2], [0f, 1f, -200f, -199f]));

        Close.Within([0.26894142136999512, 0.73105857863000488, 0.26894142136999512, 0.73105857863000488], y, relative: 1e-6);
    }

    [Fact]
    public void Softmax_works_along_any_axis()
    {
        Tensor x = Tensor.From([2, 2], [0.0, 5.0, 1.0, 5.0]);

        Close.Within([0.26894142136999512, 0.5, 0.73105857863000488, 0.5], Activations.Softmax(x, axis: 0), relative: 1e-14);
    }

    // ln(1 + e^-1000) is 0 in every floating dtype.
    [Fact]
    public void Log_softmax_keeps_what_softmax_rounds_to_nothing()
    {
        Close.Within([-1000, 0], Activations.LogSoftmax(Tensor.From([2], [0.0, 1000.0])), relative: 0);
    }

    [Fact]
    public void Leaky_relu_passes_nan_on()
    {
        Close.Within([double.NaN], Activations.LeakyRelu(Tensor.From([1], [double.NaN])), relative: 0);
    }

    private static Func<double[], double[]> Each(Func<double, double> f) => x => Array.ConvertAll(x, v => f(v));
}
