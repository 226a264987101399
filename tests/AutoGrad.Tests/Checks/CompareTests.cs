namespace AutoGrad.Tests;

public sealed class CompareTests
{
    private static double Value(double[] x) => x[0] * x[0] * x[1] + Math.Sin(x[2]);

    [Fact]
    public void Right_foreign_gradients_pass()
    {
        GradientReport report = GradientCheck.Compare(Value, x => [2 * x[0] * x[1], x[0] * x[0], Math.Cos(x[2])], [1.5, -2, 0.7]);

        Assert.Equal(Verdict.Pass, report.Verdict);
        Assert.True(report.WorstError < 1e-9, report.ToString());
    }

    [Fact]
    public void Wrong_foreign_gradients_are_named_by_element()
    {
        GradientReport report = GradientCheck.Compare(Value, x => [2 * x[0] * x[1], x[0], Math.Cos(x[2])], [1.5, -2, 0.7]);

        Assert.Equal((Verdict.Wrong, "[1]", -2.0, 1.5), (report.Verdict, report.Index, report.Input, report.Analytic));
        Assert.Equal(2.25, report.Numeric, 1e-9);
    }

    [Fact]
    public void A_gradient_that_writes_into_its_argument_harms_nobody()
    {
        double[] at = [1.5, -2];

        GradientReport report = GradientCheck.Compare(
            x => x[0] * x[1],
            x =>
            {
                (x[0], x[1]) = (x[1], x[0]);
                return x;
            },
            at);

        Assert.Equal((Verdict.Pass, 1.5), (report.Verdict, at[0]));
    }

    [Fact]
    public void A_gradient_of_another_length_is_refused()
    {
        ShapeException thrown = Assert.Throws<ShapeException>(() => GradientCheck.Compare(Value, x => [1, 2], [1.5, -2, 0.7]));

        Assert.Equal("gradient_check: the gradient must have as many elements as x; got 2 for 3.", thrown.Message);
    }
}
