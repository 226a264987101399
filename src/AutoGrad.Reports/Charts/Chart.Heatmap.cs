using System.Globalization;

namespace AutoGrad.Reports;

public static partial class Chart
{
    // Above this many cells a side, cells get no numbers of their own.
    private const int MostNumbered = 16;

    /// <summary>Draws a matrix as coloured cells.</summary>
    /// <param name="matrix">[r, c]: any dtype. Colours run over blue, white (0) and red if there are both signs, else from dark to light.</param>
    /// <param name="title">What stands above.</param>
    /// <param name="xLabel">What the columns are.</param>
    /// <param name="yLabel">What the rows are.</param>
    /// <param name="rowNames">A name a row; numbers from 0 at the top if left out.</param>
    /// <exception cref="ShapeException">It is no matrix, or empty.</exception>
    /// <exception cref="ArgumentException">There are not as many names as rows.</exception>
    public static Picture Heatmap(
        Tensor matrix, string? title = null, string? xLabel = null, string? yLabel = null, IReadOnlyList<string>? rowNames = null)
    {
        (double[] values, int rows, int columns) = Numbers.Matrix(matrix, "heatmap");
        RequireNames(rowNames, rows, "heatmap");
        (Axis scale, Func<double, Rgb> colour) = ColourScale(values);

        double cell = Math.Clamp(Math.Min(520.0 / columns, 360.0 / rows), 1, 28);
        double height = Math.Clamp(cell * rows, 60, 420), width = Math.Clamp(cell * columns, 60, 520);
        var plot = new Plot(
            Labels.Of(title, xLabel, yLabel), Axis.Between(-0.5, columns - 0.5), Axis.Between(rows - 0.5, -0.5), [],
            Notes(values, values, AxisScale.Linear, AxisScale.Linear), rowNames, height, right: 90, width);
        plot.Svg.Image(plot.Left, plot.Top, plot.PlaneWidth, plot.PlaneHeight, Coloured(values, rows, columns, value => colour(scale.Place(value))));
        plot.ColourBar(scale, colour);
        return plot.Finish($"{rows} × {columns}, {Range("values", values)}");
    }

    /// <summary>Draws how often each class was taken for each: rows are what is true, columns what was predicted.</summary>
    /// <param name="counts">[k, k]: how often, as <c>Metrics.ConfusionMatrix</c> of AutoGrad.Training counts.</param>
    /// <param name="names">What the classes are called; their numbers if left out.</param>
    /// <param name="title">What stands above.</param>
    /// <exception cref="ShapeException">It is no square matrix, or empty.</exception>
    /// <exception cref="ArgumentException">There are not as many names as classes.</exception>
    public static Picture Confusion(Tensor counts, IReadOnlyList<string>? names = null, string? title = null)
    {
        (double[] values, int k, int columns) = Numbers.Matrix(counts, "confusion");
        if (k != columns)
        {
            throw new ShapeException("confusion", "counts must be [k, k]: what is true by what was predicted", counts.Spec.ToString());
        }

        RequireNames(names, k, "confusion");
        string[] called = [.. Enumerable.Range(0, k).Select(i => names?[i] ?? i.ToString(CultureInfo.InvariantCulture))];
        double cell = Math.Clamp(440.0 / k, 10, 44);
        double[] totals = [.. Enumerable.Range(0, k).Select(i => values.AsSpan(i * k, k).ToArray().Sum())];
        double right = Enumerable.Range(0, k).Sum(i => values[i * k + i]), total = totals.Sum();
        string accuracy = string.Create(CultureInfo.InvariantCulture, $"{right:0} of {total:0} are right{(total > 0 ? $" ({100 * right / total:0.0} %)" : "")}");

        // Turned names need room below; shares of a row are coloured, so that rare classes are seen as well as frequent ones.
        double below = called.Max(name => TextWidth.Of(TextWidth.Cut(name, 110, 12), 12));
        bool turned = below > cell - 4;
        var plot = new Plot(
            Labels.Of(title, null, "true"), Axis.Between(0, k).WithoutTicks(), Axis.Between(0, k), [], [accuracy + "; columns: predicted"],
            called, cell * k, right: 0, width: cell * k, below: turned ? Math.Min(below, 110) + 6 : 0);
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < k; j++)
            {
                double share = totals[i] > 0 ? values[i * k + j] / totals[i] : 0;
                Rgb rgb = Colours.Sequential(share);
                double x = plot.Left + j * cell, y = plot.Top + i * cell;
                plot.Svg.Rectangle(x, y, cell - 1, cell - 1, "", $"{called[i]} taken for {called[j]}: {values[i * k + j]:0}", fill: rgb.ToString());
                if (k <= MostNumbered && values[i * k + j] != 0)
                {
                    string text = values[i * k + j].ToString("0", CultureInfo.InvariantCulture);
                    plot.Svg.Coloured(x + (cell - 1) / 2, y + cell / 2 + 4, text, rgb.IsLight ? "#111111" : "#ffffff");
                }
            }

            string name = TextWidth.Cut(called[i], 110, 12);
            double middle = plot.Left + (i + 0.5) * cell;
            if (turned)
            {
                plot.Svg.Text(middle + 4, plot.Bottom + 8, name, "soft small", "end", turned: -90);
            }
            else
            {
                plot.Svg.Text(middle, plot.Bottom + 17, name, "soft small", "middle");
            }
        }

        return plot.Finish($"{k} classes, {accuracy}");
    }

    private static (Axis Scale, Func<double, Rgb> Colour) ColourScale(IReadOnlyList<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        if (finite.Length > 0 && finite.Min() < 0 && finite.Max() > 0)
        {
            double end = Math.Max(-finite.Min(), finite.Max());
            return (Axis.Between(-end, end), Colours.Diverging);
        }

        return (Axis.Over(finite, AxisScale.Linear, 0), Colours.Sequential);
    }

    private static byte[] Coloured(ReadOnlySpan<double> values, int rows, int columns, Func<double, Rgb> colour)
    {
        var pixels = new byte[3 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            (pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]) = colour(values[i]);
        }

        return Png.Encode(pixels, columns, rows, 3);
    }

    private static void RequireNames(IReadOnlyList<string>? names, int count, string chart)
    {
        if (names is not null && names.Count != count)
        {
            throw new ArgumentException($"{chart}: there must be a name for each of the {count}; got {names.Count}.", nameof(names));
        }
    }
}
