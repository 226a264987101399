using System.Diagnostics.CodeAnalysis;

namespace AutoGrad.Reports;

/// <summary>What notebooks make of a picture.</summary>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Notebooks look for members of an instance.")]
internal sealed class PictureFormatters
{
    public IEnumerable<object> CreateTypeFormatters() =>
        [new PictureFormatter("image/svg+xml"), new PictureFormatter("text/html"), new PictureFormatter("text/plain")];
}

/// <summary>Writes a picture in one of the forms that notebooks ask for, by the names that they look for.</summary>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Notebooks look for members of an instance.")]
internal sealed class PictureFormatter(string mimeType)
{
    public string MimeType { get; } = mimeType;

    public Type Type => typeof(Picture);

    public bool Format(object instance, TextWriter writer)
    {
        var picture = (Picture)instance;
        writer.Write(MimeType == "text/plain" ? picture.ToString() : picture.ToSvg());
        return true;
    }
}
