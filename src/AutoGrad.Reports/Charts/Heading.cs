namespace AutoGrad.Reports;

/// <summary>What stands above the plane of a chart: title, notes, legend.</summary>
internal static class Heading
{
    private const double Line = 20, Edge = 14;

    // Draws from the upper edge down, and says how far it reaches. A name of the legend has the colour of its number; empty ones are
    // left out.
    public static double Draw(SvgBuilder svg, double width, string title, IReadOnlyList<string> notes, IReadOnlyList<string> legend)
    {
        double y = 8;
        if (title.Length > 0)
        {
            y += Line;
            svg.Text(Edge, y - 3, TextWidth.Cut(title, width - 2 * Edge, 15), "ink title");
        }

        foreach (string note in notes)
        {
            y += Line;
            svg.Text(Edge, y - 4, TextWidth.Cut(note, width - 2 * Edge, 12), "soft small");
        }

        return Legend(svg, width, y, legend) + 8;
    }

    private static double Legend(SvgBuilder svg, double width, double y, IReadOnlyList<string> legend)
    {
        double x = width;
        for (int i = 0; i < legend.Count; i++)
        {
            if (legend[i].Length == 0)
            {
                continue;
            }

            string name = TextWidth.Cut(legend[i], 200, 12);
            double wide = 24 + TextWidth.Of(name, 12);
            if (x + wide > width - Edge)
            {
                x = Edge;
                y += Line;
            }

            svg.Line(x, y - 8, x + 18, y - 8, Palette.Stroke(i));
            svg.Text(x + 24, y - 4, name, "ink small");
            x += wide + 16;
        }

        return y;
    }
}
