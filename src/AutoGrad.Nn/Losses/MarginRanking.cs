namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how far the greater of two scores is from being so by a margin: the mean of <c>max(0, m - label · (x - y))</c>.</summary>
    /// <param name="x">[...]: scores; a floating dtype.</param>
    /// <param name="y">[...]: the others; the same shape and dtype.</param>
    /// <param name="labels">[...]: 1 where x should be the greater, -1 where y should; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one an element.</param>
    /// <param name="margin">m; 0 or more.</param>
    /// <returns>[]: 0 when every pair is in order, by the margin. [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">A label is neither 1 nor -1, or the margin is below 0.</exception>
    /// <remarks>Derivative on the margin itself: 0.</remarks>
    public static Tensor MarginRanking(Tensor x, Tensor y, Tensor labels, Reduction reduction = Reduction.Mean, double margin = 0)
    {
        const string Name = "margin_ranking";
        RequireAlike(Name, "x and y", x, y);
        RequirePairLabels(Name, x, labels);
        RequireAtLeast(Name, "margin", margin, 0);
        return Reduce(Tensor.Relu(margin - labels * (x - y)), reduction);
    }
}
