namespace AutoGrad.Nn;

public static partial class Losses
{
    // A rule of its own: that of max and abs is a convention at 0, where the loss is smooth.
    private static readonly Func<(Tensor Z, Tensor T), Tensor> s_sigmoidTerms = Transform.CustomJvp<(Tensor Z, Tensor T)>(
        at =>
        {
            // max(z, 0) - z t as one product, so that a target which an infinite score meets exactly adds 0.
            Tensor missed = Tensor.Where(at.Z > 0.0, 1.0 - at.T, -at.T);
            return Tensor.Where(Tensor.Equal(missed, 0.0), 0.0, missed * at.Z) + Tensor.Log1p(Tensor.Exp(-Tensor.Abs(at.Z)));
        },
        (at, _, direction) => (Tensor.Sigmoid(at.Z) - at.T) * direction.Z - at.Z * direction.T);

    private static readonly Func<Tensor, Tensor, Tensor> s_fusedSigmoidTerms = Transform.Fuse((z, t) => s_sigmoidTerms((z, t)));

    /// <summary>
    /// Measures how badly scores predict yes or no, each by itself (binary cross-entropy):
    /// the mean of <c>-t log σ(z) - (1 - t) log(1 - σ(z)) = max(z, 0) - z t + log(1 + exp(-|z|))</c>.
    /// </summary>
    /// <param name="logits">[...]: scores before the sigmoid, in nats; a floating dtype.</param>
    /// <param name="targets">[...]: 1 for yes, 0 for no, or a probability; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one an element.</param>
    /// <param name="positiveWeights">[...]: what the first part, of a yes, is multiplied by, above 1 where yes is rare; of a shape that broadcasts to the logits', and their dtype.</param>
    /// <returns>[]: in nats; log 2 for scores of 0. [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ, or the weights do not broadcast.</exception>
    /// <remarks>Derivative: <c>σ(z) - t</c> everywhere, at 0 too, unless positives have weights.</remarks>
    public static Tensor SigmoidCrossEntropy(Tensor logits, Tensor targets, Reduction reduction = Reduction.Mean, Tensor? positiveWeights = null)
    {
        const string Name = "sigmoid_cross_entropy";
        RequireAlike(Name, "logits and targets", logits, targets);
        if (positiveWeights is null)
        {
            return Reduce(s_fusedSigmoidTerms(logits, targets), reduction);
        }

        if (positiveWeights.DType != logits.DType || !Broadcasts(positiveWeights.Shape, logits.Shape))
        {
            throw new ShapeException(Name, "weights must broadcast to the logits, of their dtype", $"{positiveWeights.Spec} and {logits.Spec}");
        }

        return Reduce(-TimesLog(positiveWeights * targets, -Softplus(-logits)) - TimesLog(1.0 - targets, -Softplus(logits)), reduction);
    }

    private static bool Broadcasts(Shape x, Shape to)
    {
        for (int i = 1; i <= x.Rank; i++)
        {
            if (i > to.Rank || (x[^i] != to[^i] && x[^i] != 1))
            {
                return false;
            }
        }

        return true;
    }
}
