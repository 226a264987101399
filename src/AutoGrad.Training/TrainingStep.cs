using AutoGrad.Optim;

namespace AutoGrad.Training;

/// <summary>What one step of training gives.</summary>
/// <param name="Number">Counted from 1, through all epochs.</param>
/// <param name="Epoch">Counted from 0.</param>
/// <param name="Loss">[]: that of the batch, before the update.</param>
/// <param name="Parameters">After the update.</param>
/// <param name="State">The optimizer's, after the update.</param>
/// <param name="Gradient">Of the loss, where the parameters were before the update.</param>
public sealed record TrainingStep<TParams>(int Number, int Epoch, Tensor Loss, TParams Parameters, OptimizerState State, TParams Gradient);
