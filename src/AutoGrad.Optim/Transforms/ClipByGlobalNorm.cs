using System.Globalization;

namespace AutoGrad.Optim;

/// <summary>Shortens the updates, all by one factor, until their length together is at most a limit.</summary>
/// <param name="Limit">The greatest length; more than 0.</param>
/// <remarks>Source: Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks, ICML 2013, Algorithm 1.</remarks>
public sealed record ClipByGlobalNorm(double Limit) : GradientTransform
{
    /// <summary>The greatest length.</summary>
    public double Limit { get; } = Require.Positive(Limit, "clip_by_global_norm", "the limit");

    /// <summary>What was found at the last update.</summary>
    /// <param name="Norm">[]: the length before clipping, Float64; 0 before the first update.</param>
    public sealed record State(Tensor Norm) : OptimizerState;

    /// <inheritdoc/>
    public override OptimizerState Init<TParams>(TParams parameters) => new State(Tensor.Scalar(0, DType.Float64));

    /// <inheritdoc/>
    /// <exception cref="ArithmeticException">The length is not finite: no factor can mend that.</exception>
    public override Step<TParams> Update<TParams>(TParams updates, OptimizerState state, TParams parameters)
    {
        ArgumentNullException.ThrowIfNull(state);
        _ = state.Of<State>(this);
        Tensor norm = Optimizer.GlobalNorm(updates);
        RequireFinite(norm, updates);

        // x - x is 0 for finite x only. What has no numbers yet (Vmap) cannot throw: it stays as it is, and Norm tells.
        Tensor factor = Tensor.Where(Tensor.Equal(norm - norm, 0.0), Limit / Tensor.Maximum(norm, Limit), 1.0);
        return new Step<TParams>(Leaves.Map(u => factor.To(u.DType) * u, updates), new State(norm));
    }

    private static void RequireFinite<TParams>(Tensor norm, TParams updates)
    {
        double length = norm.HasNumbers ? norm.ToScalar() : 0;
        if (!double.IsFinite(length))
        {
            TreeLeaf? first = Tree.LeavesWithPath(updates)
                .Where(leaf => Leaves.IsFloating(leaf.Value))
                .Cast<TreeLeaf?>()
                .FirstOrDefault(leaf => !double.IsFinite(leaf!.Value.Value.To(DType.Float64).Sum().ToScalar()));
            string where = first is { Path.Length: > 0 } leaf ? $" (first at {leaf.Path})" : "";
            throw new ArithmeticException(string.Create(
                CultureInfo.InvariantCulture,
                $"clip_by_global_norm: the norm of the updates must be finite; got {length}{where}. Look for a loss or gradient that is not finite, or lower the learning rate."));
        }
    }
}
