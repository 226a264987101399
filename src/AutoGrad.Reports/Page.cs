using System.Collections.Immutable;
using System.Text;

namespace AutoGrad.Reports;

/// <summary>A page of headings, text, tables and pictures, which one file holds: nothing in it is fetched, and nothing runs.</summary>
/// <remarks>A page never changes: each method gives a longer one.</remarks>
/// <example>
/// <code>
/// Page.Titled("What I tried")
///     .Text("The loss falls, and then it does not.")
///     .Show(Chart.Line(losses, "Loss", "step"))
///     .Save("tried.html");
/// </code>
/// </example>
[TypeFormatterSource(typeof(PageFormatters), PreferredMimeTypes = ["text/html"])]
public sealed class Page
{
    private readonly string _title;
    private readonly ImmutableList<string> _parts;

    private Page(string title, ImmutableList<string> parts)
    {
        _title = title;
        _parts = parts;
    }

    /// <summary>An empty page.</summary>
    /// <param name="title">What stands at its head, and in the window's.</param>
    public static Page Titled(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        return new Page(title, []);
    }

    /// <summary>Adds a heading.</summary>
    /// <param name="text">Plain text.</param>
    public Page Heading(string text) => With($"<h2>{SvgBuilder.Escape(text)}</h2>");

    /// <summary>Adds a paragraph.</summary>
    /// <param name="text">Plain text.</param>
    public Page Text(string text) => With($"<p>{SvgBuilder.Escape(text)}</p>");

    /// <summary>Adds a picture.</summary>
    /// <param name="picture">What to show.</param>
    public Page Show(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return With($"<figure>{picture.ToHtml()}</figure>");
    }

    /// <summary>Adds a tensor.</summary>
    /// <param name="x">[...]: what to show, as <see cref="Tensor.ToHtml"/> does.</param>
    public Page Show(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return With(x.ToHtml());
    }

    /// <summary>Adds what is in a tree.</summary>
    /// <param name="tree">From <see cref="Tree.Summarize"/>.</param>
    public Page Show(TreeSummary tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return With($"<div class=\"wide\">{tree.ToHtml()}</div>");
    }

    /// <summary>Adds a table.</summary>
    /// <param name="header">What stands over the columns; empty for none.</param>
    /// <param name="rows">Plain text by row, as many cells each.</param>
    public Page Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(rows);
        var table = new StringBuilder("<div class=\"wide\"><table>");
        Row(table, header, "th");
        foreach (IReadOnlyList<string> row in rows)
        {
            Row(table, row, "td");
        }

        return With(table.Append("</table></div>").ToString());
    }

    /// <summary>The page as one HTML document.</summary>
    public string ToHtml() => $$"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
        <title>{{SvgBuilder.Escape(_title)}}</title><style>
        body{font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',Arial,sans-serif;margin:2em auto;max-width:720px;padding:0 1em;background:#ffffff;color:#1f2328}
        h1{font-size:1.6em}h2{font-size:1.2em;margin-top:2em}figure{margin:1em 0}.wide{overflow-x:auto}
        table{border-collapse:collapse;font-size:13px}th,td{text-align:left;padding:3px 14px 3px 0;border-bottom:1px solid #d0d7de;font-variant-numeric:tabular-nums}
        @media(prefers-color-scheme:dark){body{background:#0d1117;color:#e6edf3}th,td{border-color:#2b323b} }
        </style></head><body><h1>{{SvgBuilder.Escape(_title)}}</h1>
        {{string.Join('\n', _parts)}}
        </body></html>

        """;

    /// <summary>Writes the page as one file.</summary>
    /// <param name="path">Where to; what is there is overwritten.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => File.WriteAllText(path, ToHtml());

    /// <summary>The title, and how much there is under it.</summary>
    public override string ToString() => $"{_title} ({_parts.Count} parts)";

    private static void Row(StringBuilder table, IReadOnlyList<string> cells, string tag)
    {
        if (cells.Count > 0)
        {
            table.Append("<tr>");
            foreach (string cell in cells)
            {
                table.Append('<').Append(tag).Append('>').Append(SvgBuilder.Escape(cell)).Append("</").Append(tag).Append('>');
            }

            table.Append("</tr>");
        }
    }

    private Page With(string part) => new(_title, _parts.Add(part));
}
