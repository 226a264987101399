using AutoGrad.Optim;

namespace AutoGrad.Training.Tests;

public sealed class TrainingRunTests
{
    // Loss (p - batch)²/2: its gradient is p - batch, so a step of 0.5 goes half of the way to the batch.
    private static Tensor Loss(Tensor p, double batch) => Tensor.Square(p - batch) * 0.5;

    private static IEnumerable<TrainingStep<Tensor>> Steps(Func<int, IEnumerable<double>> batches, int? epochs = null) =>
        TrainingRun.Steps(Tensor.Scalar(0, DType.Float64), Optimizer.Sgd(0.5), Loss, batches, epochs);

    [Fact]
    public void Steps_follow_the_batches_of_each_epoch()
    {
        TrainingStep<Tensor>[] steps = [.. Steps(epoch => [8.0, epoch], epochs: 2)];

        Assert.Equal([1, 2, 3, 4], steps.Select(step => step.Number));
        Assert.Equal([0, 0, 1, 1], steps.Select(step => step.Epoch));

        // By hand: 0 → 4 → 2 → 5 → 3, and losses 64/2, 16/2, 36/2, 16/2 before each.
        Assert.Equal([4.0, 2, 5, 3], steps.Select(step => step.Parameters.ToScalar()));
        Assert.Equal([32.0, 8, 18, 8], steps.Select(step => step.Loss.ToScalar()));
    }

    [Fact]
    public void Nothing_is_computed_that_is_not_asked_for()
    {
        int asked = 0;
        IEnumerable<double> Batches(int epoch)
        {
            while (true)
            {
                asked++;
                yield return epoch;
            }
        }

        IEnumerable<TrainingStep<Tensor>> run = Steps(Batches);
        Assert.Equal(0, asked);

        Assert.Equal(3, run.Take(3).Last().Number);
        Assert.Equal(3, asked);
    }

    [Fact]
    public void An_endless_run_ends_where_its_reader_stops()
    {
        TrainingStep<Tensor> close = Steps(_ => [8.0]).First(step => step.Loss.ToScalar() < 0.01);

        // The distance halves each step: 8 · 2⁻ⁿ before step n + 1, and (8 · 2⁻ⁿ)²/2 < 0.01 from n = 6 on.
        Assert.Equal(7, close.Number);
    }

    [Fact]
    public void A_run_goes_on_from_a_step_as_if_it_had_not_stopped()
    {
        GradientTransform adam = Optimizer.Adam(0.1);
        IEnumerable<TrainingStep<Tensor>> From(Tensor p, OptimizerState? state) => TrainingRun.Steps(p, adam, Loss, Eight, state: state);
        static IEnumerable<double> Eight(int epoch) => [8.0];

        TrainingStep<Tensor> third = From(Tensor.Scalar(0), null).ElementAt(2);
        double resumed = From(third.Parameters, third.State).ElementAt(3).Parameters.ToScalar();

        Assert.Equal(From(Tensor.Scalar(0), null).ElementAt(6).Parameters.ToScalar(), resumed);
        Assert.NotEqual(From(third.Parameters, null).ElementAt(3).Parameters.ToScalar(), resumed);
    }

    [Fact]
    public void An_epoch_without_batches_is_said_rather_than_repeated_for_ever()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Steps(epoch => epoch == 0 ? [1.0] : []).Last());

        Assert.Equal("TrainingRun.Steps: every epoch must have a batch; got none in epoch 1.", error.Message);
    }

    [Fact]
    public void Mistakes_are_found_before_the_first_step_is_asked_for() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Steps(_ => [1.0], epochs: -1));
}
