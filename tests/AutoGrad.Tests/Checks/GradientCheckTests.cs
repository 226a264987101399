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

    [Fact]
    public void A_value_of_several_elements_is_checked_by_its_whole_jacobian()
    {
        GradientReport report = GradientCheck.Run(x => WrongAt(2)(x) * Tensor.From([1.0, 2, 3]), Tensor.From([3.0, 2, 1]), order: 2);

        Assert.Equal((Verdict.Wrong, "[2]", "[2]", 1.0), (report.Verdict, report.Index, report.OutputIndex, report.Input));
        Assert.Equal((9.0, 3.0), (report.Analytic, Math.Round(report.Numeric, 9)));
        Assert.Equal(Verdict.Pass, GradientCheck.Run(x => Tensor.Sin(x) * x, Tensor.From([3.0, 2, 1]), order: 2).Verdict);
    }

    [Fact]
    public void Steps_shrink_where_a_kink_or_a_pole_is_near()
    {
        Assert.Equal(Verdict.Pass, GradientCheck.Run(x => Tensor.Abs(x).Sum(), Tensor.From([1e-3, -1e-5])).Verdict);
        Assert.Equal(Verdict.Pass, GradientCheck.Run(x => Tensor.Log(x).Sum(), Tensor.From([1e-3, 1e-9])).Verdict);
        Assert.Equal(Verdict.Pass, GradientCheck.Run(x => Tensor.Sin(x).Sum(), Tensor.From([1e5, -300.0])).Verdict);
    }

    [Fact]
    public void Noise_is_called_ill_conditioned()
    {
        // Float64 keeps 1e12 + x to 1e-4 only: differences see steps, not slopes, and at short ones nothing at all.
        GradientReport report = GradientCheck.Run(x => ((x + 1e12) * (x + 1e12) - 1e24).Sum() * 1e-12, Tensor.From([0.5]));

        Assert.Equal(Verdict.IllConditioned, report.Verdict);
        Assert.True(report.Estimate > report.Tolerance);
    }

    [Fact]
    public void A_function_that_changes_is_called_so()
    {
        int calls = 0;

        GradientReport report = GradientCheck.Run(x => (x * (double)++calls).Sum(), Tensor.From([0.5]));

        Assert.Equal((Verdict.NotDeterministic, "one run against another"), (report.Verdict, report.Compared));
    }

    [Fact]
    public void Reports_fit_a_terminal_and_name_what_they_found()
    {
        string wrong = GradientCheck.Run(x => (WrongAt(3)(x) * 2.0).Sum(), Tensor.From([2, 3], [1.0, 2, 3, 4, 5, 6])).ToString();
        string kink = GradientCheck.Run(x => Tensor.Abs(x).Sum(), Tensor.From([1.0, 0])).ToString();

        Assert.All($"{wrong}\n{kink}".ReplaceLineEndings("\n").Split('\n'), line => Assert.InRange(line.Length, 1, 80));
        Assert.Contains("x[1, 0] = 4", wrong, StringComparison.Ordinal);
        Assert.Contains("slope from below -1, from above 1", kink, StringComparison.Ordinal);
    }

    private sealed record Pair(Tensor Left, Tensor[] Rest);
}
