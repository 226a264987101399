namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how badly rates, given by their logarithms, predict counts: the mean of <c>exp(z) - t z</c>, the negative logarithm of Poisson's probability but for <c>log t!</c>.</summary>
    /// <param name="logRates">[...]: z, the logarithm of the expected count; a floating dtype.</param>
    /// <param name="counts">[...]: t, what was counted, 0 or more; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one an element.</param>
    /// <param name="full">Whether <c>log t! = log Γ(t + 1)</c> is added, which makes it a probability's logarithm.</param>
    /// <returns>[]: in nats; [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ: nothing is broadcast.</exception>
    /// <remarks>Derivative: <c>exp(z) - t</c>. The factorial is exact, not Stirling's approximation.</remarks>
    public static Tensor Poisson(Tensor logRates, Tensor counts, Reduction reduction = Reduction.Mean, bool full = false)
    {
        RequireAlike("poisson", "log-rates and counts", logRates, counts);
        return Reduce(WithFactorial(Tensor.Exp(logRates) - counts * logRates, counts, full), reduction);
    }

    /// <summary>Measures how badly rates predict counts: the mean of <c>r - t log(r + ε)</c>, the negative logarithm of Poisson's probability but for <c>log t!</c>.</summary>
    /// <param name="rates">[...]: r, the expected count, 0 or more; a floating dtype.</param>
    /// <param name="counts">[...]: t, what was counted, 0 or more; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one an element.</param>
    /// <param name="full">Whether <c>log t! = log Γ(t + 1)</c> is added, which makes it a probability's logarithm.</param>
    /// <param name="epsilon">ε, which keeps a rate of 0 finite; 0 or more.</param>
    /// <returns>[]: in nats; [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">The epsilon is below 0.</exception>
    /// <remarks>A count of 0 adds the rate alone, even of 0. Prefer <see cref="Poisson"/>, which needs no epsilon.</remarks>
    public static Tensor PoissonOfRates(
        Tensor rates, Tensor counts, Reduction reduction = Reduction.Mean, bool full = false, double epsilon = 1e-7)
    {
        RequireAlike("poisson_of_rates", "rates and counts", rates, counts);
        RequireAtLeast("poisson_of_rates", "epsilon", epsilon, 0);
        return Reduce(WithFactorial(rates - Tensor.XLogY(counts, rates + epsilon), counts, full), reduction);
    }

    private static Tensor WithFactorial(Tensor terms, Tensor counts, bool full) => full ? terms + Tensor.LogGamma(counts + 1.0) : terms;
}
