namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how far an anchor is from being nearer to what belongs to it than to what does not, by a margin: the mean of <c>max(0, d(a, p) - d(a, n) + m)</c> with <c>d(x, y) = ‖x - y + ε‖ₚ</c>.</summary>
    /// <param name="anchor">[..., k]: a, vectors; a floating dtype.</param>
    /// <param name="positive">[..., k]: p, what belongs to them; the same shape and dtype.</param>
    /// <param name="negative">[..., k]: n, what does not; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one an anchor.</param>
    /// <param name="margin">m; above 0.</param>
    /// <param name="p">The norm: 2 for Euclid's distance; above 0.</param>
    /// <param name="epsilon">ε, as PyTorch has it; the distance has slope 0 at 0 even without.</param>
    /// <param name="swap">Whether <c>d(p, n)</c> is taken for <c>d(a, n)</c> where it is less.</param>
    /// <returns>[]: 0 when all are apart by the margin; [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ, or the tensors are scalars: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">The margin or p is not above 0, or the epsilon is below it.</exception>
    /// <remarks>Derivative on the margin itself: 0. Source: Balntas et al., Learning local feature descriptors with triplets and shallow convolutional neural networks, 2016.</remarks>
    public static Tensor TripletMargin(
        Tensor anchor,
        Tensor positive,
        Tensor negative,
        Reduction reduction = Reduction.Mean,
        double margin = 1,
        double p = 2,
        double epsilon = 1e-6,
        bool swap = false)
    {
        const string Name = "triplet_margin";
        RequireAlike(Name, "anchor and positive", anchor, positive);
        RequireAlike(Name, "anchor and negative", anchor, negative);
        RequireAxis(Name, "the vectors", anchor);
        RequireAbove(Name, "margin", margin, 0);
        RequireAtLeast(Name, "epsilon", epsilon, 0);
        Require(Name, p > 0, "p must be above 0", p);
        Tensor Distance(Tensor x, Tensor y) => (x - y + epsilon).Norm(axis: -1, p: p);
        Tensor far = Distance(anchor, negative);
        far = swap ? Tensor.Minimum(far, Distance(positive, negative)) : far;
        return Reduce(Tensor.Relu(Distance(anchor, positive) - far + margin), reduction);
    }
}
