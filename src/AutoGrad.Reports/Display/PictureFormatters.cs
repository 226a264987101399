using System.Diagnostics.CodeAnalysis;

namespace AutoGrad.Reports;

/// <summary>What notebooks make of a picture.</summary>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Notebooks look for members of an instance.")]
internal sealed class PictureFormatters
{
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new TypeFormatter<Picture>("image/svg+xml", picture => picture.ToSvg()),
        new TypeFormatter<Picture>("text/html", picture => picture.ToHtml()),
        new TypeFormatter<Picture>("text/plain", picture => picture.ToString()),
    ];
}
