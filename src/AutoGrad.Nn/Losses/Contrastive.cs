namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how far vectors that belong together are apart, and how near those that do not: the mean of <c>½ d²</c> for a label of 1, and of <c>½ max(0, m - d)²</c> for -1, d being Euclid's distance.</summary>
    /// <param name="x">[..., k]: vectors; a floating dtype.</param>
    /// <param name="y">[..., k]: the others; the same shape and dtype.</param>
    /// <param name="labels">[...]: 1 for a pair that belongs together, -1 for one that does not; the same dtype.</param>
    /// <param name="reduction">Of the terms, one a pair.</param>
    /// <param name="margin">m: beyond which distance others do not count; above 0.</param>
    /// <returns>[]: the mean; [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">A label is neither 1 nor -1, or the margin is not above 0.</exception>
    /// <remarks>
    /// Derivative: 0 for vectors at one place, whatever the label. Source: Hadsell, Chopra and LeCun, Dimensionality Reduction
    /// by Learning an Invariant Mapping, 2006, equation 4.
    /// </remarks>
    public static Tensor Contrastive(Tensor x, Tensor y, Tensor labels, Reduction reduction = Reduction.Mean, double margin = 1)
    {
        const string Name = "contrastive";
        RequireAlike(Name, "x and y", x, y);
        RequireAxis(Name, "the vectors", x);
        RequireAbove(Name, "margin", margin, 0);
        Tensor squares = Tensor.Square(x - y).Sum(axis: -1);
        RequirePairLabels(Name, squares, labels);
        Tensor missing = Tensor.Relu(margin - (x - y).Norm(axis: -1));
        return Reduce(0.5 * Tensor.Where(labels > 0.0, squares, Tensor.Square(missing)), reduction);
    }
}
