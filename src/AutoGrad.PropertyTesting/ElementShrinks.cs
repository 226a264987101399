namespace AutoGrad.PropertyTesting;

/// <summary>Numbers to try in a number's place: rounder ones, then smaller ones, then positive ones.</summary>
internal static class ElementShrinks
{
    private const int MostDecimals = 4;

    // Beyond these a number is shrunk by its exponent.
    private const double Large = 1e6;
    private const double Small = 1e-3;

    /// <summary>Whether a number is simpler: finite first, then of fewer decimals, then smaller, then positive. No chain of these is endless.</summary>
    public static bool IsSimpler(double candidate, double value, DType dtype) =>
        Rank(candidate, dtype).CompareTo(Rank(value, dtype)) < 0;

    /// <summary>Simpler numbers that are allowed, boldest first.</summary>
    public static IEnumerable<double> Of(double value, Values values, DType dtype) =>
        Candidates(value, values, dtype).Select(candidate => Elements.Round(candidate, dtype))
            .Where(candidate => values.Allows(candidate) && IsSimpler(candidate, value, dtype)).Distinct();

    private static (bool NotFinite, int Decimals, double Size, bool Negative) Rank(double value, DType dtype) =>
        double.IsFinite(value) ? (false, Elements.Decimals(value, dtype), Math.Abs(value), double.IsNegative(value)) : (true, 0, double.IsNaN(value) ? 1 : 0, value < 0);

    private static IEnumerable<double> Candidates(double value, Values values, DType dtype)
    {
        foreach (double bold in (double[])[values.Anchor, 1, -1, double.IsNaN(value) ? 1 : Math.Abs(value)])
        {
            yield return bold;
        }

        if (!double.IsFinite(value))
        {
            yield break;
        }

        double magnitude = Math.Abs(value);
        double sign = Math.Sign(value);
        if (magnitude is > Large or < Small and not 0)
        {
            // A power of ten in Float32 may lie a little below its number.
            int exponent = (int)Math.Floor(Math.Log10(magnitude) + 1e-6);
            for (int half = exponent / 2; half != 0; half /= 2)
            {
                yield return sign * Math.Pow(10, exponent - half);
            }

            yield return sign * Math.Pow(10, exponent);
        }

        if (magnitude is 0 or > Large)
        {
            yield break;
        }

        yield return Math.Truncate(value);
        yield return sign * Math.Ceiling(magnitude);
        for (int decimals = 1; decimals <= MostDecimals; decimals++)
        {
            yield return Math.Round(value, decimals);
        }

        int places = Elements.Decimals(value, dtype);
        if (places <= MostDecimals)
        {
            double scale = Math.Pow(10, places);
            double steps = Math.Round(magnitude * scale);
            for (double step = Math.Floor(steps / 2); step >= 1; step = Math.Floor(step / 2))
            {
                yield return sign * (steps - step) / scale;
            }
        }
    }
}
