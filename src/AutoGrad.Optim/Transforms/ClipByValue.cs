namespace AutoGrad.Optim;

/// <summary>Moves each element of the updates into <c>[-limit, limit]</c>.</summary>
/// <param name="Limit">The greatest size of an element; more than 0.</param>
/// <remarks>This turns the direction of the whole; <see cref="ClipByGlobalNorm"/> does not. NaN stays NaN.</remarks>
public sealed record ClipByValue(double Limit) : GradientTransform
{
    /// <summary>The greatest size of an element.</summary>
    public double Limit { get; } = Require.Positive(Limit, "clip_by_value", "the limit");

    /// <inheritdoc/>
    public override OptimizerState Init<TParams>(TParams parameters) => new NoState();

    /// <inheritdoc/>
    public override Step<TParams> Update<TParams>(TParams updates, OptimizerState state, TParams parameters)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Step<TParams>(Leaves.Map(u => Tensor.Clamp(u, -Limit, Limit), updates), state.Of<NoState>(this));
    }
}
