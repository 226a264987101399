namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how badly probabilities predict yes or no, each by itself: the mean of <c>-t log p - (1 - t) log(1 - p)</c>.</summary>
    /// <param name="probabilities">[...]: p, in [0, 1]; a floating dtype.</param>
    /// <param name="targets">[...]: 1 for yes, 0 for no, or a probability; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one an element.</param>
    /// <param name="epsilon">How near to 0 and 1 a probability may come before it is clipped; in [0, ½), 0 for never.</param>
    /// <param name="passGradient">Whether a clipped probability keeps the slope that it has at the clip, and so goes on learning.</param>
    /// <returns>[]: in nats; log 2 for probabilities of ½. [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">The epsilon is not in [0, ½).</exception>
    /// <remarks>
    /// The derivative of a clipped probability is 0 unless it is passed on: a model that is wrong and sure of it stops
    /// learning. Prefer <see cref="SigmoidCrossEntropy"/>, which needs no clip. As Keras has it.
    /// </remarks>
    public static Tensor BinaryCrossEntropy(
        Tensor probabilities, Tensor targets, Reduction reduction = Reduction.Mean, double epsilon = 1e-7, bool passGradient = false)
    {
        const string Name = "binary_cross_entropy";
        RequireAlike(Name, "probabilities and targets", probabilities, targets);
        Tensor p = Clipped(Name, probabilities, epsilon, passGradient);
        return Reduce(-Tensor.XLogY(targets, p) - Tensor.XLogY(1.0 - targets, 1.0 - p), reduction);
    }

    private static Tensor Clipped(string op, Tensor probabilities, double epsilon, bool passGradient)
    {
        Require(op, epsilon is >= 0 and < 0.5, "epsilon must be in [0, 0.5)", epsilon);
        Tensor clipped = epsilon == 0 ? probabilities : Tensor.Clamp(probabilities, epsilon, 1 - epsilon);
        return passGradient ? probabilities + Transform.StopGradient(clipped - probabilities) : clipped;
    }
}
