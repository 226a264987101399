namespace AutoGrad.Optim;

/// <summary>Divides each gradient by the root of the sum of its squares so far: Adagrad without its learning rate.</summary>
/// <param name="Start">What the sum starts at; 0 or more.</param>
/// <param name="Epsilon">Keeps the divisor from 0; 0 or more.</param>
/// <param name="EpsilonInRoot">Whether epsilon is added under the root (Optax) or to it (PyTorch).</param>
/// <remarks>Source: Duchi, Hazan and Singer, Adaptive Subgradient Methods, JMLR 12, 2011.</remarks>
public sealed record ScaleByAdagrad(double Start = 0.1, double Epsilon = 1e-7, bool EpsilonInRoot = true) : GradientTransform, ILeafwise
{
    /// <summary>What the sum starts at.</summary>
    public double Start { get; } = Require.NotNegative(Start, "scale_by_adagrad", "the start");

    /// <summary>Keeps the divisor from 0.</summary>
    public double Epsilon { get; } = Require.NotNegative(Epsilon, "scale_by_adagrad", "epsilon");

    /// <summary>The sum of squares.</summary>
    /// <param name="Sum">Shaped like the parameters.</param>
    public sealed record State<TParams>(TParams Sum) : OptimizerState;

    string ILeafwise.Op => "scale_by_adagrad";

    int ILeafwise.Moments => 1;

    /// <inheritdoc/>
    public override OptimizerState Init<TParams>(TParams parameters) =>
        new State<TParams>(Leaves.Map(p => Tensor.Full(p.Shape, Start, p.DType), parameters));

    /// <inheritdoc/>
    public override Step<TParams> Update<TParams>(TParams updates, OptimizerState state, TParams parameters) =>
        LeafwiseRow.Update(this, updates, state, parameters);

    LeafwiseState<TParams> ILeafwise.Open<TParams>(OptimizerState state) =>
        new([state.Of<State<TParams>>(this).Sum], [], moments => new State<TParams>(moments[0]));

    Tensor[] ILeafwise.Leaf(Tensor u, Tensor? p, ReadOnlySpan<Tensor> moments, ReadOnlySpan<Tensor> shared)
    {
        Tensor sum = moments[0] + Tensor.Square(u);

        // Where no gradient has come yet, and neither start nor epsilon fills in, 0 / 0 is no step. NaN is not hidden so.
        return [Tensor.Where(Tensor.Equal(sum, 0.0), 0.0, u / Roots.Of(sum, Epsilon, EpsilonInRoot)), sum];
    }
}
