using System.Text.RegularExpressions;
using static AutoGrad.Tensor;
using static AutoGrad.Transform;

namespace AutoGrad.Tests;

/// <summary>The examples of src/AutoGrad/Checks/README.md, paragraph by paragraph.</summary>
public sealed partial class GuideTests
{
    private const string Guide = "src/AutoGrad/Checks/README.md";

    [Fact]
    public void A_right_gradient_passes() =>
        GradientCheck.Run(v => (Tanh(v) * v).Sum(), From([3], [0.5, -1.0, 2.0]), order: 2).ThrowIfFailed();

    [Fact]
    public void Wrong_and_mended()
    {
        Func<Tensor, Tensor> forgetful = CustomVjp(v => v * v, (v, y, yBar) => yBar * v);
        GradientReport report = GradientCheck.Run(v => (3.0 * forgetful(v)).Sum(), From([3], [0.5, -1.0, 2.0]));

        Func<Tensor, Tensor> squared = CustomVjp(v => v * v, (v, y, yBar) => 2.0 * yBar * v);
        GradientReport mended = GradientCheck.Run(v => (3.0 * squared(v)).Sum(), From([3], [0.5, -1.0, 2.0]));

        Assert.Equal((Verdict.Wrong, "custom_vjp", "[2]"), (report.Verdict, report.Operation, report.Index));
        Assert.Equal(Verdict.Pass, mended.Verdict);
        Assert.Contains(Words(report.ToString()), Examples.Blocks(ProjectFolder.Read(Guide), "text").Select(Words));
    }

    [Fact]
    public void Readings_that_disagree_and_mended()
    {
        Func<Tensor, Tensor> bent = CustomVjp(v => Sin(v), (v, y, yBar) => yBar * Abs(yBar) * Cos(v));
        GradientReport readings = GradientCheck.Run(v => bent(v).Sum(), From([2], [0.5, 2.0]));

        Func<Tensor, Tensor> linear = CustomVjp(v => Sin(v), (v, y, yBar) => yBar * Cos(v));
        GradientReport mendedReadings = GradientCheck.Run(v => linear(v).Sum(), From([2], [0.5, 2.0]));

        Assert.Equal((Verdict.Wrong, "forward against reverse"), (readings.Verdict, readings.Compared));
        Assert.Equal(Verdict.Pass, mendedReadings.Verdict);
    }

    [Fact]
    public void Kink_and_mended()
    {
        GradientReport kink = GradientCheck.Run(v => Abs(v).Sum(), From([2], [1.0, 0.0]));

        GradientReport beside = GradientCheck.Run(v => Abs(v).Sum(), From([2], [1.0, 1e-3]));
        GradientReport smooth = GradientCheck.Run(v => (Sqrt(1.0 + v * v) - 1.0).Sum(), From([2], [1.0, 0.0]));

        Assert.Equal((Verdict.Kink, Verdict.Pass, Verdict.Pass), (kink.Verdict, beside.Verdict, smooth.Verdict));
    }

    [Fact]
    public void Ill_conditioned_and_mended()
    {
        GradientReport cancelled = GradientCheck.Run(v => ((v + 1e12) * (v + 1e12) - 1e24).Sum() * 1e-12, From([1], [0.5]));

        GradientReport kept = GradientCheck.Run(v => (v * (v + 2e12)).Sum() * 1e-12, From([1], [0.5]));

        Assert.Equal((Verdict.IllConditioned, Verdict.Pass), (cancelled.Verdict, kept.Verdict));
    }

    [Fact]
    public void Not_finite_and_mended()
    {
        GradientReport poisoned = GradientCheck.Run(v => Where(v > 0.0, Sqrt(v), 0.0).Sum(), From([2], [-1.0, 4.0]));

        GradientReport shielded = GradientCheck.Run(v => Where(v > 0.0, u => Sqrt(u), u => 0.0 * u, v).Sum(), From([2], [-1.0, 4.0]));

        Assert.Equal((Verdict.NotFinite, Verdict.Pass), (poisoned.Verdict, shielded.Verdict));
    }

    [Fact]
    public void Not_deterministic_and_mended()
    {
        int calls = 0;
        GradientReport noisy = GradientCheck.Run(v => (v * Draw.Uniform(RandomKey.FromSeed(1).Fold(calls++), [2], dtype: DType.Float64)).Sum(), From([2], [0.5, 2.0]));

        GradientReport repeated = GradientCheck.Run(v => (v * Draw.Uniform(RandomKey.FromSeed(1).Fold(0), [2], dtype: DType.Float64)).Sum(), From([2], [0.5, 2.0]));

        Assert.Equal((Verdict.NotDeterministic, Verdict.Pass), (noisy.Verdict, repeated.Verdict));
    }

    [Fact]
    public void Foreign_and_mended()
    {
        GradientReport foreign = GradientCheck.Compare(x => x[0] * x[0] * x[1], x => [2 * x[0] * x[1], x[0]], [1.5, -2.0]);

        GradientReport mendedForeign = GradientCheck.Compare(x => x[0] * x[0] * x[1], x => [2 * x[0] * x[1], x[0] * x[0]], [1.5, -2.0]);

        Assert.Equal((Verdict.Wrong, Verdict.Pass), (foreign.Verdict, mendedForeign.Verdict));
    }

    [Fact]
    public void Every_example_of_the_guide_is_run()
    {
        string guide = ProjectFolder.Read(Guide);

        Assert.True(Examples.Blocks(guide, "csharp").Count >= 15);
        Assert.Empty(Examples.Missing(Examples.Blocks(guide, "csharp"), ProjectFolder.Read("tests/AutoGrad.Tests/Checks/GuideTests.cs")));
        Assert.All(Enum.GetNames<Verdict>(), verdict => Assert.Contains($"`{verdict}`", guide, StringComparison.Ordinal));
        Assert.Contains("](src/AutoGrad/Checks/README.md)", ProjectFolder.Read("README.md"), StringComparison.Ordinal);
    }

    // Digits are the machine's.
    private static string Words(string text) => Number().Replace(text.ReplaceLineEndings("\n").Trim(), "#");

    [GeneratedRegex(@"-?\d[\d.]*(E[+-]?\d+)?")]
    private static partial Regex Number();
}
