namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how little the scores of a list follow its relevances: <c>-Σₖ rₖ log softmax(z)ₖ</c>, averaged over the lists.</summary>
    /// <param name="scores">[..., k]: z, of the items of a list; a floating dtype.</param>
    /// <param name="relevances">[..., k]: r, 0 or more; they need not sum to 1. The same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one a list.</param>
    /// <param name="mask">[..., k]: Bool, true for items that are there, for lists of unlike lengths; all are, if missing.</param>
    /// <returns>[]: the mean; [...] if nothing is reduced. A list without relevant items adds 0.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ, or the tensors are scalars: nothing is broadcast.</exception>
    /// <remarks>Source: Cao et al., Learning to Rank: From Pairwise Approach to Listwise Approach, 2007 (ListNet, top one).</remarks>
    public static Tensor RankingSoftmax(Tensor scores, Tensor relevances, Reduction reduction = Reduction.Mean, Tensor? mask = null)
    {
        const string Name = "ranking_softmax";
        RequireAlike(Name, "scores and relevances", scores, relevances);
        RequireAxis(Name, "the lists", scores);
        if (mask is null)
        {
            return Reduce(-TimesLog(relevances, scores.LogSoftmax()).Sum(axis: -1), reduction);
        }

        if (mask.DType != DType.Bool || mask.Shape != scores.Shape)
        {
            throw new ShapeException(Name, "the mask must be Bool, of the scores' shape", $"{mask.Spec} and {scores.Spec}");
        }

        Tensor all = Tensor.Where(mask, scores, double.NegativeInfinity).LogSumExp(axis: -1, keepDims: true);
        return Reduce(Tensor.Where(mask, relevances * (all - scores), 0.0).Sum(axis: -1), reduction);
    }
}
