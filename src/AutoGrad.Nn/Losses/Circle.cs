namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how little vectors of one class are alike beside vectors of others, each pair weighed by how far it is from where it should be: <c>log(1 + Σⱼ exp(γ αⱼ (sⱼ - m)) Σᵢ exp(-γ αᵢ (sᵢ - 1 + m)))</c>, averaged over the vectors.</summary>
    /// <param name="vectors">[n, k]: of any length; s is the cosine of two. A floating dtype.</param>
    /// <param name="labels">[n]: the class of each, Int32 or Int64; any numbers.</param>
    /// <param name="reduction">Of the terms, one a vector.</param>
    /// <param name="margin">m, in [0, 1]: same classes should be above <c>1 - m</c>, others below m.</param>
    /// <param name="gamma">γ: how sharply; above 0.</param>
    /// <param name="epsilon">What lengths below it count as; above 0.</param>
    /// <returns>[]: in nats; [n] if nothing is reduced. A vector that has no partner of its class, or none of another, adds 0.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit.</exception>
    /// <exception cref="ArgumentException">The margin, γ or the epsilon is out of range.</exception>
    /// <remarks>
    /// i runs over the others of the vector's class, with <c>αᵢ = max(0, 1 + m - sᵢ)</c>, j over those of other classes, with
    /// <c>αⱼ = max(0, sⱼ + m)</c>; the derivative is that of the whole, weights included. Source: Sun et al., Circle Loss, CVPR 2020,
    /// equations 6 to 8.
    /// </remarks>
    public static Tensor Circle(
        Tensor vectors, Tensor labels, Reduction reduction = Reduction.Mean, double margin = 0.4, double gamma = 80, double epsilon = 1e-8)
    {
        const string Name = "circle";
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentNullException.ThrowIfNull(labels);
        Arguments.RequireFloating(Name, vectors);
        if (vectors.Rank != 2 || !IsLabels(labels) || labels.Shape != vectors.Shape[..1])
        {
            throw new ShapeException(Name, "vectors must be [n, k], and labels [n] (Int32 or Int64)", $"{vectors.Spec} and {labels.Spec}");
        }

        Require(Name, margin is >= 0 and <= 1, "margin must be in [0, 1]", margin);
        RequireAbove(Name, "gamma", gamma, 0);
        RequireAbove(Name, "epsilon", epsilon, 0);
        Tensor directed = Directed(vectors, epsilon);
        Tensor s = Tensor.MatMul(directed, directed.T);
        Tensor same = Tensor.Equal(labels.ExpandDims(1), labels.ExpandDims(0));
        Tensor itself = Tensor.Eye(labels.Size, DType.Bool);
        Tensor alike = gamma * Tensor.Relu(1 + margin - s) * (1 - margin - s);
        Tensor unlike = gamma * Tensor.Relu(s + margin) * (s - margin);
        Tensor Over(Tensor mask, Tensor x) => Tensor.Where(mask, x, double.NegativeInfinity).LogSumExp(axis: 1);
        return Reduce(Softplus(Over(same & !itself, alike) + Over(!same, unlike)), reduction);
    }
}
