namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Turns scores into a distribution along an axis: <c>yᵢ = exp(xᵢ) / Σₖ exp(xₖ)</c>.</summary>
    /// <param name="x">[...]: scores in nats; a floating dtype.</param>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>[...]: each slice along the axis sums to 1. NaN for a slice of -∞ only, or with +∞ in it.</returns>
    /// <remarks>The greatest score of each slice is taken off first. For a loss of its result, give the scores to <see cref="Losses.SoftmaxCrossEntropy"/> instead.</remarks>
    public static Tensor Softmax(Tensor x, int axis = -1)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Softmax(axis);
    }
}
