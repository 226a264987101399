namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how badly scores predict what a convex function makes of them: <c>Ω*(z) - ⟨z, t⟩</c>, averaged over the rows.</summary>
    /// <param name="potential">Ω*, a convex function from scores [..., k] to one number a row, [...]: log-sum-exp gives <see cref="SoftmaxCrossEntropy"/>, the maximum the perceptron's loss.</param>
    /// <param name="scores">[..., k]: z; a floating dtype.</param>
    /// <param name="targets">[..., k]: t; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one a row.</param>
    /// <returns>[]: the mean; [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ, the tensors are scalars, or the function does not give one number a row.</exception>
    /// <remarks>
    /// Derivative: <c>∇Ω*(z) - t</c>. What does not depend on the scores, Ω(t), is left out. Source: Blondel, Martins and Niculae,
    /// Learning with Fenchel-Young losses, JMLR 2020, definition 1.
    /// </remarks>
    /// <example><code>Losses.FenchelYoung(z => z.LogSumExp(axis: -1), scores, targets)</code></example>
    public static Tensor FenchelYoung(Func<Tensor, Tensor> potential, Tensor scores, Tensor targets, Reduction reduction = Reduction.Mean)
    {
        const string Name = "fenchel_young";
        ArgumentNullException.ThrowIfNull(potential);
        RequireAlike(Name, "scores and targets", scores, targets);
        RequireAxis(Name, "the rows", scores);
        Tensor values = potential(scores);
        Spec expected = scores.Spec with { Shape = scores.Shape[..^1] };
        return values.Spec == expected
            ? Reduce(values - (scores * targets).Sum(axis: -1), reduction)
            : throw new ShapeException(Name, $"the potential must give one number a row, {expected}", values.Spec.ToString());
    }
}
