using AutoGrad.Optim;

namespace AutoGrad.Training;

/// <summary>Training as a sequence: each step is computed when it is asked for, and is a value that nothing changes.</summary>
/// <example>
/// <code>
/// foreach (TrainingStep&lt;Mlp&gt; step in TrainingRun.Steps(
///     Mlp.Init(keys[0], 64, 64, 10),
///     Optimizer.Adam(1e-3),
///     (p, batch) => Losses.SoftmaxCrossEntropy(Mlp.Apply(p, batch.Inputs), batch.Labels),
///     epoch => Batches.Shuffled(images, labels, size: 64, keys[1].Fold(epoch)),
///     epochs: 5))
/// {
///     Console.WriteLine($"{step.Number}: {step.Loss}");
/// }
/// </code>
/// </example>
public static class TrainingRun
{
    /// <summary>Trains, one batch a step.</summary>
    /// <param name="parameters">A tree of tensors: where to start.</param>
    /// <param name="optimizer">Turns gradients into updates.</param>
    /// <param name="loss">Of parameters and a batch: a scalar to make small.</param>
    /// <param name="batches">The batches of an epoch, which is counted from 0; asked for when the epoch begins.</param>
    /// <param name="epochs">How many; endless if left out (end it with <c>Take</c>, <c>TakeWhile</c> or <c>break</c>).</param>
    /// <param name="state">The optimizer's, to go on from an earlier step; a new one if left out.</param>
    /// <returns>
    /// The steps. Nothing is computed until it is enumerated, and each enumeration starts anew and, the functions being
    /// pure, gives the same bits: keep the step you need (<c>Last()</c>), and do not enumerate twice what was costly once.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of epochs is negative.</exception>
    /// <exception cref="InvalidOperationException">While enumerating: an epoch has no batch.</exception>
    public static IEnumerable<TrainingStep<TParams>> Steps<TParams, TBatch>(
        TParams parameters,
        GradientTransform optimizer,
        Func<TParams, TBatch, Tensor> loss,
        Func<int, IEnumerable<TBatch>> batches,
        int? epochs = null,
        OptimizerState? state = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentOutOfRangeException.ThrowIfNegative(epochs.GetValueOrDefault(), nameof(epochs));
        return Enumerate();

        IEnumerable<TrainingStep<TParams>> Enumerate()
        {
            TParams p = parameters;
            OptimizerState s = state ?? optimizer.Init(parameters);
            int number = 0;
            for (int epoch = 0; epochs is null || epoch < epochs; epoch++)
            {
                int before = number;
                foreach (TBatch batch in batches(epoch))
                {
                    (Tensor value, TParams gradient) = Transform.ValueAndGrad<TParams>(q => loss(q, batch))(p);
                    (TParams updates, s) = optimizer.Update(gradient, s, p);
                    p = Optimizer.Apply(p, updates);
                    yield return new TrainingStep<TParams>(++number, epoch, value, p, s, gradient);
                }

                // An endless run over nothing would never come back.
                if (number == before)
                {
                    throw new InvalidOperationException($"TrainingRun.Steps: every epoch must have a batch; got none in epoch {epoch}.");
                }
            }
        }
    }
}
