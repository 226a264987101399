namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures distances in percent of what is right: the mean of <c>100 |prediction - target| / max(|target|, ε)</c>.</summary>
    /// <param name="prediction">[...]: what the model says; a floating dtype.</param>
    /// <param name="target">[...]: what is right, of the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one an element.</param>
    /// <param name="epsilon">ε: the least divisor; above 0.</param>
    /// <returns>[]: in percent; [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">The epsilon is not above 0.</exception>
    /// <remarks>Derivative: as that of <see cref="MeanAbsoluteError"/>, over the divisor.</remarks>
    public static Tensor MeanAbsolutePercentageError(Tensor prediction, Tensor target, Reduction reduction = Reduction.Mean, double epsilon = 1e-7)
    {
        RequireAlike("mean_absolute_percentage_error", "prediction and target", prediction, target);
        RequireAbove("mean_absolute_percentage_error", "epsilon", epsilon, 0);
        return Reduce(100.0 * Tensor.Abs((prediction - target) / Tensor.Maximum(Tensor.Abs(target), epsilon)), reduction);
    }
}
