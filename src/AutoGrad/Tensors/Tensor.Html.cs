using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;

namespace AutoGrad;

[TypeFormatterSource(typeof(TensorFormatters), PreferredMimeTypes = ["text/html"])]
public abstract partial class Tensor
{
    private const int MapRows = 24, MapColumns = 48;

    /// <summary>
    /// Shows the tensor as HTML: its spec, range, mean and how many elements are not finite, a small map of the elements, and the
    /// numbers as <see cref="ToString"/> cuts them. A tensor inside a transform says what it is.
    /// </summary>
    /// <remarks>In the map blue is positive and orange negative, the stronger the further from 0; grey is not finite; a cell is the mean of its elements.</remarks>
    public string ToHtml()
    {
        var html = new StringBuilder("<div style=\"font-family:ui-monospace,Consolas,'DejaVu Sans Mono',monospace;font-size:13px\">");
        string numbers = ToString();
        if (this is DenseTensor { DType: not DType.Bool, Size: > 1 } dense)
        {
            double[] values = dense.To(DType.Float64).ToArray<double>();
            html.Append("<div><b>").Append(Spec).Append("</b> ").Append(WebUtility.HtmlEncode(Statistics(values))).Append("</div>");
            if (Size > MostPlain)
            {
                Map(html, values, Shape[^1]);
            }

            numbers = numbers[(Spec.ToString().Length + 1)..];
        }

        return html.Append("<pre style=\"margin:4px 0;overflow-x:auto\">").Append(WebUtility.HtmlEncode(numbers)).Append("</pre></div>").ToString();
    }

    // So few numbers are read faster than looked at.
    private const int MostPlain = 36;

    private static string Statistics(double[] values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        int missing = values.Count(double.IsNaN), infinite = values.Length - finite.Length - missing;
        string text = finite.Length == 0
            ? "no finite element"
            : string.Create(CultureInfo.InvariantCulture, $"from {finite.Min():G4} to {finite.Max():G4}, mean {finite.Average():G4}");
        text += missing == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {missing} NaN");
        return text + (infinite == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {infinite} infinite"));
    }

    // Rows are all axes but the last, one after the other.
    private static void Map(StringBuilder html, double[] values, int columns)
    {
        const int Cell = 8;
        int rows = values.Length / columns;
        (int down, int across) = (Math.Min(rows, MapRows), Math.Min(columns, MapColumns));
        double largest = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        html.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{across * Cell}\" height=\"{down * Cell}\" role=\"img\">");
        for (int i = 0; i < down; i++)
        {
            for (int j = 0; j < across; j++)
            {
                double mean = Mean(values, columns, (Edge(rows, down, i), Edge(rows, down, i + 1)), (Edge(columns, across, j), Edge(columns, across, j + 1)));
                (string colour, double strength) = !double.IsFinite(mean)
                    ? ("#808080", 1)
                    : (mean < 0 ? "#e66100" : "#1a73c8", largest == 0 ? 0 : 0.04 + 0.96 * (Math.Abs(mean) / largest));
                html.Append(CultureInfo.InvariantCulture, $"<rect x=\"{j * Cell}\" y=\"{i * Cell}\" width=\"{Cell}\" height=\"{Cell}\" fill=\"{colour}\" fill-opacity=\"{strength:0.##}\"/>");
            }
        }

        html.Append("</svg>");
    }

    private static int Edge(int extent, int cells, int cell) => (int)((long)extent * cell / cells);

    private static double Mean(double[] values, int columns, (int From, int To) rows, (int From, int To) across)
    {
        double sum = 0;
        for (int i = rows.From; i < rows.To; i++)
        {
            for (int j = across.From; j < across.To; j++)
            {
                sum += values[i * columns + j];
            }
        }

        return sum / ((rows.To - rows.From) * (across.To - across.From));
    }
}

/// <summary>What notebooks make of a tensor.</summary>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Notebooks look for members of an instance.")]
internal sealed class TensorFormatters
{
    public IEnumerable<object> CreateTypeFormatters() =>
        [new TypeFormatter<Tensor>("text/html", x => x.ToHtml()), new TypeFormatter<Tensor>("text/plain", x => x.ToString())];
}
