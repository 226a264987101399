namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how far the score of the right class is from being above each other one by a margin: <c>Σ_{j≠t} w_t max(0, m - z_t + z_j)^p / k</c>, averaged over the examples.</summary>
    /// <param name="scores">[n, k]: the greatest of a row is the class; a floating dtype.</param>
    /// <param name="labels">[n]: t, in [0, k), Int32 or Int64.</param>
    /// <param name="reduction">Of the terms, one an example; the mean is over all examples alike.</param>
    /// <param name="margin">m.</param>
    /// <param name="p">1 or 2.</param>
    /// <param name="weights">[k]: what each class counts, of the scores' dtype; 1 if missing.</param>
    /// <returns>[]: 0 when every right class is above all others by the margin. [n] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">A label is no class, and the message has its place; or p is neither 1 nor 2.</exception>
    /// <remarks>Derivative on the margin itself: 0. Source: Weston and Watkins, Support Vector Machines for Multi-Class Pattern Recognition, 1999.</remarks>
    public static Tensor MulticlassHinge(
        Tensor scores, Tensor labels, Reduction reduction = Reduction.Mean, double margin = 1, int p = 1, Tensor? weights = null)
    {
        const string Name = "multiclass_hinge";
        Tensor classes = RowClasses(Name, scores, labels, weights);
        Require(Name, p is 1 or 2, "p must be 1 or 2", p);
        Tensor missing = Tensor.Relu(margin - OfClass(scores, classes).ExpandDims(1) + scores);
        Tensor others = Tensor.Where(IsClass(classes, scores), 0.0, p == 2 ? Tensor.Square(missing) : missing);
        Tensor terms = others.Sum(axis: 1) / Math.Max(scores.Shape[1], 1);
        return Reduce(weights is null ? terms : weights.Gather(classes) * terms, reduction);
    }

    /// <summary>Measures how far the score of the right class is from being above the best other one by 1: <c>max(0, 1 - z_t + max_{j≠t} z_j)</c>, averaged over the examples.</summary>
    /// <param name="scores">[n, k]: the greatest of a row is the class; a floating dtype.</param>
    /// <param name="labels">[n]: t, in [0, k), Int32 or Int64.</param>
    /// <param name="reduction">Of the terms, one an example.</param>
    /// <returns>[]: 0 when every right class is above all others by 1. [n] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">A label is no class; the message has its place.</exception>
    /// <remarks>
    /// Derivative: 0 on the margin itself; equal best others share evenly. The right class is never among the others, as it is
    /// in Keras where all scores are negative. Source: Crammer and Singer, On the Algorithmic Implementation of Multiclass
    /// Kernel-based Vector Machines, 2001, equation 4.
    /// </remarks>
    public static Tensor CategoricalHinge(Tensor scores, Tensor labels, Reduction reduction = Reduction.Mean)
    {
        Tensor classes = RowClasses("categorical_hinge", scores, labels);
        Tensor best = Tensor.Where(IsClass(classes, scores), double.NegativeInfinity, scores).Max(axis: 1);
        return Reduce(Tensor.Relu(1.0 - OfClass(scores, classes) + best), reduction);
    }

    /// <summary>Measures how far the score of the right class is below the best: <c>max_j z_j - z_t</c>, averaged over the examples.</summary>
    /// <param name="scores">[n, k]: the greatest of a row is the class; a floating dtype.</param>
    /// <param name="labels">[n]: t, in [0, k), Int32 or Int64.</param>
    /// <param name="reduction">Of the terms, one an example.</param>
    /// <returns>[]: 0 when every right class is the best. [n] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">A label is no class; the message has its place.</exception>
    /// <remarks>Derivative: equal best classes share evenly.</remarks>
    public static Tensor MulticlassPerceptron(Tensor scores, Tensor labels, Reduction reduction = Reduction.Mean)
    {
        Tensor classes = RowClasses("multiclass_perceptron", scores, labels);
        return Reduce(scores.Max(axis: 1) - OfClass(scores, classes), reduction);
    }

    private static Tensor RowClasses(string op, Tensor scores, Tensor labels, Tensor? weights = null)
    {
        RequireClasses(op, "scores", scores, labels, weights, takesDistributions: false);
        if (scores.Rank != 2)
        {
            throw new ShapeException(op, "scores must be [n, k]", scores.Spec.ToString());
        }

        return Classes(op, labels, scores.Shape[1]);
    }

    private static Tensor IsClass(Tensor classes, Tensor scores) =>
        Tensor.Equal(classes.ExpandDims(1), Tensor.Arange(0, scores.Shape[1], classes.DType));
}
