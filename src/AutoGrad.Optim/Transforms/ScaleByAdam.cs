namespace AutoGrad.Optim;

/// <summary>Divides the running mean of each gradient by the root of its running square: Adam without its learning rate.</summary>
/// <param name="Beta1">Decay of the mean a step; in [0, 1).</param>
/// <param name="Beta2">Decay of the square a step; in [0, 1).</param>
/// <param name="Epsilon">Added to the root, in the units of the gradient; 0 or more.</param>
/// <param name="EpsilonRoot">Added under the root, for those who differentiate through the update at a gradient of 0; 0 or more.</param>
/// <remarks>Source: Kingma and Ba, Adam, arXiv:1412.6980v9, Algorithm 1.</remarks>
public sealed record ScaleByAdam(double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double EpsilonRoot = 0) : GradientTransform, ILeafwise
{
    /// <summary>Decay of the mean a step.</summary>
    public double Beta1 { get; } = Require.Decay(Beta1, "scale_by_adam", "beta1");

    /// <summary>Decay of the square a step.</summary>
    public double Beta2 { get; } = Require.Decay(Beta2, "scale_by_adam", "beta2");

    /// <summary>Added to the root, in the units of the gradient.</summary>
    public double Epsilon { get; } = Require.NotNegative(Epsilon, "scale_by_adam", "epsilon");

    /// <summary>Added under the root.</summary>
    public double EpsilonRoot { get; } = Require.NotNegative(EpsilonRoot, "scale_by_adam", "the epsilon under the root");

    /// <summary>t, m and v of Algorithm 1; the moments are shaped like the parameters.</summary>
    /// <param name="Step">[]: how many updates there were, Int32.</param>
    /// <param name="Mean">Of the gradients, drawn towards 0 by its start.</param>
    /// <param name="Square">Of the gradients, mean, likewise.</param>
    public sealed record State<TParams>(Tensor Step, TParams Mean, TParams Square) : OptimizerState;

    string ILeafwise.Op => "scale_by_adam";

    int ILeafwise.Moments => 2;

    int ILeafwise.Shared => 2;

    /// <inheritdoc/>
    public override OptimizerState Init<TParams>(TParams parameters)
    {
        TParams zeros = Tree.Map(Tensor.ZerosLike, parameters);
        return new State<TParams>(Tensor.Scalar(0, DType.Int32), zeros, zeros);
    }

    /// <inheritdoc/>
    public override Step<TParams> Update<TParams>(TParams updates, OptimizerState state, TParams parameters) =>
        LeafwiseRow.Update(this, updates, state, parameters);

    LeafwiseState<TParams> ILeafwise.Open<TParams>(OptimizerState state)
    {
        (Tensor step, TParams mean, TParams square) = state.Of<State<TParams>>(this);
        Tensor next = step + 1;

        // Both moments start at zero; dividing by 1 - βᵗ takes that bias out (section 3). In Float64 until it meets a
        // leaf: 1 - 0.999f has lost 1.3e-5 of itself.
        return new LeafwiseState<TParams>(
            [mean, square], [Bias(Beta1, next), Bias(Beta2, next)], moments => new State<TParams>(next, moments[0], moments[1]));
    }

    Tensor[] ILeafwise.Leaf(Tensor u, Tensor? p, ReadOnlySpan<Tensor> moments, ReadOnlySpan<Tensor> shared)
    {
        Tensor mean = Beta1 * moments[0] + (1 - Beta1) * u;
        Tensor square = Beta2 * moments[1] + (1 - Beta2) * Tensor.Square(u);
        return [mean / shared[0].To(u.DType) / (Root(square / shared[1].To(u.DType)) + Epsilon), mean, square];
    }

    private static Tensor Bias(double beta, Tensor step) => -Tensor.Expm1(Math.Log(beta) * step.To(DType.Float64));

    private Tensor Root(Tensor v) => Tensor.Sqrt(EpsilonRoot > 0 ? v + EpsilonRoot : v);
}
