using FsCheck;
using FsCheck.Fluent;
using static AutoGrad.Tensor;
using static AutoGrad.Transform;

namespace AutoGrad.PropertyTesting.Tests;

public sealed class GradientLawsTests
{
    [Fact]
    public void A_right_gradient_holds_to_second_order() =>
        Run.Passing(GradientLaws.Hold(v => (Sqrt(1.0 + v * v) - 1.0).Mean(), Arbitraries.Tensors(), order: 2));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_rule_wrong_above_one_shrinks_to_the_number_two(ulong seed)
    {
        Func<Tensor, Tensor> f = CustomVjp(v => v * v, (v, y, yBar) => yBar * Where(v > 1.0, 3.0 * v, 2.0 * v));

        string message = Run.Failing(GradientLaws.Hold(v => f(v).Sum(), Arbitraries.Tensors()), seed);

        Assert.Equal("Tensor.Scalar(2.0, DType.Float64)", Run.Counterexample(message));
        Assert.Contains("Wrong: gradient against differences, order 1", message, StringComparison.Ordinal);
        Assert.Contains("analytic 6, numeric 4", message, StringComparison.Ordinal);
        Assert.Contains("Replay", message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_numbers_between_integers_shrink_to_the_fewest_decimals()
    {
        Func<Tensor, Tensor> f = CustomVjp(v => v * v, (v, y, yBar) => yBar * Where((v > 0.31) & (v < 0.77), 0.0 * v, 2.0 * v));

        string message = Run.Failing(GradientLaws.Hold(v => f(v).Sum(), Arbitraries.Tensors(values: Values.Between(-1, 1))));

        Assert.Equal("Tensor.Scalar(0.4, DType.Float64)", Run.Counterexample(message));
    }

    [Fact]
    public void A_sum_along_the_wrong_axis_shrinks_to_the_smallest_shape_that_tells_the_axes_apart()
    {
        // The cotangent of each row's sum is given to the column instead.
        Func<Tensor, Tensor> f = CustomVjp(v => v.Sum(axis: 1), (v, y, yBar) => yBar.ExpandDims(0).BroadcastTo(v.Shape));
        Tensor Loss(Tensor v) => (f(v) * Tensor.Arange(1, v.Shape[0] + 1, DType.Float64)).Sum();
        Arbitrary<Tensor> squares = Arbitraries.Tensors(minRank: 2, maxRank: 2).Filter(x => x.Shape[0] == x.Shape[1]);

        string message = Run.Failing(GradientLaws.Hold(Loss, squares));

        Assert.Equal("Tensor.From([2, 2], [0.0, 0.0, 0.0, 0.0])", Run.Counterexample(message));
    }

    [Fact]
    public void A_value_that_is_not_finite_fails()
    {
        string message = Run.Failing(GradientLaws.Hold(v => Log(v).Sum(), Arbitraries.Tensors(minRank: 1, maxRank: 1)));

        Assert.Contains("NotFinite", message, StringComparison.Ordinal);
        Assert.Equal("Tensor.From([1], [0.0])", Run.Counterexample(message));
    }

    [Fact]
    public void A_function_that_changes_between_calls_fails()
    {
        int calls = 0;

        string message = Run.Failing(GradientLaws.Hold(v => (v * (double)Interlocked.Increment(ref calls)).Sum(), Arbitraries.Tensors()));

        Assert.Contains("NotDeterministic", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_of_the_function_fails_and_shrinks_too()
    {
        string message = Run.Failing(GradientLaws.Hold(v => v.Softmax(axis: 1).Sum(), Arbitraries.Tensors(maxRank: 3)));

        Assert.Contains("ShapeException", message, StringComparison.Ordinal);
        Assert.Equal("Tensor.Scalar(0.0, DType.Float64)", Run.Counterexample(message));
    }

    [Fact]
    public void Kinks_are_discarded()
    {
        // About one tensor in five holds a zero.
        Values someZeros = new() { Kinks = [0] };

        Run.Passing(GradientLaws.Hold(v => Abs(v).Sum(), Arbitraries.Tensors(maxSize: 1, maxRank: 1, values: someZeros)));
    }

    [Fact]
    public void More_kinks_than_tests_are_a_failure()
    {
        string message = Run.Failing(GradientLaws.Hold(v => Abs(v).Sum(), Arbitraries.Tensors(values: Values.Between(0, 0))));

        Assert.Contains(
            "GradientLaws.Hold: at least half of the inputs must be away from kinks and well-conditioned; got 0 decided and 101 Kink. Generate other values",
            message, StringComparison.Ordinal);
    }

    [Fact]
    public void Discards_are_counted_against_the_tests_of_the_run()
    {
        string message = Run.Failing(GradientLaws.Hold(v => Abs(v).Sum(), Arbitraries.Tensors(values: Values.Between(0, 0)), tests: 10), tests: 10);

        Assert.Contains("got 0 decided and 11 Kink", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_without_elements_passes_untried() =>
        Run.Passing(GradientLaws.Hold(v => throw new InvalidOperationException(), Gen.Constant(Zeros([0, 2])).ToArbitrary()));

    [Fact]
    public void Records_are_checked_leaf_by_leaf_and_print_as_code()
    {
        Func<Tensor, Tensor> wrong = CustomVjp(v => Sin(v), (v, y, yBar) => yBar * Cos(v) * 1.5);
        Arbitrary<Scale> scales = Arbitraries.TensorsOf([2]).Generator.Two()
            .Select(pair => new Scale(pair.Item1, pair.Item2)).ToArbitrary();

        string message = Run.Failing(GradientLaws.Hold(p => (wrong(p.Factor) * 0.5 + p.Offset).Sum(), scales));

        Assert.Contains("Factor f64[2], Offset f64[2]", message, StringComparison.Ordinal);
        Assert.Contains("new Scale(Factor: Tensor.From([2], [", message, StringComparison.Ordinal);
        Assert.Contains("Factor[", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_handwritten_gradient_shrinks_to_the_shortest_array()
    {
        // Rosenbrock's valley with a sign lost in the second element's slope.
        static double F(double[] x) => 100 * Math.Pow(x[1] - x[0] * x[0], 2) + Math.Pow(1 - x[0], 2);
        static double[] Gradient(double[] x) => [-400 * x[0] * (x[1] - x[0] * x[0]) - 2 * (1 - x[0]), 200 * (x[1] + x[0] * x[0])];
        Arbitrary<double[]> pairs = Arbitraries.Vectors(minLength: 2, maxLength: 2);

        string message = Run.Failing(GradientLaws.Hold(F, Gradient, pairs));

        Assert.Equal("[1.0, 0.0]", Run.Counterexample(message));
        Run.Passing(GradientLaws.Hold(x => x.Sum(Math.Sin), x => Array.ConvertAll(x, Math.Cos), Arbitraries.Vectors(minLength: 0)));
    }

    [Fact]
    public void The_law_at_one_input_stands_inside_another_property()
    {
        static Tensor Huber(Tensor v, int delta) => Where(Abs(v) < delta, 0.5 * v * v, delta * (Abs(v) - 0.5 * delta)).Sum();

        Run.Passing(Prop.ForAll(Gen.Choose(1, 5).ToArbitrary(), Arbitraries.Tensors(), (delta, x) => GradientLaws.HoldAt(v => Huber(v, delta), x)));
        string message = Run.Failing(Prop.ForAll(Gen.Choose(-1, -1).ToArbitrary(), Arbitraries.Tensors(), (delta, x) => GradientLaws.HoldAt(v => Sqrt(delta + 0.0 * v).Sum(), x)));

        Assert.Contains("NotFinite", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_must_be_one_or_two() =>
        Assert.Throws<ArgumentOutOfRangeException>("order", () => GradientLaws.Hold(v => v, Arbitraries.Tensors(), order: 3));

    private sealed record Scale(Tensor Factor, Tensor Offset);
}
