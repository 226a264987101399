namespace AutoGrad.Optim;

/// <summary>Adds up updates, the older the less: <c>mₜ = gₜ + decay · mₜ₋₁</c>, which goes on as it is or, for Nesterov, as <c>gₜ + decay · mₜ</c>.</summary>
/// <param name="Decay">What is left of the sum a step; in [0, 1).</param>
/// <param name="Nesterov">Whether to look a step ahead.</param>
/// <remarks>
/// Sources: Polyak, Some methods of speeding up the convergence of iteration methods, 1964; Sutskever, Martens, Dahl and
/// Hinton, ICML 2013, for Nesterov's.
/// </remarks>
public sealed record Momentum(double Decay, bool Nesterov = false) : GradientTransform, ILeafwise
{
    /// <summary>What is left of the sum a step.</summary>
    public double Decay { get; } = Require.Decay(Decay, "momentum", "the decay");

    /// <summary>The sum so far.</summary>
    /// <param name="Sum">Shaped like the parameters.</param>
    public sealed record State<TParams>(TParams Sum) : OptimizerState;

    string ILeafwise.Op => "momentum";

    int ILeafwise.Moments => 1;

    /// <inheritdoc/>
    public override OptimizerState Init<TParams>(TParams parameters) => new State<TParams>(Tree.Map(Tensor.ZerosLike, parameters));

    /// <inheritdoc/>
    public override Step<TParams> Update<TParams>(TParams updates, OptimizerState state, TParams parameters) =>
        LeafwiseRow.Update(this, updates, state, parameters);

    LeafwiseState<TParams> ILeafwise.Open<TParams>(OptimizerState state) =>
        new([state.Of<State<TParams>>(this).Sum], [], moments => new State<TParams>(moments[0]));

    Tensor[] ILeafwise.Leaf(Tensor u, Tensor? p, ReadOnlySpan<Tensor> moments, ReadOnlySpan<Tensor> shared)
    {
        Tensor sum = u + Decay * moments[0];
        return [Nesterov ? u + Decay * sum : sum, sum];
    }
}
