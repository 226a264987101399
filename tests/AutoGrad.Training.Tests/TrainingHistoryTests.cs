using System.Text.RegularExpressions;
using AutoGrad.Optim;
using AutoGrad.Reports;

namespace AutoGrad.Training.Tests;

public sealed class TrainingHistoryTests
{
    // (p - 4)² + q², by gradient descent from (0, 3): every number of the run is known.
    private static TrainingHistory Run(int steps) => TrainingRun.Steps(
            (Near: Tensor.Scalar(0.0, DType.Float64), Far: Tensor.From([2], [0.0, 3.0])),
            Optimizer.Sgd(0.25),
            (p, target) => Tensor.Square(p.Near - target) + Tensor.Square(p.Far).Sum(),
            _ => new[] { 4.0 })
        .Take(steps)
        .Aggregate(TrainingHistory.Empty, (run, step) => run.Add(step));

    [Fact]
    public void Losses_and_gradients_are_those_of_the_steps()
    {
        TrainingHistory run = Run(3);

        // Each step halves the way that is left: 16 + 9, then a quarter of it, and so on.
        Assert.Equal([1.0, 2.0, 3.0], run.Losses.X);
        Assert.Equal([25.0, 6.25, 1.5625], run.Losses.Y);
        Assert.Equal(["Item1", "Item2"], run.GradientNorms.Select(leaf => leaf.Name));
        Assert.Equal([8.0, 4.0, 2.0], run.GradientNorms[0].Y);
        Assert.Equal([6.0, 3.0, 1.5], run.GradientNorms[1].Y);
    }

    [Fact]
    public void Adding_changes_nothing_that_was_there()
    {
        TrainingHistory two = Run(2);

        TrainingHistory measured = two.Measure("accuracy", 0.5);

        Assert.Empty(two.Metrics);
        Assert.Equal(2.0, Assert.Single(measured.Metrics).X[0]);
        Assert.Equal("2 steps, loss 25 to 6.25, accuracy 0.5", measured.ToString());
        Assert.Equal("no step yet", TrainingHistory.Empty.ToString());
    }

    [Fact]
    public void A_report_is_one_page_that_fetches_nothing()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Run(5).Measure("accuracy", 0.9).ToReport(path, "My run", seed: 7, pictures: [Chart.Line([1.0, 2.0], "A picture of mine")]);

            string html = File.ReadAllText(path);

            foreach (string part in (string[])["My run", "Loss by step", "Metrics by step", "The last gradient by leaf", "<td style=\"text-align:left\">Item2</td>", "A picture of mine", "<td>7</td>"])
            {
                Assert.Contains(part, html, StringComparison.Ordinal);
            }

            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            Assert.All(Regex.Matches(html, "(?:src|href)=\"([^\"]*)\"").Select(match => match.Groups[1].Value), address => Assert.StartsWith("data:", address, StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_run_of_one_tensor_and_no_positive_loss_has_a_report()
    {
        TrainingHistory run = TrainingRun.Steps(Tensor.Scalar(1.0, DType.Float64), Optimizer.Sgd(0.1), (p, _) => -p, _ => new[] { 0 }).Take(2)
            .Aggregate(TrainingHistory.Empty, (history, step) => history.Add(step));

        Assert.Equal("x", Assert.Single(run.GradientNorms).Name);
        Assert.Contains("Loss by step", run.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("no step yet", TrainingHistory.Empty.ToHtml(), StringComparison.Ordinal);
    }
}
