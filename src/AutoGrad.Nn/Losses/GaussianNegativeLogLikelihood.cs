using System.Globalization;

namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how badly normal distributions predict numbers: the mean of <c>½ (log v + (m - t)² / v)</c>, the negative logarithm of the density but for <c>½ log 2π</c>.</summary>
    /// <param name="mean">[...]: m; a floating dtype.</param>
    /// <param name="target">[...]: t, what is right, of the same shape and dtype.</param>
    /// <param name="variance">[...]: v, 0 or more; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one an element.</param>
    /// <param name="full">Whether <c>½ log 2π</c> is added, which makes it a density's logarithm.</param>
    /// <param name="epsilon">What variances below it count as; above 0.</param>
    /// <returns>[]: in nats; [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">A variance is negative (the message has its place), or the epsilon is not above 0.</exception>
    /// <remarks>
    /// A variance below the epsilon has the derivative of one at the epsilon, so that it can grow again. Source: Nix and
    /// Weigend, Estimating the mean and variance of the target probability distribution, 1994.
    /// </remarks>
    public static Tensor GaussianNegativeLogLikelihood(
        Tensor mean, Tensor target, Tensor variance, Reduction reduction = Reduction.Mean, bool full = false, double epsilon = 1e-6)
    {
        const string Name = "gaussian_negative_log_likelihood";
        RequireAlike(Name, "mean and target", mean, target);
        RequireAlike(Name, "mean and variance", mean, variance);
        RequireAbove(Name, "epsilon", epsilon, 0);
        if (Arguments.FirstTrue(variance < 0.0) is { } flat)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{Name}: a variance must be 0 or more (exponentiate what a model says); got {Arguments.NumberAt(variance, flat)}."));
        }

        Tensor v = variance + Transform.StopGradient(Tensor.Relu(epsilon - variance));
        Tensor terms = 0.5 * (Tensor.Log(v) + Tensor.Square(mean - target) / v);
        return Reduce(full ? terms + 0.5 * Math.Log(Math.Tau) : terms, reduction);
    }
}
