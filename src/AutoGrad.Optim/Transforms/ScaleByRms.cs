namespace AutoGrad.Optim;

/// <summary>Divides each gradient by the root of its running square: RMSProp without its learning rate.</summary>
/// <param name="Decay">Decay of the square a step; in [0, 1).</param>
/// <param name="Epsilon">Keeps the divisor from 0; 0 or more.</param>
/// <param name="EpsilonInRoot">Whether epsilon is added under the root (Optax) or to it (PyTorch).</param>
/// <remarks>Source: Tieleman and Hinton, Lecture 6.5 of Neural Networks for Machine Learning, 2012.</remarks>
public sealed record ScaleByRms(double Decay = 0.9, double Epsilon = 1e-8, bool EpsilonInRoot = true) : GradientTransform, ILeafwise
{
    /// <summary>Decay of the square a step.</summary>
    public double Decay { get; } = Require.Decay(Decay, "scale_by_rms", "the decay");

    /// <summary>Keeps the divisor from 0.</summary>
    public double Epsilon { get; } = Require.NotNegative(Epsilon, "scale_by_rms", "epsilon");

    /// <summary>The running square.</summary>
    /// <param name="Square">Shaped like the parameters.</param>
    public sealed record State<TParams>(TParams Square) : OptimizerState;

    string ILeafwise.Op => "scale_by_rms";

    int ILeafwise.Moments => 1;

    /// <inheritdoc/>
    public override OptimizerState Init<TParams>(TParams parameters) => new State<TParams>(Tree.Map(Tensor.ZerosLike, parameters));

    /// <inheritdoc/>
    public override Step<TParams> Update<TParams>(TParams updates, OptimizerState state, TParams parameters) =>
        LeafwiseRow.Update(this, updates, state, parameters);

    LeafwiseState<TParams> ILeafwise.Open<TParams>(OptimizerState state) =>
        new([state.Of<State<TParams>>(this).Square], [], moments => new State<TParams>(moments[0]));

    Tensor[] ILeafwise.Leaf(Tensor u, Tensor? p, ReadOnlySpan<Tensor> moments, ReadOnlySpan<Tensor> shared)
    {
        Tensor square = Decay * moments[0] + (1 - Decay) * Tensor.Square(u);
        return [u / Roots.Of(square, Epsilon, EpsilonInRoot), square];
    }
}

/// <summary>The divisor of transforms that scale by a root.</summary>
internal static class Roots
{
    public static Tensor Of(Tensor square, double epsilon, bool isInRoot) =>
        isInRoot ? Tensor.Sqrt(square + epsilon) : Tensor.Sqrt(square) + epsilon;
}
