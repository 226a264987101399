namespace AutoGrad.Optim;

/// <summary>Divides the running mean of each gradient by the root of its running square: Adam without its learning rate.</summary>
/// <param name="Beta1">Decay of the mean a step; in [0, 1).</param>
/// <param name="Beta2">Decay of the square a step; in [0, 1).</param>
/// <param name="Epsilon">Added to the root, in the units of the gradient; 0 or more.</param>
/// <param name="EpsilonRoot">Added under the root, for those who differentiate through the update at a gradient of 0; 0 or more.</param>
/// <remarks>Source: Kingma and Ba, Adam, arXiv:1412.6980v9, Algorithm 1.</remarks>
public sealed record ScaleByAdam(double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double EpsilonRoot = 0) : GradientTransform
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

    /// <inheritdoc/>
    public override OptimizerState Init<TParams>(TParams parameters)
    {
        TParams zeros = Tree.Map(Tensor.ZerosLike, parameters);
        return new State<TParams>(Tensor.Scalar(0, DType.Int32), zeros, zeros);
    }

    /// <inheritdoc/>
    public override Step<TParams> Update<TParams>(TParams updates, OptimizerState state, TParams parameters)
    {
        ArgumentNullException.ThrowIfNull(state);
        (Tensor step, TParams mean, TParams square) = state.Of<State<TParams>>(this);
        step += 1;
        mean = Leaves.Map("scale_by_adam", (g, m) => Beta1 * m + (1 - Beta1) * g, updates, mean);
        square = Leaves.Map("scale_by_adam", (g, v) => Beta2 * v + (1 - Beta2) * Tensor.Square(g), updates, square);

        // Both moments start at zero; dividing by 1 - βᵗ takes that bias out (section 3). In Float64 until it meets a
        // leaf: 1 - 0.999f has lost 1.3e-5 of itself.
        Tensor meanBias = Bias(Beta1, step), squareBias = Bias(Beta2, step);
        TParams scaled = Leaves.Map(
            "scale_by_adam",
            (_, m, v) => m / meanBias.To(m.DType) / (Root(v / squareBias.To(v.DType)) + Epsilon),
            updates, mean, square);
        return new Step<TParams>(scaled, new State<TParams>(step, mean, square));
    }

    private static Tensor Bias(double beta, Tensor step) => -Tensor.Expm1(Math.Log(beta) * step.To(DType.Float64));

    private Tensor Root(Tensor v) => Tensor.Sqrt(EpsilonRoot > 0 ? v + EpsilonRoot : v);
}
