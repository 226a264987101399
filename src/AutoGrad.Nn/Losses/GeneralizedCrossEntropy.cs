namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how badly scores predict classes that may be wrong themselves: <c>(1 - pₜ^q) / q</c> with <c>p = softmax(z)</c>, averaged over the examples.</summary>
    /// <param name="logits">[n, k, ...]: scores before the softmax, in nats; axes after the classes are places, each an example of its own. A floating dtype.</param>
    /// <param name="labels">[n, ...]: t, in [0, k), Int32 or Int64.</param>
    /// <param name="reduction">Of the terms, one an example.</param>
    /// <param name="q">In (0, 1]: towards 0 it is <see cref="SoftmaxCrossEntropy"/>, at 1 the probability of an error, which outliers hardly move.</param>
    /// <returns>[]: between 0 and 1 / q; [n, ...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes do not fit: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">A label is no class, and the message has its place; or q is not in (0, 1].</exception>
    /// <remarks>Source: Zhang and Sabuncu, Generalized Cross Entropy Loss for Training Deep Neural Networks with Noisy Labels, 2018, equation 6.</remarks>
    public static Tensor GeneralizedCrossEntropy(Tensor logits, Tensor labels, Reduction reduction = Reduction.Mean, double q = 0.7)
    {
        const string Name = "generalized_cross_entropy";
        RequireClasses(Name, "logits", logits, labels, weights: null, takesDistributions: false);
        Require(Name, q is > 0 and <= 1, "q must be in (0, 1]", q);
        Tensor logOfClass = OfClass(logits.LogSoftmax(axis: 1), Classes(Name, labels, logits.Shape[1]));
        return Reduce(-Tensor.Expm1(q * logOfClass) / q, reduction);
    }
}
