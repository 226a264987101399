namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how badly scores tell two sides apart (logistic loss): the mean of <c>log(1 + exp(-label · score))</c>.</summary>
    /// <inheritdoc cref="Hinge"/>
    /// <returns>[]: in nats; log 2 for scores of 0. [...] if nothing is reduced.</returns>
    /// <remarks>It is <see cref="SigmoidCrossEntropy"/> with labels 1 and -1 for 1 and 0.</remarks>
    public static Tensor SoftMargin(Tensor scores, Tensor labels, Reduction reduction = Reduction.Mean) =>
        Reduce(Softplus(-OnSides("soft_margin", scores, labels)), reduction);
}
