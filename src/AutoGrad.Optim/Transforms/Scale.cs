namespace AutoGrad.Optim;

/// <summary>Multiplies updates by a number.</summary>
/// <param name="Factor">Negative to go downhill; finite.</param>
public sealed record Scale(double Factor) : GradientTransform
{
    /// <summary>Negative to go downhill.</summary>
    public double Factor { get; } = Require.Finite(Factor, "scale", "the factor");

    /// <inheritdoc/>
    public override OptimizerState Init<TParams>(TParams parameters) => new NoState();

    /// <inheritdoc/>
    public override Step<TParams> Update<TParams>(TParams updates, OptimizerState state, TParams parameters)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Step<TParams>(Leaves.Map(u => Factor * u, updates), state.Of<NoState>(this));
    }
}
