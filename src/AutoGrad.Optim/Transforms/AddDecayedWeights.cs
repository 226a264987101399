namespace AutoGrad.Optim;

/// <summary>Adds a share of the parameters to their updates, which then shrinks them: <c>u + decay · p</c>.</summary>
/// <param name="Decay">The share, before the learning rate; 0 or more.</param>
/// <remarks>
/// Before an adaptive transform this is an L2 penalty; after it, decoupled weight decay. Source: Loshchilov and Hutter,
/// Decoupled Weight Decay Regularization, arXiv:1711.05101v3.
/// </remarks>
public sealed record AddDecayedWeights(double Decay) : GradientTransform
{
    /// <summary>The share, before the learning rate.</summary>
    public double Decay { get; } = Require.NotNegative(Decay, "add_decayed_weights", "the decay");

    /// <inheritdoc/>
    public override OptimizerState Init<TParams>(TParams parameters) => new NoState();

    /// <inheritdoc/>
    public override Step<TParams> Update<TParams>(TParams updates, OptimizerState state, TParams parameters)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Step<TParams>(Leaves.Map("add_decayed_weights", (u, p) => u + Decay * p, updates, parameters), state.Of<NoState>(this));
    }
}
