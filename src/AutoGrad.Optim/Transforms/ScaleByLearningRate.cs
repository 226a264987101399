namespace AutoGrad.Optim;

/// <summary>Multiplies updates by the learning rate of the step, and turns their sign: downhill.</summary>
/// <param name="Rate">What the first update gets is the rate of step 0.</param>
public sealed record ScaleByLearningRate(Schedule Rate) : GradientTransform, ILeafwise
{
    /// <summary>What the first update gets is the rate of step 0.</summary>
    public Schedule Rate { get; } = Rate ?? throw new ArgumentNullException(nameof(Rate));

    string ILeafwise.Op => "scale_by_learning_rate";

    int ILeafwise.Shared => 1;

    /// <inheritdoc/>
    public override OptimizerState Init<TParams>(TParams parameters) => StepState.Zero;

    /// <inheritdoc/>
    public override Step<TParams> Update<TParams>(TParams updates, OptimizerState state, TParams parameters) =>
        LeafwiseRow.Update(this, updates, state, parameters);

    LeafwiseState<TParams> ILeafwise.Open<TParams>(OptimizerState state)
    {
        Tensor step = state.Of<StepState>(this).Step;
        return new LeafwiseState<TParams>([], [-Rate.At(step)], _ => new StepState(step + 1));
    }

    Tensor[] ILeafwise.Leaf(Tensor u, Tensor? p, ReadOnlySpan<Tensor> moments, ReadOnlySpan<Tensor> shared) => [shared[0].To(u.DType) * u];
}
