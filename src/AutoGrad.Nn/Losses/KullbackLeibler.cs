namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures what is lost by taking one distribution for another: <c>Σₖ tₖ (log tₖ - log pₖ)</c>, averaged over the rows.</summary>
    /// <param name="target">[..., k]: each row a distribution; probabilities, not their logarithms. A floating dtype.</param>
    /// <param name="prediction">[..., k]: what is taken for it; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one a row.</param>
    /// <returns>[]: in nats; 0 for equal distributions, ∞ where a prediction of 0 comes true. [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ, or the tensors are scalars: nothing is broadcast.</exception>
    /// <remarks>
    /// A target of 0 adds 0, whatever the prediction, and no derivative. Source: Kullback and Leibler, On Information and
    /// Sufficiency, 1951.
    /// </remarks>
    public static Tensor KullbackLeibler(Tensor target, Tensor prediction, Reduction reduction = Reduction.Mean)
    {
        RequireDistributions("kullback_leibler", target, prediction);
        return Reduce((target * (LogWhereItCounts(target, target) - LogWhereItCounts(target, prediction))).Sum(axis: -1), reduction);
    }

    /// <summary>Measures what is lost by taking one amount of things for another: <c>Σₖ tₖ (log tₖ - log pₖ) - tₖ + pₖ</c>, averaged over the rows.</summary>
    /// <param name="target">[..., k]: 0 or more; a row need not sum to 1. A floating dtype.</param>
    /// <param name="prediction">[..., k]: what is taken for it; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one a row.</param>
    /// <returns>[]: in nats; 0 for equal amounts, and above it for all others. [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ, or the tensors are scalars: nothing is broadcast.</exception>
    /// <remarks>A target of 0 adds the prediction alone. It is convex in both, and for distributions <see cref="KullbackLeibler"/>.</remarks>
    public static Tensor GeneralizedKullbackLeibler(Tensor target, Tensor prediction, Reduction reduction = Reduction.Mean)
    {
        RequireDistributions("generalized_kullback_leibler", target, prediction);
        Tensor ratio = LogWhereItCounts(target, target) - LogWhereItCounts(target, prediction);
        return Reduce((target * ratio - target + prediction).Sum(axis: -1), reduction);
    }

    /// <summary>Measures what is lost by taking one distribution for another, the latter given by logarithms: <c>Σₖ tₖ (log tₖ - zₖ)</c>, averaged over the rows.</summary>
    /// <param name="target">[..., k]: each row a distribution; probabilities, not their logarithms. A floating dtype.</param>
    /// <param name="logPrediction">[..., k]: z, as of LogSoftmax; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one a row.</param>
    /// <returns>[]: in nats; 0 for equal distributions, ∞ where a prediction of 0 comes true. [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ, or the tensors are scalars: nothing is broadcast.</exception>
    /// <remarks>A target of 0 adds 0, even beside a logarithm of -∞. PyTorch's <c>kl_div</c>, with its arguments the other way round, and its <c>batchmean</c> the mean.</remarks>
    public static Tensor KullbackLeiblerOfLogPrediction(Tensor target, Tensor logPrediction, Reduction reduction = Reduction.Mean)
    {
        RequireDistributions("kullback_leibler_of_log_prediction", target, logPrediction);
        return Reduce((target * LogWhereItCounts(target, target) - TimesLog(target, logPrediction)).Sum(axis: -1), reduction);
    }

    /// <summary>Measures what is lost by taking one distribution for another, both given by logarithms: <c>Σₖ exp(yₖ) (yₖ - zₖ)</c>, averaged over the rows.</summary>
    /// <param name="logTarget">[..., k]: y, the logarithms of each row's distribution. A floating dtype.</param>
    /// <param name="logPrediction">[..., k]: z, as of LogSoftmax; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one a row.</param>
    /// <returns>[]: in nats; 0 for equal distributions, ∞ where a prediction of 0 comes true. [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ, or the tensors are scalars: nothing is broadcast.</exception>
    /// <remarks>A target of -∞ adds 0, whatever the prediction, and no derivative.</remarks>
    public static Tensor KullbackLeiblerOfLogs(Tensor logTarget, Tensor logPrediction, Reduction reduction = Reduction.Mean)
    {
        RequireDistributions("kullback_leibler_of_logs", logTarget, logPrediction);
        Tensor isNothing = Tensor.Equal(logTarget, double.NegativeInfinity);
        Tensor y = Tensor.Where(isNothing, 0.0, logTarget);
        Tensor terms = Tensor.Exp(y) * (y - Tensor.Where(isNothing, 0.0, logPrediction));
        return Reduce(terms.Sum(axis: -1), reduction);
    }

    private static void RequireDistributions(string op, Tensor target, Tensor prediction)
    {
        RequireAlike(op, "target and prediction", target, prediction);
        if (target.Rank == 0)
        {
            throw new ShapeException(op, "the distributions need an axis, [..., k]", $"{target.Spec} and {prediction.Spec}");
        }
    }

    // Neither the logarithm, nor its derivative, sees a place whose target is 0.
    private static Tensor LogWhereItCounts(Tensor target, Tensor x) => Tensor.Where(Tensor.NotEqual(target, 0.0), Tensor.Log, u => 0.0 * u, x);
}
