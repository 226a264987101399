namespace AutoGrad.PropertyTesting;

/// <summary>Rows of probabilities to try in others' place.</summary>
internal static class ProbabilityShrinks
{
    // A probability in Float32 is this near to what it rounds.
    private const double Near = 1e-6;

    /// <summary>Fewer rows, fewer classes, even rows, rows of tenths.</summary>
    public static IEnumerable<double[][]> Of(Tensor rows, bool zeros)
    {
        foreach (Tensor fewer in TensorShrinks.Fewer(rows))
        {
            double[][] parts = Split(fewer);
            if (Array.TrueForAll(parts, part => part.Sum() > 0))
            {
                yield return Array.ConvertAll(parts, Normalized);
            }
        }

        double[][] all = Split(rows);
        double[] even = Normalized([.. Enumerable.Repeat(1.0, rows.Shape[1])]);
        if (!Array.TrueForAll(all, row => IsNear(row, even)))
        {
            yield return Array.ConvertAll(all, _ => even);
        }

        for (int i = 0; i < all.Length; i++)
        {
            foreach (double[] simpler in Simpler(all[i], even, zeros))
            {
                yield return [.. all[..i], simpler, .. all[(i + 1)..]];
            }
        }
    }

    /// <summary>Numbers divided by their sum; the first class alone if they are all 0.</summary>
    public static double[] Normalized(double[] weights)
    {
        double sum = weights.Sum();
        return sum > 0 ? Array.ConvertAll(weights, weight => weight / sum) : [.. weights.Select((_, i) => i == 0 ? 1.0 : 0.0)];
    }

    // Even, else the first class alone, else tenths; each of them is simpler than all that come after it.
    private static IEnumerable<double[]> Simpler(double[] row, double[] even, bool zeros)
    {
        double[] tenths = Tenths(row);
        double[][] simple = [even, .. zeros ? (double[][])[Normalized(new double[row.Length])] : [], .. tenths.Min() > (zeros ? -Near : Near) ? (double[][])[tenths] : []];
        return simple.TakeWhile(each => !IsNear(row, each));
    }

    // The largest takes what rounding leaves.
    private static double[] Tenths(double[] row)
    {
        double[] tenths = Array.ConvertAll(row, probability => Math.Round(probability, 1));
        int largest = Array.IndexOf(row, row.Max());
        tenths[largest] = Math.Round(1 - (tenths.Sum() - tenths[largest]), 1);
        return tenths;
    }

    private static double[][] Split(Tensor rows) => [.. Enumerable.Range(0, rows.Shape[0]).Select(i => Elements.Of(rows[i]))];

    private static bool IsNear(double[] row, double[] other) => row.Zip(other).All(pair => Math.Abs(pair.First - pair.Second) < Near);
}
