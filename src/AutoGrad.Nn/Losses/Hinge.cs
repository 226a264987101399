namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how far scores are from the right side of a margin: the mean of <c>max(0, 1 - label · score)</c>.</summary>
    /// <param name="scores">[...]: above 0 for one side, below for the other; a floating dtype.</param>
    /// <param name="labels">[...]: 1 or -1; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one an element.</param>
    /// <returns>[]: 0 when every score is 1 or more on its side. [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">A label is neither 1 nor -1; the message has its place.</exception>
    /// <remarks>Derivative on the margin itself: 0.</remarks>
    public static Tensor Hinge(Tensor scores, Tensor labels, Reduction reduction = Reduction.Mean) =>
        Reduce(Tensor.Relu(1.0 - OnSides("hinge", scores, labels)), reduction);

    /// <summary>How far each score is on its own side.</summary>
    private static Tensor OnSides(string op, Tensor scores, Tensor labels)
    {
        RequireAlike(op, "scores and labels", scores, labels);
        RequireSides(op, labels);
        return labels * scores;
    }
}
