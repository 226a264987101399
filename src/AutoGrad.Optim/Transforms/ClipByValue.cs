namespace AutoGrad.Optim;

/// <summary>Moves each element of the updates into <c>[-limit, limit]</c>.</summary>
/// <param name="Limit">The greatest size of an element; more than 0.</param>
/// <remarks>This turns the direction of the whole; <see cref="ClipByGlobalNorm"/> does not. NaN stays NaN.</remarks>
public sealed record ClipByValue(double Limit) : GradientTransform, ILeafwise
{
    /// <summary>The greatest size of an element.</summary>
    public double Limit { get; } = Require.Positive(Limit, "clip_by_value", "the limit");

    string ILeafwise.Op => "clip_by_value";

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

    Tensor[] ILeafwise.Leaf(Tensor u, Tensor? p, ReadOnlySpan<Tensor> moments, ReadOnlySpan<Tensor> shared) => [Tensor.Clamp(u, -Limit, Limit)];
}
