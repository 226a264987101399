using System.Globalization;
using System.Text;

namespace AutoGrad.Reports;

/// <summary>Lines of equal height over a grid of numbers.</summary>
/// <remarks>Source: marching squares, after Lorensen and Cline, "Marching Cubes" (1987), in the plane.</remarks>
internal static class Contours
{
    /// <summary>The line of one height.</summary>
    /// <param name="values">Row by row from the lowest y.</param>
    /// <param name="columns">How many there are in a row.</param>
    /// <param name="level">The height.</param>
    /// <param name="x">From a column, counted in fractions, to a pixel.</param>
    /// <param name="y">From a row to a pixel.</param>
    public static string Path(ReadOnlySpan<double> values, int columns, double level, Func<double, double> x, Func<double, double> y)
    {
        var path = new StringBuilder();
        int rows = values.Length / columns;
        Span<(double X, double Y)> ends = stackalloc (double, double)[4];
        for (int i = 0; i + 1 < rows; i++)
        {
            for (int j = 0; j + 1 < columns; j++)
            {
                double a = values[i * columns + j], b = values[i * columns + j + 1];
                double c = values[(i + 1) * columns + j + 1], d = values[(i + 1) * columns + j];
                if (!double.IsFinite(a) || !double.IsFinite(b) || !double.IsFinite(c) || !double.IsFinite(d))
                {
                    continue;
                }

                int count = 0;
                Cross(a, b, j, i, 1, 0, level, ends, ref count);
                Cross(b, c, j + 1, i, 0, 1, level, ends, ref count);
                Cross(d, c, j, i + 1, 1, 0, level, ends, ref count);
                Cross(a, d, j, i, 0, 1, level, ends, ref count);
                if (count == 2)
                {
                    Segment(path, ends[0], ends[1], x, y);
                }
                else if (count == 4)
                {
                    // A saddle: the middle says which corners belong together.
                    bool joined = (a + b + c + d) / 4 >= level == a >= level;
                    Segment(path, ends[0], ends[joined ? 1 : 3], x, y);
                    Segment(path, ends[2], ends[joined ? 3 : 1], x, y);
                }
            }
        }

        return path.ToString();
    }

    private static void Cross(
        double from, double to, double column, double row, double across, double up, double level, Span<(double X, double Y)> ends, ref int count)
    {
        if (from >= level != to >= level)
        {
            double part = (level - from) / (to - from);
            ends[count++] = (column + across * part, row + up * part);
        }
    }

    private static void Segment(StringBuilder path, (double X, double Y) from, (double X, double Y) to, Func<double, double> x, Func<double, double> y) =>
        path.Append(
            CultureInfo.InvariantCulture,
            $"M{SvgBuilder.Number(x(from.X))} {SvgBuilder.Number(y(from.Y))}L{SvgBuilder.Number(x(to.X))} {SvgBuilder.Number(y(to.Y))}");
}
