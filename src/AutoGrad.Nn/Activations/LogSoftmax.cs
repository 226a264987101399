namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Computes the logarithm of the softmax along an axis: <c>yᵢ = xᵢ - ln Σₖ exp(xₖ)</c>.</summary>
    /// <param name="x">[...]: scores in nats; a floating dtype.</param>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>[...]: in nats, at most 0. NaN for a slice of -∞ only, or with +∞ in it.</returns>
    /// <remarks>No probability is formed on the way, so none is rounded to 0.</remarks>
    public static Tensor LogSoftmax(Tensor x, int axis = -1)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.LogSoftmax(axis);
    }
}
