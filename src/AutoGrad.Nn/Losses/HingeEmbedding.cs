namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how great distances are that should be small, and how far others are below a margin: the mean of <c>d</c> for a label of 1, and of <c>max(0, m - d)</c> for -1.</summary>
    /// <param name="distances">[...]: d; a floating dtype.</param>
    /// <param name="labels">[...]: 1 for a pair that belongs together, -1 for one that does not; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one an element.</param>
    /// <param name="margin">m; above 0.</param>
    /// <returns>[]: the mean; [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">A label is neither 1 nor -1, or the margin is not above 0.</exception>
    /// <remarks>Derivative on the margin itself: 0.</remarks>
    public static Tensor HingeEmbedding(Tensor distances, Tensor labels, Reduction reduction = Reduction.Mean, double margin = 1)
    {
        const string Name = "hinge_embedding";
        RequireAlike(Name, "distances and labels", distances, labels);
        RequireSides(Name, labels);
        RequireAbove(Name, "margin", margin, 0);
        return Reduce(Tensor.Where(labels > 0.0, distances, Tensor.Relu(margin - distances)), reduction);
    }
}
