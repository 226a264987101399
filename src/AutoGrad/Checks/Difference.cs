namespace AutoGrad;

/// <summary>The slope of a function of one number, by differences.</summary>
/// <param name="Slope">The central difference, extrapolated.</param>
/// <param name="Error">An estimate of its error.</param>
/// <param name="Left">The slope from below, extrapolated.</param>
/// <param name="Right">The slope from above, extrapolated.</param>
/// <param name="SideError">An estimate of the error of the sides.</param>
/// <param name="Step">The longest step taken.</param>
internal readonly record struct Difference(double Slope, double Error, double Left, double Right, double SideError, double Step)
{
    // Steps h, h/√2, …: fine enough to leave the rounding noise before it grows, coarse enough to extrapolate.
    private const int Steps = 10;
    private const double Shrink = 1.4142135623730951;

    // How many times their errors sides must differ by to differ.
    private const double Certain = 100;

    // Steps that do not change the value at all agree with each other, and know nothing.
    private const double Rounding = 1.0 / (1L << 53);

    /// <summary>The slopes of a function of one number to several.</summary>
    /// <param name="f">The function.</param>
    /// <param name="x">Where.</param>
    /// <param name="middle">Its value there.</param>
    /// <param name="step">The longest step.</param>
    /// <returns>One for each number of the value.</returns>
    public static Difference[] At(Func<double, double[]> f, double x, double[] middle, double step)
    {
        var central = new double[middle.Length, Steps];
        var left = new double[middle.Length, Steps];
        var right = new double[middle.Length, Steps];
        double longest = step;
        for (int i = 0; i < Steps; i++, step /= Shrink)
        {
            // The steps that Float64 really takes.
            double up = x + step, down = x - step;
            (double[] above, double[] below) = (f(up), f(down));
            for (int k = 0; k < middle.Length; k++)
            {
                central[k, i] = (above[k] - below[k]) / (up - down);
                right[k, i] = (above[k] - middle[k]) / (up - x);
                left[k, i] = (middle[k] - below[k]) / (x - down);
            }
        }

        var differences = new Difference[middle.Length];
        for (int k = 0; k < differences.Length; k++)
        {
            (double slope, double error) = Extrapolate(central, k, 2);
            (double fromLeft, double leftError) = Extrapolate(left, k, 1);
            (double fromRight, double rightError) = Extrapolate(right, k, 1);
            differences[k] = new Difference(slope, Math.Max(error, Rounding * Math.Abs(middle[k]) / longest), fromLeft, fromRight, leftError + rightError, longest);
        }

        return differences;
    }

    /// <summary>How far the sides are from each other and from knowing: more than the error where steps go past a pole or a kink.</summary>
    public double Spread
    {
        get
        {
            double spread = Math.Abs(Right - Left) + SideError;
            return double.IsNaN(spread) ? double.PositiveInfinity : spread;
        }
    }

    /// <summary>What to trust it by, beside differences of other steps.</summary>
    public double Doubt => Error + (Math.Abs(Right - Left) > Certain * SideError ? SideError : Spread);

    /// <summary>Whether no step changed the value at all.</summary>
    public bool SawNothing => (Slope, Left, Right) == (0, 0, 0);

    /// <summary>Whether the slopes from the two sides differ by more than their errors explain.</summary>
    /// <param name="scale">How large the slope is.</param>
    /// <param name="error">How far the slope is from what was expected; 0 if it is there.</param>
    /// <remarks>Beside an error, sides that differ by about as much explain it, however small the kink is.</remarks>
    public bool HasKink(double scale, double error) =>
        Math.Abs(Right - Left) > Certain * SideError && (Math.Abs(Right - Left) > 1e-4 * scale || (error > 0 && Math.Abs(Right - Left) > 0.5 * error));

    // Neville's scheme for a step of 0: the error goes with the step's even powers (central) or all of them (one side).
    // The entry that its neighbours disagree with least is taken, and that disagreement for its error.
    private static (double Value, double Error) Extrapolate(double[,] differences, int row, int power)
    {
        Span<double> table = stackalloc double[Steps];
        (double best, double error) = (differences[row, 0], double.PositiveInfinity);
        for (int i = 0; i < Steps; i++)
        {
            double previous = table[0];
            table[0] = differences[row, i];
            double factor = 1;
            for (int j = 1; j <= i; j++)
            {
                factor *= Math.Pow(Shrink, power);
                double above = previous;
                previous = table[j];
                table[j] = (factor * table[j - 1] - above) / (factor - 1);
                double disagreement = Math.Max(Math.Abs(table[j] - table[j - 1]), Math.Abs(table[j] - above));
                if (disagreement <= error)
                {
                    (best, error) = (table[j], disagreement);
                }
            }
        }

        return (best, error);
    }
}
