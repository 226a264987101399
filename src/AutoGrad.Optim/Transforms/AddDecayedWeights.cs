namespace AutoGrad.Optim;

/// <summary>Adds a share of the parameters to their updates, which then shrinks them: <c>u + decay · p</c>.</summary>
/// <param name="Decay">The share, before the learning rate; 0 or more.</param>
/// <remarks>
/// Before an adaptive transform this is an L2 penalty; after it, decoupled weight decay. Source: Loshchilov and Hutter,
/// Decoupled Weight Decay Regularization, arXiv:1711.05101v3.
/// </remarks>
public sealed record AddDecayedWeights(double Decay) : GradientTransform, ILeafwise
{
    /// <summary>The share, before the learning rate.</summary>
    public double Decay { get; } = Require.NotNegative(Decay, "add_decayed_weights", "the decay");

    string ILeafwise.Op => "add_decayed_weights";

    bool ILeafwise.ReadsParameters => true;

    /// <inheritdoc/>
    public override OptimizerState Init<TParams>(TParams parameters) => new NoState();

    /// <inheritdoc/>
    public override Step<TParams> Update<TParams>(TParams updates, OptimizerState state, TParams parameters) =>
        LeafwiseRow.Update(this, updates, state, parameters);

    LeafwiseState<TParams> ILeafwise.Open<TParams>(OptimizerState state)
    {
        NoState none = state.Of<NoState>(this);
        return new LeafwiseState<TParams>([], [], _ => none);
    }

    Tensor[] ILeafwise.Leaf(Tensor u, Tensor? p, ReadOnlySpan<Tensor> moments, ReadOnlySpan<Tensor> shared) => [u + Decay * p!];
}
