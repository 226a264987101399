using System.Globalization;
using System.Text;

namespace AutoGrad.Reports;

/// <summary>Writes the body of an SVG picture: one method a kind of mark, coordinates in pixels from the upper left corner.</summary>
/// <remarks>Colours are classes of <see cref="Palette"/>'s style sheet, so that one picture serves light and dark pages.</remarks>
internal sealed class SvgBuilder
{
    private readonly StringBuilder _text = new();

    /// <summary>Escapes what stands between tags or in an attribute.</summary>
    public static string Escape(string text) => new StringBuilder(text.Length)
        .Append(text)
        .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;")
        .ToString();

    /// <summary>A number as short as a hundredth of a pixel allows.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    public void Line(double x1, double y1, double x2, double y2, string css) =>
        _text.Append(CultureInfo.InvariantCulture, $"<line class=\"{css}\" x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\"/>");

    public void Rectangle(double x, double y, double width, double height, string css, string? hint = null, double radius = 0, string? fill = null)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<rect class=\"{css}\" x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\"");
        if (radius > 0)
        {
            _text.Append(CultureInfo.InvariantCulture, $" rx=\"{Number(radius)}\"");
        }

        if (fill is not null)
        {
            _text.Append(CultureInfo.InvariantCulture, $" fill=\"{fill}\"");
        }

        Close("rect", hint);
    }

    /// <summary>A path in SVG's own words.</summary>
    public void Path(string commands, string css, string? hint = null)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<path class=\"{css}\" d=\"{commands}\"");
        Close("path", hint);
    }

    /// <summary>One line of text on its baseline; the anchor is start, middle or end.</summary>
    public void Text(double x, double y, string text, string css = "ink", string anchor = "start", double turned = 0)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<text class=\"{css}\" x=\"{Number(x)}\" y=\"{Number(y)}\"");
        if (anchor != "start")
        {
            _text.Append(CultureInfo.InvariantCulture, $" text-anchor=\"{anchor}\"");
        }

        if (turned != 0)
        {
            _text.Append(CultureInfo.InvariantCulture, $" transform=\"rotate({Number(turned)} {Number(x)} {Number(y)})\"");
        }

        _text.Append('>').Append(Escape(text)).Append("</text>");
    }

    /// <summary>A number in the middle of a cell, in a colour that goes with the cell's.</summary>
    public void Coloured(double x, double y, string text, string colour) => _text.Append(
        CultureInfo.InvariantCulture,
        $"<text class=\"small\" x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"middle\" fill=\"{colour}\">{Escape(text)}</text>");

    /// <summary>A raster image whose pixels stay square-edged however far they are enlarged.</summary>
    public void Image(double x, double y, double width, double height, byte[] png)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<image x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" ");
        _text.Append("preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,")
            .Append(Convert.ToBase64String(png)).Append("\"/>");
    }

    /// <summary>Opens a group that shows nothing outside a rectangle; coordinates go on as they were.</summary>
    /// <remarks>A picture in the picture, as a clipping path would need a name that no other picture on the page has.</remarks>
    public void OpenClip(double x, double y, double width, double height) => _text.Append(
        CultureInfo.InvariantCulture,
        $"<svg x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" viewBox=\"{Number(x)} {Number(y)} {Number(width)} {Number(height)}\">");

    public void CloseClip() => _text.Append("</svg>");

    public override string ToString() => _text.ToString();

    private void Close(string tag, string? hint)
    {
        if (hint is null)
        {
            _text.Append("/>");
            return;
        }

        _text.Append("><title>").Append(Escape(hint)).Append(CultureInfo.InvariantCulture, $"</title></{tag}>");
    }
}
