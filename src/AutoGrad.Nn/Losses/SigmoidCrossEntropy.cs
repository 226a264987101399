namespace AutoGrad.Nn;

public static partial class Losses
{
    // A rule of its own: that of max and abs is a convention at 0, where the loss is smooth.
    private static readonly Func<(Tensor Z, Tensor T), Tensor> s_sigmoidTerms = Transform.CustomJvp<(Tensor Z, Tensor T)>(
        at => (Tensor.Relu(at.Z) - at.Z * at.T) + Tensor.Log1p(Tensor.Exp(-Tensor.Abs(at.Z))),
        (at, _, direction) => (Tensor.Sigmoid(at.Z) - at.T) * direction.Z - at.Z * direction.T);

    /// <summary>
    /// Measures how badly scores predict yes or no, each by itself (binary cross-entropy):
    /// the mean of <c>-t log σ(z) - (1 - t) log(1 - σ(z)) = max(z, 0) - z t + log(1 + exp(-|z|))</c>.
    /// </summary>
    /// <param name="logits">[...]: scores before the sigmoid, in nats; a floating dtype.</param>
    /// <param name="targets">[...]: 1 for yes, 0 for no, or a probability; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one an element.</param>
    /// <returns>[]: in nats; log 2 for scores of 0. [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ: nothing is broadcast.</exception>
    /// <remarks>Derivative: <c>σ(z) - t</c> everywhere, at 0 too.</remarks>
    public static Tensor SigmoidCrossEntropy(Tensor logits, Tensor targets, Reduction reduction = Reduction.Mean)
    {
        RequireAlike("sigmoid_cross_entropy", "logits and targets", logits, targets);
        return Reduce(s_sigmoidTerms((logits, targets)), reduction);
    }
}
