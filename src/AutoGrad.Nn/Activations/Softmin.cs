namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Turns costs into a distribution along an axis, the least cost the likeliest: <c>yᵢ = exp(-xᵢ) / Σₖ exp(-xₖ)</c>.</summary>
    /// <param name="x">[...]: costs in nats; a floating dtype.</param>
    /// <param name="axis">In [-rank, rank).</param>
    /// <returns>[...]: each slice along the axis sums to 1. NaN for a slice of +∞ only, or with -∞ in it.</returns>
    public static Tensor Softmin(Tensor x, int axis = -1) => Softmax(-x, axis);
}
