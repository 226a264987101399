namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how far the scores of an example's classes are from being above all others by 1: <c>Σ_{i∈T} Σ_{j∉T} max(0, 1 - z_i + z_j) / k</c>, averaged over the examples.</summary>
    /// <param name="scores">[..., k]: z; a floating dtype.</param>
    /// <param name="targets">[..., k]: Bool, true for the classes T of the example: any number of them.</param>
    /// <param name="reduction">Of the terms, one an example.</param>
    /// <returns>[]: 0 when all classes are above all others by 1. [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes differ, the tensors are scalars, or the targets are not Bool.</exception>
    /// <remarks>Derivative on the margin itself: 0. As PyTorch has it, with a mask for its lists of labels.</remarks>
    public static Tensor MultilabelMargin(Tensor scores, Tensor targets, Reduction reduction = Reduction.Mean)
    {
        const string Name = "multilabel_margin";
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(targets);
        Arguments.RequireFloating(Name, scores);
        RequireAxis(Name, "the scores", scores);
        if (targets.DType != DType.Bool || targets.Shape != scores.Shape)
        {
            throw new ShapeException(Name, "targets must be Bool, of the scores' shape", $"{scores.Spec} and {targets.Spec}");
        }

        Tensor missing = Tensor.Relu(1.0 - scores.ExpandDims(-1) + scores.ExpandDims(-2));
        Tensor counts = targets.ExpandDims(-1) & !targets.ExpandDims(-2);
        return Reduce(Tensor.Where(counts, missing, 0.0).Sum([-2, -1]) / Math.Max(scores.Shape[^1], 1), reduction);
    }
}
