namespace AutoGrad.Optim;

/// <summary>Multiplies updates by the learning rate of the step, and turns their sign: downhill.</summary>
/// <param name="Rate">What the first update gets is the rate of step 0.</param>
public sealed record ScaleByLearningRate(Schedule Rate) : GradientTransform
{
    /// <summary>What the first update gets is the rate of step 0.</summary>
    public Schedule Rate { get; } = Rate ?? throw new ArgumentNullException(nameof(Rate));

    /// <inheritdoc/>
    public override OptimizerState Init<TParams>(TParams parameters) => StepState.Zero;

    /// <inheritdoc/>
    public override Step<TParams> Update<TParams>(TParams updates, OptimizerState state, TParams parameters)
    {
        ArgumentNullException.ThrowIfNull(state);
        Tensor step = state.Of<StepState>(this).Step;
        Tensor factor = -Rate.At(step);
        return new Step<TParams>(Leaves.Map(u => factor.To(u.DType) * u, updates), new StepState(step + 1));
    }
}
