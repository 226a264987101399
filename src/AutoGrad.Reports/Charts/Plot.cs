using System.Text;

namespace AutoGrad.Reports;

/// <summary>The frame of a chart: heading, axes with their numbers, and where data lies between them.</summary>
internal sealed class Plot
{
    public const double Width = 680;

    private const double Line = 20, Edge = 14;

    private readonly Axis _x;
    private readonly Axis _y;
    private readonly string _title;
    private readonly double _right;

    /// <summary>Lays out everything but the data, and draws it.</summary>
    /// <param name="labels">What is written around.</param>
    /// <param name="x">Along.</param>
    /// <param name="y">Up.</param>
    /// <param name="legend">Names in the order of their colours; empty ones are left out.</param>
    /// <param name="notes">What must be said of the data, under the title.</param>
    /// <param name="bands">Names from the top down instead of numbers up the axis.</param>
    /// <param name="height">Of the plane, in pixels.</param>
    /// <param name="right">Room beside the plane, for a scale of colours.</param>
    /// <param name="width">Of the plane, in pixels; what there is room for if left out.</param>
    /// <param name="below">More room under the plane.</param>
    public Plot(
        Labels labels, Axis x, Axis y, IReadOnlyList<string> legend, IReadOnlyList<string> notes,
        IReadOnlyList<string>? bands = null, double height = 300, double right = 0, double? width = null, double below = 0)
    {
        (_x, _y, _title) = (x, y, labels.Title);
        IReadOnlyList<(double Value, string Label)> ticks = bands is null ? y.Ticks(6) : [];
        string[] names = [.. (bands ?? [.. ticks.Select(tick => tick.Label)]).Select(name => TextWidth.Cut(name, 150, 12))];
        Left = Edge + names.Select(name => TextWidth.Of(name, 12)).DefaultIfEmpty(0).Max() + 8 + (labels.Y.Length > 0 ? Line : 0);
        PlaneWidth = Math.Min(width ?? double.PositiveInfinity, Width - Left - Edge - 4 - right);
        double heading = new[] { TextWidth.Of(labels.Title, 15) }.Concat(notes.Select(note => TextWidth.Of(note, 12))).Max();
        _right = width is null ? Width : Math.Clamp(Left + PlaneWidth + right + Edge, Math.Min(heading + 2 * Edge, Width), Width);
        Top = Heading.Draw(Svg, Width, labels.Title, notes, legend);
        PlaneHeight = height;
        DrawAcross();
        for (int i = 0; i < ticks.Count; i++)
        {
            double at = Y(ticks[i].Value);
            Svg.Line(Left, at, Left + PlaneWidth, at, "rule");
            Svg.Text(Left - 8, at + 4, names[i], "soft small", "end");
        }

        for (int i = 0; bands is not null && i < bands.Count; i++)
        {
            Svg.Text(Left - 8, Top + (i + 0.5) * height / bands.Count + 4, names[i], "soft small", "end");
        }

        Height = Bottom + 22 + below;
        if (labels.X.Length > 0)
        {
            Height += Line;
            Svg.Text(Left + PlaneWidth / 2, Height - 6, TextWidth.Cut(labels.X, PlaneWidth), "soft", "middle");
        }

        if (labels.Y.Length > 0)
        {
            Svg.Text(Edge + 6, Top + height / 2, TextWidth.Cut(labels.Y, height), "soft", "middle", turned: -90);
        }

        Height += 6;
    }

    public SvgBuilder Svg { get; } = new();

    public double Left { get; }

    public double Top { get; }

    public double PlaneWidth { get; }

    public double PlaneHeight { get; }

    public double Bottom => Top + PlaneHeight;

    public double Height { get; private set; }

    public double X(double value) => Left + _x.Place(value) * PlaneWidth;

    public double Y(double value) => Bottom - _y.Place(value) * PlaneHeight;

    /// <summary>Opens the plane: data that reaches beyond it is cut.</summary>
    public void Open() => Svg.OpenClip(Left - 4, Top - 4, PlaneWidth + 8, PlaneHeight + 8);

    public void Close() => Svg.CloseClip();

