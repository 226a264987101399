namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures a distance as a square where it is small and as a magnitude where it is large: the mean of <c>½ d²</c> for <c>|d| ≤ δ</c>, and of <c>δ (|d| - ½ δ)</c> beyond.</summary>
    /// <param name="prediction">[...]: what the model says; a floating dtype.</param>
    /// <param name="target">[...]: what is right, of the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one an element.</param>
    /// <param name="delta">δ: up to which distance it is a square; above 0.</param>
    /// <returns>[]: in the target's unit, squared; [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">δ is not above 0.</exception>
    /// <remarks>Derivative: the distance, cut off at ±δ. Source: Huber, Robust Estimation of a Location Parameter, 1964.</remarks>
    public static Tensor Huber(Tensor prediction, Tensor target, Reduction reduction = Reduction.Mean, double delta = 1)
    {
        RequireAlike("huber", "prediction and target", prediction, target);
        RequireAbove("huber", "delta", delta, 0);
        return Reduce(HuberTerms(prediction - target, delta), reduction);
    }

    // With c the distance cut off at ±δ, both cases are c (d - ½ c), and so are their derivatives.
    private static Tensor HuberTerms(Tensor distance, double delta)
    {
        Tensor cut = Tensor.Clamp(distance, -delta, delta);
        return cut * (distance - 0.5 * cut);
    }
}
