using System.Runtime.CompilerServices;
using static AutoGrad.Transform;

namespace AutoGrad.Tests;

/// <summary>Which operation is at fault, and where it was called.</summary>
public sealed class FaultTests
{
    private static readonly Tensor s_x = Tensor.From([0.3, -0.7, 1.1]);

    private static Func<Tensor, Tensor> Wrong { get; } = CustomVjp(v => Tensor.Sin(v), (v, _, yBar) => 1.5 * yBar * Tensor.Cos(v));

    [Fact]
    public void A_wrong_rule_is_named_with_the_line_that_called_it()
    {
        int line = 0;

        GradientReport report = GradientCheck.Run(
            v =>
            {
                Tensor h = Tensor.Tanh(v);
                line = Line(); h = Wrong(h) + 1.0;
                return (h * h).Sum();
            },
            s_x);

        Assert.Equal((Verdict.Wrong, "custom_vjp", $"FaultTests.cs:{line}"), (report.Verdict, report.Operation, report.Source));
        Assert.Contains($"most likely custom_vjp, called at FaultTests.cs:{line}", report.ToString(), StringComparison.Ordinal);
    }

    public static readonly TheoryData<string, Func<Tensor, Tensor>> Places = new()
    {
        { "checkpoint", v => Checkpoint(u => Tensor.Tanh(Wrong(u) * u))(v).Sum() },
        { "map", v => Vmap(u => Wrong(u) * u)(v).Sum() },
        { "loop", v => Scan<Tensor, Tensor, Tensor>((carry, u) => (carry + Wrong(u), u), Tensor.Scalar(0, DType.Float64), v).Carry },
        { "gradient", v => (Grad(u => (Wrong(u) * u).Sum())(v) * v).Sum() },
        { "single precision", v => (Wrong(v.To(DType.Float32)) * Tensor.Full([3], 2)).Sum() },
        { "captured", v => CustomVjp(u => u * StopGradient(v), (u, _, yBar) => 2.0 * yBar)(v).Sum() },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void It_is_found_wherever_it_is_called(string place, Func<Tensor, Tensor> f)
    {
        GradientReport report = GradientCheck.Run(f, s_x);

        Assert.True((report.Verdict, report.Operation) == (Verdict.Wrong, "custom_vjp"), $"{place}: {report}");
    }

    [Fact]
    public void A_rule_whose_own_derivative_is_wrong_is_found_in_second_order_by_path()
    {
        Func<Tensor, Tensor> once = CustomVjp(v => Tensor.Sin(v), (v, _, yBar) => yBar * StopGradient(Tensor.Cos(v)));

        Assert.Equal(Verdict.Pass, GradientCheck.Run(v => once(v).Sum(), s_x).Verdict);
        GradientReport report = GradientCheck.Run<(Tensor Left, Tensor[] Right)>(p => (once(p.Right[1]) * p.Left).Sum(), (s_x, [s_x, 2.0 * s_x]), order: 2);

        Assert.Equal((Verdict.Wrong, 2, "custom_vjp", "Item2[1]"), (report.Verdict, report.Order, report.Operation, report.Path));
    }

    [Fact]
    public void What_stops_a_derivative_is_named_when_nothing_else_is_wrong() =>
        Assert.Equal("stop_gradient", GradientCheck.Run(v => (v * StopGradient(Tensor.Exp(v))).Sum(), s_x).Operation);

    [Fact]
    public void A_forward_rule_that_disagrees_with_the_reverse_rule_is_wrong_and_named()
    {
        GradientReport report = GradientCheck.Run(v => (new Doubling("jvp").Apply(v) * v)[1..], s_x);

        Assert.Equal((Verdict.Wrong, "forward against reverse", "doubling"), (report.Verdict, report.Compared, report.Operation));
        Assert.Contains((report.Index, report.OutputIndex), ((string, string)[])[("[1]", "[0]"), ("[2]", "[1]")]);
        double x = report.Input;
        Assert.Equal((5 * x, 4 * x), (Math.Round(report.Analytic, 9), Math.Round(report.Numeric, 9)));
    }

    [Fact]
    public void A_batching_rule_that_disagrees_with_a_loop_is_wrong_and_named()
    {
        GradientReport report = GradientCheck.Run(v => (new Doubling("batch").Apply(v) * v).Sum(), s_x);

        Assert.Equal((Verdict.Wrong, "map against loop", "doubling"), (report.Verdict, report.Compared, report.Operation));
        Assert.Contains("mapped", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_that_reads_numbers_is_not_mapped() =>
        Assert.Equal(Verdict.Pass, GradientCheck.Run(v => v.ToArray<double>()[0] > 0 ? v.Sum() : -v.Sum(), s_x).Verdict);

    [Fact]
    public void A_check_leaves_nothing_open_and_nothing_lent()
    {
        Tensor constant = Tensor.Full([4096], 0.5);
        Tensor? kept = null;

        GradientCheck.Run(v => Wrong((kept = Tensor.Exp(constant))[..3].To(DType.Float64) * v).Sum(), s_x, order: 2);
        Assert.Throws<FormatException>(() => GradientCheck.Run(v => v.Size > 0 ? throw new FormatException() : v, s_x));
        Grad(v => Tensor.Exp(v * v).Sum())(Tensor.Full([4096], 0.25));

        Assert.False(Trace.IsAnyOpenHere);
        Assert.All(kept!.ToArray<float>(), y => Assert.Equal(MathF.Exp(0.5f), y, 1e-6f));
    }

    [Fact]
    public void Long_paths_and_many_axes_fit_a_terminal()
    {
        var report = new GradientReport
        {
            Verdict = Verdict.Wrong,
            Compared = "gradient of a map against those of a loop",
            Path = string.Concat(Enumerable.Repeat("Encoder.Layers[12].", 8)),
            Index = "[0, 1, 2, 3, 4]",
            OutputIndex = "[10, 11, 12]",
            Input = -1.23456e-100,
            Analytic = -1.23456789e-100,
            Numeric = -1.23456789e-100,
            WorstError = 1.25e-100,
            Estimate = 1.25e-100,
            Tolerance = 1e-6,
            Operation = "custom_vjp",
            Source = "AnExtraordinarilyLongNameOfAFileThatSomebodyChoseForAModel.cs:1234",
            Directions = 3,
        };

        string[] lines = report.ToString().Split(Environment.NewLine);

        Assert.InRange(lines.Length, 5, 20);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 100));
    }

    private static int Line([CallerLineNumber] int line = 0) => line;

    /// <summary>2 x, with one rule that is wrong.</summary>
    private sealed record Doubling(string Wrong) : SingleOp
    {
        public override string Name => "doubling";

        public override Saved Saved => Saved.Nothing;

        public override Spec Infer(ReadOnlySpan<Spec> inputs) => inputs[0];

        public override void Run(ReadOnlySpan<DenseTensor> inputs, DenseTensor output) =>
            ((double[])[.. inputs[0].ToArray<double>().Select(x => 2 * x)]).CopyTo(output.Span<double>());

        protected override Tensor? Vjp(int input, Tensor yBar, Recorded recorded) => 2.0 * yBar;

        protected override Tensor? Jvp(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor?> tangents, Tensor output) =>
            tangents[0] is { } xDot ? (Wrong == "jvp" ? 3.0 : 2.0) * xDot : null;

        protected override Tensor Batch(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<bool> batched, int size) =>
            (Wrong == "batch" ? 3.0 : 2.0) * inputs[0];
    }
}