    /// <summary>A line through points, broken where the axes cannot show one.</summary>
    public string Through(IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        var path = new StringBuilder();
        int run = 0;
        foreach (int i in Thinned(xs, ys))
        {
            (double x, double y) = (X(xs[i]), Y(ys[i]));
            if (double.IsNaN(x) || double.IsNaN(y))
            {
                EndRun(path, run);
                run = 0;
                continue;
            }

            path.Append(run == 0 ? 'M' : 'L').Append(SvgBuilder.Number(x)).Append(' ').Append(SvgBuilder.Number(y));
            run++;
        }

        EndRun(path, run);
        return path.ToString();
    }

    /// <summary>A dot at each point that the axes can show: lines of no length with round ends.</summary>
    public string Dots(IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        var path = new StringBuilder();
        for (int i = 0; i < xs.Count; i++)
        {
            (double x, double y) = (X(xs[i]), Y(ys[i]));
            if (!double.IsNaN(x) && !double.IsNaN(y))
            {
                path.Append('M').Append(SvgBuilder.Number(x)).Append(' ').Append(SvgBuilder.Number(y)).Append("h0");
            }
        }

        return path.ToString();
    }

    /// <summary>Draws a scale of colours to the right of the plane.</summary>
    public void ColourBar(Axis values, Func<double, Rgb> colour)
    {
        const int Steps = 64;
        double x = Left + PlaneWidth + 16;
        byte[] pixels = [.. Enumerable.Range(0, Steps).SelectMany(i =>
        {
            Rgb rgb = colour(1 - (i + 0.5) / Steps);
            return new[] { rgb.R, rgb.G, rgb.B };
        })];
        Svg.Image(x, Top, 14, PlaneHeight, Png.Encode(pixels, 1, Steps, 3));
        foreach ((double value, string label) in values.Ticks((int)Math.Clamp(PlaneHeight / 40, 2, 7)))
        {
            double y = Bottom - values.Place(value) * PlaneHeight;
            Svg.Line(x + 14, y, x + 18, y, "axis");
            Svg.Text(x + 22, y + 4, label, "soft small");
        }
    }

    public Picture Finish(string summary) => new(_right, Height, _title.Length > 0 ? _title : "Chart", summary, Svg.ToString());

    // A point alone shows as a dot.
    private static void EndRun(StringBuilder path, int run)
    {
        if (run == 1)
        {
            path.Append("h0");
        }
    }

    private void DrawAcross()
    {
        double reach = double.NegativeInfinity;
        foreach ((double value, string label) in _x.Ticks((int)Math.Clamp(PlaneWidth / 70, 2, 9)))
        {
            double x = X(value), half = TextWidth.Of(label, 12) / 2;
            Svg.Line(x, Top, x, Bottom, "rule");

            // The outermost labels stay on the paper, and none covers another.
            double middle = Math.Clamp(x, half + 2, Width - half - 2);
            if (middle - half > reach + 4)
            {
                Svg.Text(middle, Bottom + 17, label, "soft small", "middle");
                reach = middle + half;
            }
        }

        Svg.Line(Left, Bottom, Left + PlaneWidth, Bottom, "axis");
    }

    // Of more points than pixels the first, least, greatest and last of each column of pixels: no spike is lost.
    private IEnumerable<int> Thinned(IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        int columns = (int)PlaneWidth;
        if (xs.Count <= 4 * columns)
        {
            return Enumerable.Range(0, xs.Count);
        }

        var kept = new SortedSet<int>();
        for (int column = 0; column < columns; column++)
        {
            int from = (int)((long)xs.Count * column / columns), to = (int)((long)xs.Count * (column + 1) / columns);
            int least = from, greatest = from;
            for (int i = from; i < to; i++)
            {
                if (!double.IsFinite(ys[i]))
                {
                    kept.Add(i);
                    continue;
                }

                least = ys[least] <= ys[i] ? least : i;
                greatest = ys[greatest] >= ys[i] ? greatest : i;
            }

            kept.UnionWith([from, least, greatest, to - 1]);
        }

        return kept;
    }
}
