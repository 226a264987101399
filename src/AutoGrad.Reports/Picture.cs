using System.Globalization;
using System.Text;

namespace AutoGrad.Reports;

/// <summary>A picture in vector form. It needs no network and no script, and never changes.</summary>
/// <remarks>Notebooks show it as it is; <see cref="Save"/> writes it to a file.</remarks>
[TypeFormatterSource(typeof(PictureFormatters), PreferredMimeTypes = ["image/svg+xml", "text/html"])]
public sealed class Picture
{
    private readonly string _body;
    private readonly string _summary;

    internal Picture(double width, double height, string title, string summary, string body)
    {
        Width = (int)Math.Ceiling(width);
        Height = (int)Math.Ceiling(height);
        Title = title;
        _summary = summary;
        _body = body;
    }

    /// <summary>Pixels across, at its natural size.</summary>
    public int Width { get; }

    /// <summary>Pixels down, at its natural size.</summary>
    public int Height { get; }

    /// <summary>What stands above it, and is read to those who do not see it.</summary>
    public string Title { get; }

    /// <summary>The picture as an SVG document, which also stands inside a page of HTML.</summary>
    /// <param name="theme">Its paper; the reader's choice if left out.</param>
    public string ToSvg(Theme theme = Theme.Auto)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ag\" role=\"img\" width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\" style=\"max-width:100%;height:auto\">");
        svg.Append("<title>").Append(SvgBuilder.Escape(Title)).Append("</title>");
        svg.Append("<desc>").Append(SvgBuilder.Escape(_summary)).Append("</desc>");
        svg.Append("<style>").Append(Palette.Css(theme)).Append("</style>");
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"paper\" width=\"{Width}\" height=\"{Height}\"/>");
        return svg.Append(_body).Append("</svg>").ToString();
    }

    /// <summary>The picture for a page of HTML.</summary>
    public string ToHtml() => ToSvg();

    /// <summary>Writes the picture as an SVG file.</summary>
    /// <param name="path">Where to; what is there is overwritten.</param>
    /// <param name="theme">Its paper; the reader's choice if left out.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, Theme theme = Theme.Auto) => File.WriteAllText(path, ToSvg(theme));

    /// <summary>What the picture shows, in words and numbers, for a console.</summary>
    public override string ToString() => $"{Title} ({_summary})";
}
