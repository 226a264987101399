using System.Globalization;

namespace AutoGrad.Reports;

public static partial class Chart
{
    /// <summary>Draws numbers in order as a line.</summary>
    /// <param name="y">The numbers: the losses of a run, say.</param>
    /// <param name="title">What stands above.</param>
    /// <param name="xLabel">What is counted along.</param>
    /// <param name="yLabel">What is measured up, with its unit.</param>
    /// <param name="xScale">How the axis along counts.</param>
    /// <param name="yScale">How the axis up counts.</param>
    public static Picture Line(
        IEnumerable<double> y, string? title = null, string? xLabel = null, string? yLabel = null,
        AxisScale xScale = AxisScale.Linear, AxisScale yScale = AxisScale.Linear) =>
        Line([Series.Of("", y)], title, xLabel, yLabel, xScale, yScale);

    /// <summary>Draws lines in one chart, each in a colour of its own.</summary>
    /// <param name="series">The lines, in the order of the legend.</param>
    /// <param name="title">What stands above.</param>
    /// <param name="xLabel">What is counted along.</param>
    /// <param name="yLabel">What is measured up, with its unit.</param>
    /// <param name="xScale">How the axis along counts.</param>
    /// <param name="yScale">How the axis up counts.</param>
    public static Picture Line(
        IReadOnlyList<Series> series, string? title = null, string? xLabel = null, string? yLabel = null,
        AxisScale xScale = AxisScale.Linear, AxisScale yScale = AxisScale.Linear)
    {
        Plot plot = Planed(series, Labels.Of(title, xLabel, yLabel), xScale, yScale, 0.0);
        for (int i = 0; i < series.Count; i++)
        {
            plot.Svg.Path(plot.Through(series[i].X, series[i].Y), Palette.Stroke(i));
        }

        return Finished(plot, series);
    }

    /// <summary>Draws points, each cloud in a colour of its own.</summary>
    /// <param name="series">The clouds, in the order of the legend.</param>
    /// <param name="title">What stands above.</param>
    /// <param name="xLabel">What is measured along, with its unit.</param>
    /// <param name="yLabel">What is measured up, with its unit.</param>
    /// <param name="xScale">How the axis along counts.</param>
    /// <param name="yScale">How the axis up counts.</param>
    public static Picture Scatter(
        IReadOnlyList<Series> series, string? title = null, string? xLabel = null, string? yLabel = null,
        AxisScale xScale = AxisScale.Linear, AxisScale yScale = AxisScale.Linear)
    {
        Plot plot = Planed(series, Labels.Of(title, xLabel, yLabel), xScale, yScale, 0.04);
        for (int i = 0; i < series.Count; i++)
        {
            plot.Svg.Path(plot.Dots(series[i].X, series[i].Y), $"dots s{i % Palette.Count}");
        }

        return Finished(plot, series);
    }

    /// <summary>Draws examples of two features as points, coloured by class.</summary>
    /// <param name="points">[n, 2]: along and up.</param>
    /// <param name="labels">[n]: the class of each, counted from 0, of an integer dtype; one class if left out.</param>
    /// <param name="names">What the classes are called; their numbers if left out.</param>
    /// <param name="title">What stands above.</param>
    /// <param name="xLabel">What is measured along, with its unit.</param>
    /// <param name="yLabel">What is measured up, with its unit.</param>
    /// <exception cref="ShapeException">The points are not [n, 2], or the labels not [n].</exception>
    public static Picture Scatter(
        Tensor points, Tensor? labels = null, IReadOnlyList<string>? names = null,
        string? title = null, string? xLabel = null, string? yLabel = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Shape.Rank != 2 || points.Shape[1] != 2 || (labels is not null && (labels.Shape.Rank != 1 || labels.Shape[0] != points.Shape[0])))
        {
            throw new ShapeException("scatter", "points must be [n, 2] and labels [n]", labels is null ? $"{points.Spec}" : $"{points.Spec} and {labels.Spec}");
        }

        double[] all = Numbers.All(points);
        double[] classes = labels is null ? new double[points.Shape[0]] : Numbers.All(labels);
        int count = classes.Length == 0 ? 0 : (int)classes.Max() + 1;
        var series = new Series[Math.Max(count, names?.Count ?? 0)];
        for (int k = 0; k < series.Length; k++)
        {
            int[] members = [.. Enumerable.Range(0, classes.Length).Where(i => classes[i] == k)];
            string name = names is not null && k < names.Count ? names[k] : labels is null ? "" : k.ToString(CultureInfo.InvariantCulture);
            series[k] = new Series(name, [.. members.Select(i => all[2 * i])], [.. members.Select(i => all[2 * i + 1])]);
        }

        return Scatter(series, title, xLabel, yLabel);
    }

    private static Plot Planed(IReadOnlyList<Series> series, Labels labels, AxisScale xScale, AxisScale yScale, double xMargin)
    {
        ArgumentNullException.ThrowIfNull(series);
        IEnumerable<double> xs = series.SelectMany(one => one.X), ys = series.SelectMany(one => one.Y);
        var plot = new Plot(
            labels, Axis.Over(xs, xScale, xMargin), Axis.Over(ys, yScale, 0.05),
            [.. series.Select(one => one.Name)], Notes(xs, ys, xScale, yScale));
        plot.Open();
        return plot;
    }

    private static Picture Finished(Plot plot, IReadOnlyList<Series> series)
    {
        plot.Close();
        return plot.Finish(string.Join("; ", series.Select((one, i) => Range(
            one.Name.Length > 0 ? one.Name : series.Count > 1 ? $"series {i}" : $"{one.Y.Count} values", one.Y))));
    }
}
