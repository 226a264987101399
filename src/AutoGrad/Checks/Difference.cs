namespace AutoGrad;

/// <summary>The slope of a function of one number, by differences.</summary>
/// <param name="Slope">The central difference, extrapolated.</param>
/// <param name="Error">An estimate of its error.</param>
/// <param name="Left">The slope from below, extrapolated.</param>
/// <param name="Right">The slope from above, extrapolated.</param>
/// <param name="SideError">An estimate of the error of the sides.</param>
internal readonly record struct Difference(double Slope, double Error, double Left, double Right, double SideError)
{
    // Steps h, h/√2, …: fine enough to leave the rounding noise before it grows, coarse enough to extrapolate.
    private const int Steps = 10;
    private const double Shrink = 1.4142135623730951;
    private const double FirstStep = 1e-2;

    public static Difference At(Func<double, double> f, double x)
    {
        double step = FirstStep * Math.Max(Math.Abs(x), 1);
        var central = new double[Steps];
        var left = new double[Steps];
        var right = new double[Steps];
        double middle = f(x);
        for (int i = 0; i < Steps; i++, step /= Shrink)
        {
            // The steps that Float64 really takes.
            double up = x + step, down = x - step;
            (double above, double below) = (f(up), f(down));
            central[i] = (above - below) / (up - down);
            right[i] = (above - middle) / (up - x);
            left[i] = (middle - below) / (x - down);
        }

        (double slope, double error) = Extrapolate(central, 2);
        (double fromLeft, double leftError) = Extrapolate(left, 1);
        (double fromRight, double rightError) = Extrapolate(right, 1);
        return new Difference(slope, error, fromLeft, fromRight, leftError + rightError);
    }

    /// <summary>Whether the slopes from the two sides differ by more than their errors explain.</summary>
    public bool HasKink(double scale) => Math.Abs(Right - Left) > Math.Max(1e-4 * scale, 100 * SideError);

    // Neville's scheme for a step of 0: the error goes with the step's even powers (central) or all of them (one side).
    // The entry that its neighbours disagree with least is taken, and that disagreement for its error.
    private static (double Value, double Error) Extrapolate(double[] differences, int power)
    {
        var table = new double[differences.Length];
        (double best, double error) = (differences[0], double.PositiveInfinity);
        for (int i = 0; i < differences.Length; i++)
        {
            double previous = table[0];
            table[0] = differences[i];
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
