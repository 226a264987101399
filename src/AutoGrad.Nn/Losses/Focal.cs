namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how badly scores predict yes or no, with little weight on what is right already (focal loss): the mean of <c>αₜ (1 - pₜ)^γ</c> times the cross-entropy, pₜ being the probability of the target.</summary>
    /// <param name="logits">[...]: scores before the sigmoid, in nats; a floating dtype.</param>
    /// <param name="targets">[...]: 1 for yes, 0 for no, or a probability; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one an element.</param>
    /// <param name="gamma">γ: how little; 0 or more, 0 for plain cross-entropy.</param>
    /// <param name="alpha">αₜ for yes, in [0, 1], and <c>1 - α</c> for no; both are 1 if missing.</param>
    /// <returns>[]: in nats; [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">γ is below 0, or α is not in [0, 1].</exception>
    /// <remarks>Source: Lin et al., Focal Loss for Dense Object Detection, ICCV 2017, equation 5.</remarks>
    public static Tensor SigmoidFocal(
        Tensor logits, Tensor targets, Reduction reduction = Reduction.Mean, double gamma = 2, double? alpha = null)
    {
        const string Name = "sigmoid_focal";
        RequireAlike(Name, "logits and targets", logits, targets);
        RequireAtLeast(Name, "gamma", gamma, 0);
        Tensor terms = s_sigmoidTerms((logits, targets));
        if (gamma > 0)
        {
            // 1 - pₜ from what it is the sum of, which does not cancel near 0.
            terms *= PowerOrZero(targets * Tensor.Sigmoid(-logits) + (1.0 - targets) * Tensor.Sigmoid(logits), gamma);
        }

        if (alpha is { } a)
        {
            Require(Name, a is >= 0 and <= 1, "alpha must be in [0, 1]", a);
            terms *= a * targets + (1 - a) * (1.0 - targets);
        }

        return Reduce(terms, reduction);
    }

    /// <summary>Measures how badly scores predict classes, with little weight on what is right already (focal loss): <c>-Σₖ tₖ (1 - pₖ)^γ log pₖ</c> with <c>p = softmax(z)</c>, averaged over the examples.</summary>
    /// <param name="logits">[n, k, ...]: scores before the softmax, in nats; a floating dtype.</param>
    /// <param name="targets">[n, ...]: labels in [0, k), Int32 or Int64; or [n, k, ...]: distributions over the classes, of the logits' dtype.</param>
    /// <param name="reduction">Of the terms, one an example.</param>
    /// <param name="gamma">γ: how little; 0 or more, 0 for plain cross-entropy.</param>
    /// <param name="weights">[k]: α, what each class counts, of the logits' dtype; 1 if missing. The mean is over all examples alike.</param>
    /// <returns>[]: in nats; [n, ...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">A label is no class, and the message has its place; or γ is below 0.</exception>
    /// <remarks>Source: Lin et al., Focal Loss for Dense Object Detection, ICCV 2017, equation 5.</remarks>
    public static Tensor SoftmaxFocal(
        Tensor logits, Tensor targets, Reduction reduction = Reduction.Mean, double gamma = 2, Tensor? weights = null)
    {
        const string Name = "softmax_focal";
        RequireClasses(Name, "logits", logits, targets, weights, takesDistributions: true);
        RequireAtLeast(Name, "gamma", gamma, 0);
        Tensor logProbabilities = logits.LogSoftmax(axis: 1);
        Tensor factor = gamma > 0 ? PowerOrZero(-Tensor.Expm1(logProbabilities), gamma) : Tensor.OnesLike(logits);
        factor = weights is null ? factor : PerClass(weights, logits.Rank) * factor;
        if (!IsLabels(targets))
        {
            return Reduce(-TimesLog(targets * factor, logProbabilities).Sum(axis: 1), reduction);
        }

        Tensor classes = Classes(Name, targets, logits.Shape[1]);
        return Reduce(-TimesLog(OfClass(factor, classes), OfClass(logProbabilities, classes)), reduction);
    }

    // A power with slope 0 at 0, even for an exponent below 1: the factor beside it is 0 there.
    private static Tensor PowerOrZero(Tensor x, double power) => Tensor.Where(x > 0.0, v => Tensor.Pow(v, power), v => 0.0 * v, x);
}
