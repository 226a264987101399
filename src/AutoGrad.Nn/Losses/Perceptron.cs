namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how far scores are on the wrong side: the mean of <c>max(0, -label · score)</c>.</summary>
    /// <inheritdoc cref="Hinge"/>
    /// <returns>[]: 0 when every score is on its side. [...] if nothing is reduced.</returns>
    /// <remarks>Derivative at a score of 0: 0. Source: Rosenblatt, The Perceptron, 1958.</remarks>
    public static Tensor Perceptron(Tensor scores, Tensor labels, Reduction reduction = Reduction.Mean) =>
        Reduce(Tensor.Relu(-OnSides("perceptron", scores, labels)), reduction);
}
