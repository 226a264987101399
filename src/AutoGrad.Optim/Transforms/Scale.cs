namespace AutoGrad.Optim;

/// <summary>Multiplies updates by a number.</summary>
/// <param name="Factor">Negative to go downhill; finite.</param>
public sealed record Scale(double Factor) : GradientTransform, ILeafwise
{
    /// <summary>Negative to go downhill.</summary>
    public double Factor { get; } = Require.Finite(Factor, "scale", "the factor");

    string ILeafwise.Op => "scale";

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

    Tensor[] ILeafwise.Leaf(Tensor u, Tensor? p, ReadOnlySpan<Tensor> moments, ReadOnlySpan<Tensor> shared) => [Factor * u];
}
