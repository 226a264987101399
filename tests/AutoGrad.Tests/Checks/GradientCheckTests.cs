namespace AutoGrad.Tests;

public sealed class GradientCheckTests
{
    // The identity with a slope of 1 but at one place, where the rule says 3.
    private static Func<Tensor, Tensor> WrongAt(int place) => Transform.CustomVjp(
        x => x, (x, _, yBar) => yBar * (1.0 + 2.0 * Tensor.OneHot(Tensor.From([place]), x.Size, x.DType).Reshape([.. x.Shape])));

    [Fact]
    public void Right_gradients_pass_in_first_and_second_order()
    {
        Assert.Equal(Verdict.Pass, GradientCheck.Run(x => (Tensor.Sin(x) * Tensor.Exp(x)).Sum(), Tensor.From([0.3, -1.2]), order: 2).Verdict);
        Assert.Equal(Verdict.Pass, GradientCheck.Run(x => Tensor.Tanh(x).Sum(), Tensor.From([0.3f, -1.2f])).Verdict);
    }

    [Fact]
    public void A_wrong_gradient_is_named_with_its_place()
    {
        GradientReport report = GradientCheck.Run(x => (WrongAt(3)(x) * 2.0).Sum(), Tensor.From([2, 3], [1.0, 2, 3, 4, 5, 6]));

        Assert.Equal((Verdict.Wrong, "[1, 0]", 4.0, 6.0), (report.Verdict, report.Index, report.Input, report.Analytic));
        Assert.Equal(2, report.Numeric, 1e-9);
        Assert.Equal($"The gradient check did not pass. {report}", Assert.Throws<InvalidOperationException>(report.ThrowIfFailed).Message);
    }

    [Fact]
    public void A_record_is_checked_leaf_by_leaf_and_named_by_path()
    {
        var at = new Pair(Tensor.From([1.0, 2.0]), [Tensor.From([3.0]), Tensor.From([4.0, 5.0])]);

        GradientReport report = GradientCheck.Run(p => p.Left.Sum() + p.Rest[0].Sum() + WrongAt(1)(p.Rest[1]).Sum(), at);

        Assert.Equal((Verdict.Wrong, "Rest[1]", "[1]"), (report.Verdict, report.Path, report.Index));
    }

    [Fact]
    public void Kinks_and_numbers_that_are_not_finite_are_told_apart_from_mistakes()
    {
        Assert.Equal(Verdict.Kink, GradientCheck.Run(x => Tensor.Relu(x).Sum(), Tensor.From([1.0, 0.0])).Verdict);
        Assert.Equal(Verdict.NotFinite, GradientCheck.Run(x => Tensor.Sqrt(x).Sum(), Tensor.From([1.0, 0.0])).Verdict);
    }

    private sealed record Pair(Tensor Left, Tensor[] Rest);
}
