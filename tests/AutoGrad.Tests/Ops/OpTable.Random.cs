namespace AutoGrad.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Draws() => new Dictionary<string, OpRow>
    {
        // Sums of 570 terms stand behind the reference. It is the derivative of a draw from a gamma distribution, which has no public function of its own.
        ["gamma_slope"] = Pairs((a, y) => new GammaSlopeOp(1).Apply(a, y), GammaSlope, 0.6, 1.4, "GammaSlopeOp") with { Tolerance = 1e-13 },
        ["gamma_slope/far"] = Pairs((a, y) => new GammaSlopeOp(1).Apply(a, y + 1.0), (a, y) => GammaSlope(a, y + 1), 0.6, 1.4, "GammaSlopeOp") with { Tolerance = 1e-13 },
    };

    // ∂P/∂a = ∫ p(s) (s - ψ(a)) ds up to y, or less the same from y on where that cancels less, over p(y); p(s) = exp(a s - eˢ) / Γ(a).
    // The distance w from y runs as exp(t - e⁻ᵗ): Takahasi and Mori, Double exponential formulas for numerical integration, 1974.
    private static double GammaSlope(double a, double y)
    {
        const double Step = 1.0 / 64;
        double x = Math.Exp(y);
        double at = y - Polygamma(0, a);
        int way = at < 0 ? -1 : 1;
        double sum = 0;
        for (int i = -250; i <= 320; i++)
        {
            double t = i * Step;
            double w = Math.Exp(t - Math.Exp(-t));
            double density = Math.Exp(way * a * w - x * (Math.Exp(way * w) - 1));
            sum += density * (at + way * w) * w * (1 + Math.Exp(-t));
        }

        return -way * Step * sum;
    }
}
