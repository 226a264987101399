using System.Globalization;
using System.Text;

namespace AutoGrad.Reports;

public static partial class Chart
{
    /// <summary>Counts the elements of a tensor by size.</summary>
    /// <param name="values">[...]: a floating or integer dtype.</param>
    /// <param name="bins">How many bars; by the rule of Freedman and Diaconis (1981) if left out, 10 to 80 of them.</param>
    /// <param name="title">What stands above.</param>
    /// <param name="xLabel">What is measured, with its unit.</param>
    public static Picture Histogram(Tensor values, int? bins = null, string? title = null, string? xLabel = null)
    {
        double[] all = Numbers.All(values);
        double[] finite = [.. all.Where(double.IsFinite)];
        Array.Sort(finite);
        (double low, double high) = Ends(finite);
        int count = bins is { } asked ? Bins(asked) : Usual(finite, low, high);
        int[] heights = Counted(finite, low, high, count);
        var plot = new Plot(
            Labels.Of(title, xLabel, "count"), Axis.Between(low, high), Axis.Over([0, heights.Max()], AxisScale.Linear, 0.0), [],
            Notes(all, all, AxisScale.Linear, AxisScale.Linear), height: 220);
        plot.Open();
        double wide = (high - low) / count;
        for (int i = 0; i < count; i++)
        {
            double left = plot.X(low + i * wide), right = plot.X(low + (i + 1) * wide), top = plot.Y(heights[i]);
            string hint = string.Create(CultureInfo.InvariantCulture, $"{heights[i]} from {low + i * wide:G4} to {low + (i + 1) * wide:G4}");
            plot.Svg.Rectangle(left, top, Math.Max(right - left - 1, 0.5), plot.Bottom - top, Palette.Fill(0), hint);
        }

        plot.Close();
        return plot.Finish($"{all.Length} elements, {Range("values", finite)}");
    }

    /// <summary>Draws how the elements of several tensors lie, one band each: gradients by layer, or activations by step.</summary>
    /// <param name="rows">The tensors by name, from the top.</param>
    /// <param name="scale">Log counts sizes without their sign, which suits gradients; zeros are counted in the band then.</param>
    /// <param name="title">What stands above.</param>
    /// <param name="xLabel">What is measured, with its unit.</param>
    public static Picture Histograms(
        IReadOnlyList<KeyValuePair<string, Tensor>> rows, AxisScale scale = AxisScale.Linear, string? title = null, string? xLabel = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        const int Bars = 80;
        const double Band = 46;
        double[][] all = [.. rows.Select(row => Numbers.All(row.Value))];
        double[][] shown = [.. all.Select(row => row.Select(value => scale == AxisScale.Log ? Math.Abs(value) : value).Where(value => Axis.Shows(value, scale)).ToArray())];
        Axis across = Axis.Over(shown.SelectMany(row => row), scale);
        string[] names = [.. rows.Select(row => row.Key)];
        string[] notes = all.Zip(shown).Any(pair => pair.First.Length != pair.Second.Length)
            ? [scale == AxisScale.Log ? "\"out\" counts zeros and what is not finite" : "\"out\" counts what is not finite"]
            : [];
        var plot = new Plot(
            Labels.Of(title, xLabel ?? (scale == AxisScale.Log ? "size" : null), null), across, Axis.Between(0, 1), [], notes, names, height: Band * Math.Max(rows.Count, 1));
        plot.Open();
        for (int row = 0; row < rows.Count; row++)
        {
            var heights = new int[Bars];
            foreach (double value in shown[row])
            {
                heights[Math.Clamp((int)(across.Place(value) * Bars), 0, Bars - 1)]++;
            }

            double floor = plot.Top + (row + 1) * Band - 4, tallest = Math.Max(heights.Max(), 1);
            var path = new StringBuilder(Invariant($"M{plot.Left:0.##} {floor:0.##}"));
            for (int i = 0; i < Bars; i++)
            {
                double x = plot.Left + (i + 0.5) * plot.PlaneWidth / Bars;
                path.Append(Invariant($"L{x:0.##} {floor - heights[i] / tallest * (Band - 10):0.##}"));
            }

            path.Append(Invariant($"L{plot.Left + plot.PlaneWidth:0.##} {floor:0.##}Z"));
            plot.Svg.Path(path.ToString(), $"area {Palette.Fill(row)}", $"{names[row]}: {Range("values", shown[row])}");
            plot.Svg.Path(path.ToString(), $"line thin s{row % Palette.Count}");
            if (all[row].Length > shown[row].Length)
            {
                plot.Svg.Text(plot.Left + 4, floor - 6, string.Create(CultureInfo.InvariantCulture, $"{all[row].Length - shown[row].Length} out"), "soft small");
            }
        }

        plot.Close();
        return plot.Finish(string.Join("; ", rows.Select((row, i) => Range(row.Key, shown[i]))));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static int Bins(int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        return bins;
    }

    private static (double Low, double High) Ends(double[] sorted)
    {
        if (sorted.Length == 0)
        {
            return (0, 1);
        }

        double least = Math.Max(Math.Abs(sorted[0]), Math.Abs(sorted[^1])) * 1e-9;
        return sorted[^1] - sorted[0] > least ? (sorted[0], sorted[^1]) : (sorted[0] - 0.5 - least, sorted[0] + 0.5 + least);
    }

    private static int Usual(double[] sorted, double low, double high)
    {
        if (sorted.Length == 0)
        {
            return 10;
        }

        double middleHalf = sorted[sorted.Length * 3 / 4] - sorted[sorted.Length / 4];
        double wide = 2 * middleHalf / Math.Cbrt(sorted.Length);
        return wide > 0 ? (int)Math.Clamp(Math.Ceiling((high - low) / wide), 10, 80) : 10;
    }

    private static int[] Counted(double[] values, double low, double high, int bins)
    {
        var heights = new int[bins];
        foreach (double value in values)
        {
            heights[Math.Clamp((int)((value - low) / (high - low) * bins), 0, bins - 1)]++;
        }

        return heights;
    }
}
