namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how little two sets overlap, given by memberships: <c>1 - (2 Σ p t + ε) / (Σ p + Σ t + ε)</c>, averaged over the examples.</summary>
    /// <param name="prediction">[n, ...]: p, in [0, 1], as of a sigmoid; all axes after the first are one set. A floating dtype.</param>
    /// <param name="target">[n, ...]: t, 0 or 1; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one an example.</param>
    /// <param name="epsilon">ε: makes two empty sets alike; above 0.</param>
    /// <returns>[]: 0 for equal sets, 1 for sets without a common member. [n] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ, or the tensors are scalars: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">The epsilon is not above 0.</exception>
    /// <remarks>Source: Milletari, Navab and Ahmadi, V-Net, 2016, section 3, with memberships that are not squared.</remarks>
    public static Tensor Dice(Tensor prediction, Tensor target, Reduction reduction = Reduction.Mean, double epsilon = 1e-7)
    {
        (Tensor both, Tensor predicted, Tensor right) = Overlap("dice", prediction, target, epsilon);
        return Reduce(1.0 - (2.0 * both + epsilon) / (predicted + right + epsilon), reduction);
    }

    /// <summary>Measures how little two sets overlap, false members and missing ones weighed apart: <c>1 - (Σ p t + ε) / (Σ p t + α Σ p (1 - t) + β Σ (1 - p) t + ε)</c>, averaged over the examples.</summary>
    /// <param name="prediction">[n, ...]: p, in [0, 1], as of a sigmoid; all axes after the first are one set. A floating dtype.</param>
    /// <param name="target">[n, ...]: t, 0 or 1; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one an example.</param>
    /// <param name="alpha">α: what a false member counts; 0 or more.</param>
    /// <param name="beta">β: what a missing member counts; 0 or more.</param>
    /// <param name="epsilon">ε: makes two empty sets alike; above 0.</param>
    /// <returns>[]: 0 for equal sets, 1 for sets without a common member. [n] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ, or the tensors are scalars: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">α or β is below 0, or the epsilon is not above it.</exception>
    /// <remarks>Source: Salehi, Erdogmus and Gholipour, Tversky loss function for image segmentation, 2017.</remarks>
    public static Tensor Tversky(
        Tensor prediction, Tensor target, Reduction reduction = Reduction.Mean, double alpha = 0.5, double beta = 0.5, double epsilon = 1e-7)
    {
        const string Name = "tversky";
        (Tensor both, Tensor predicted, Tensor right) = Overlap(Name, prediction, target, epsilon);
        RequireAtLeast(Name, "alpha", alpha, 0);
        RequireAtLeast(Name, "beta", beta, 0);
        Tensor all = both + alpha * (predicted - both) + beta * (right - both);
        return Reduce(1.0 - (both + epsilon) / (all + epsilon), reduction);
    }

    private static (Tensor Both, Tensor Predicted, Tensor Right) Overlap(string op, Tensor prediction, Tensor target, double epsilon)
    {
        RequireAlike(op, "prediction and target", prediction, target);
        RequireAbove(op, "epsilon", epsilon, 0);
        if (prediction.Rank == 0)
        {
            throw new ShapeException(op, "the sets need an axis of examples, [n, ...]", prediction.Spec.ToString());
        }

        Tensor OfExample(Tensor x) => x.Rank == 1 ? x : x.Sum([.. Enumerable.Range(1, x.Rank - 1)]);
        return (OfExample(prediction * target), OfExample(prediction), OfExample(target));
    }
}
