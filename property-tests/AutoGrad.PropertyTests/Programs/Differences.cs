using System.Globalization;

namespace AutoGrad.PropertyTests;

/// <summary>Holds slopes against central differences, and knows when those can say nothing.</summary>
/// <remarks>Written apart from the library's own gradient check, so that neither vouches for itself.</remarks>
internal static class Differences
{
    private const double Step = 2e-3;
    private const int Halvings = 3;
    private const double Tolerance = 1e-6;

    /// <summary>Compares slopes at 0 of functions of one number.</summary>
    /// <param name="f">The functions.</param>
    /// <param name="analytic">The slopes claimed.</param>
    /// <param name="rounding">What error rounding on the way to the claims explains; asked only where there is one.</param>
    public static Outcome Check(Func<double, double[]> f, double[] analytic, Func<double>? rounding = null)
    {
        double[] middle = f(0);
        var above = new double[Halvings][];
        var below = new double[Halvings][];
        for (int i = 0; i < Halvings; i++)
        {
            double step = Step / (1 << i);
            (above[i], below[i]) = (f(step), f(-step));
        }

        bool isDiscarded = false;
        for (int k = 0; k < analytic.Length; k++)
        {
            var central = new double[Halvings];
            var bend = new double[Halvings];
            for (int i = 0; i < Halvings; i++)
            {
                double step = Step / (1 << i);
                central[i] = (above[i][k] - below[i][k]) / (2 * step);
                bend[i] = (above[i][k] - 2 * middle[k] + below[i][k]) / step;
            }

            (double slope, double estimate) = Extrapolated(central);
            double scale = Math.Max(1, Math.Max(Math.Abs(slope), Math.Abs(analytic[k])));
            double error = Math.Abs(slope - analytic[k]);
            if (error <= Tolerance * scale)
            {
                continue;
            }

            // Slopes of the two sides approach each other as the step does 0, unless there is a kink; a kink beside the point
            // makes the differences disagree with each other.
            bool isKink = Math.Abs(bend[^1]) > 0.4 * Math.Abs(bend[0]) && Math.Abs(bend[^1]) > 0.02 * error;
            bool isNarrow = !(estimate <= 0.1 * error);
            if (isKink || isNarrow || !double.IsFinite(slope) || error <= rounding?.Invoke())
            {
                isDiscarded = true;
                continue;
            }

            return Outcome.Failed(string.Create(CultureInfo.InvariantCulture, $"analytic {analytic[k]:R}, by differences {slope:R}, which are good to {estimate:G2}"));
        }

        return isDiscarded ? Outcome.Discarded : Outcome.Held;
    }

    // The error of a central difference is a series in the square of the step: each column takes its next term out.
    private static (double Slope, double Estimate) Extrapolated(double[] central)
    {
        double[] column = central;
        double estimate = 0;
        for (double factor = 4; column.Length > 1; factor *= 4)
        {
            double[] next = new double[column.Length - 1];
            for (int i = 0; i < next.Length; i++)
            {
                next[i] = (factor * column[i + 1] - column[i]) / (factor - 1);
            }

            // By how much the last entry moved, and by how much those it was made of differ from each other, the rawest left out.
            estimate = Math.Max(Math.Abs(next[^1] - column[^1]), column.Length < central.Length ? Math.Abs(column[^1] - column[^2]) : 0);
            column = next;
        }

        return (column[0], estimate);
    }
}
