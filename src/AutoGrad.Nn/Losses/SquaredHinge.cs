namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how far scores are from the right side of a margin, squared: the mean of <c>max(0, 1 - label · score)²</c>.</summary>
    /// <inheritdoc cref="Hinge"/>
    /// <remarks>Derivative on the margin itself: 0, where it is smooth.</remarks>
    public static Tensor SquaredHinge(Tensor scores, Tensor labels, Reduction reduction = Reduction.Mean) =>
        Reduce(Tensor.Square(Tensor.Relu(1.0 - OnSides("squared_hinge", scores, labels))), reduction);
}
