namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Computes how far vectors point in one direction: the cosine of the angle between them.</summary>
    /// <param name="x">[..., k]: vectors; a floating dtype.</param>
    /// <param name="y">[..., k]: the others; the same shape and dtype.</param>
    /// <param name="epsilon">What lengths below it count as; above 0.</param>
    /// <returns>[...]: in [-1, 1], and 0 for a vector of zeros.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ, or the tensors are scalars: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">The epsilon is not above 0.</exception>
    /// <remarks>It grows with likeness, so as a loss take <see cref="CosineDistance"/>.</remarks>
    public static Tensor CosineSimilarity(Tensor x, Tensor y, double epsilon = 1e-8) => Cosine("cosine_similarity", x, y, epsilon);

    /// <summary>Measures how far vectors point in other directions: the mean of <c>1 - cos</c> of the angle between them.</summary>
    /// <param name="x">[..., k]: vectors; a floating dtype.</param>
    /// <param name="y">[..., k]: the others; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one a vector.</param>
    /// <param name="epsilon">What lengths below it count as; above 0.</param>
    /// <returns>[]: 0 for one direction, 1 at right angles, 2 for opposite directions. [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ, or the tensors are scalars: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">The epsilon is not above 0.</exception>
    public static Tensor CosineDistance(Tensor x, Tensor y, Reduction reduction = Reduction.Mean, double epsilon = 1e-8) =>
        Reduce(1.0 - Cosine("cosine_distance", x, y, epsilon), reduction);

    /// <summary>Measures how far vectors that belong together point in other directions, and those that do not in one: the mean of <c>1 - cos</c> for a label of 1, and of <c>max(0, cos - m)</c> for -1.</summary>
    /// <param name="x">[..., k]: vectors; a floating dtype.</param>
    /// <param name="y">[..., k]: the others; the same shape and dtype.</param>
    /// <param name="labels">[...]: 1 for a pair that belongs together, -1 for one that does not; the same dtype.</param>
    /// <param name="reduction">Of the terms, one a pair.</param>
    /// <param name="margin">m: up to which cosine others may be alike; in [-1, 1].</param>
    /// <param name="epsilon">What lengths below it count as; above 0.</param>
    /// <returns>[]: the mean; [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">A label is neither 1 nor -1, or the margin or the epsilon is out of range.</exception>
    /// <remarks>Derivative on the margin itself: 0.</remarks>
    public static Tensor CosineEmbedding(
        Tensor x, Tensor y, Tensor labels, Reduction reduction = Reduction.Mean, double margin = 0, double epsilon = 1e-8)
    {
        const string Name = "cosine_embedding";
        Tensor cosine = Cosine(Name, x, y, epsilon);
        RequirePairLabels(Name, cosine, labels);
        Require(Name, margin is >= -1 and <= 1, "margin must be in [-1, 1]", margin);
        return Reduce(Tensor.Where(labels > 0.0, 1.0 - cosine, Tensor.Relu(cosine - margin)), reduction);
    }

    private static Tensor Cosine(string op, Tensor x, Tensor y, double epsilon)
    {
        RequireAlike(op, "x and y", x, y);
        RequireAxis(op, "the vectors", x);
        RequireAbove(op, "epsilon", epsilon, 0);
        return (Directed(x, epsilon) * Directed(y, epsilon)).Sum(axis: -1);
    }

    /// <summary>Vectors of length 1 along the last axis. The length has slope 0 at 0.</summary>
    private static Tensor Directed(Tensor x, double epsilon) => x / Tensor.Maximum(x.Norm(axis: -1, keepDims: true), epsilon);

    private static void RequirePairLabels(string op, Tensor terms, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Spec != terms.Spec)
        {
            throw new ShapeException(op, $"labels must be {terms.Spec}, one a pair", labels.Spec.ToString());
        }

        RequireSides(op, labels);
    }
}
