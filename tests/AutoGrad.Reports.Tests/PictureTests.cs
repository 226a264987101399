using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AutoGrad.Reports.Tests;

/// <summary>What holds of every picture.</summary>
public sealed class PictureTests
{
    [Theory]
    [MemberData(nameof(Gallery.Names), MemberType = typeof(Gallery))]
    public void A_picture_is_xml_without_scripts_or_addresses(string name)
    {
        string svg = Gallery.Of(name).ToSvg();

        XDocument parsed = XDocument.Parse(svg);

        Assert.DoesNotContain(parsed.Descendants(), element => element.Name.LocalName is "script" or "foreignObject");
        Assert.DoesNotContain(parsed.Descendants().Attributes(), one => one.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain(parsed.Descendants().Attributes("href"), one => !one.Value.StartsWith("data:image/png;base64,", StringComparison.Ordinal));
        Assert.DoesNotContain("url(", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN\"", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Gallery.Names), MemberType = typeof(Gallery))]
    public void No_text_reaches_beyond_the_paper(string name)
    {
        Picture picture = Gallery.Of(name);

        foreach (XElement text in Texts(picture).Where(text => text.Attribute("transform") is null))
        {
            (double left, double right) = Extent(text);
            Assert.True(left >= 0 && right <= picture.Width, $"\"{text.Value}\" lies from {left} to {right} of {picture.Width}");
            Assert.InRange(Number(text, "y"), 10, picture.Height - 2);
        }
    }

    [Theory]
    [MemberData(nameof(Gallery.Names), MemberType = typeof(Gallery))]
    public void No_text_covers_another(string name)
    {
        XElement[] texts = [.. Texts(Gallery.Of(name)).Where(text => text.Attribute("transform") is null)];

        for (int i = 0; i < texts.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                (double left, double right) = Extent(texts[i]);
                (double otherLeft, double otherRight) = Extent(texts[j]);
                bool apart = right <= otherLeft || otherRight <= left || Math.Abs(Number(texts[i], "y") - Number(texts[j], "y")) >= 11;
                Assert.True(apart, $"\"{texts[i].Value}\" covers \"{texts[j].Value}\"");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Gallery.Names), MemberType = typeof(Gallery))]
    public void A_picture_fits_a_notebook_and_is_not_heavy(string name)
    {
        Picture picture = Gallery.Of(name);

        Assert.InRange(picture.Width, 20, 700);
        Assert.InRange(picture.Height, 20, 700);
        Assert.InRange(picture.ToSvg().Length, 500, name == "heat map of many" ? 600_000 : 200_000);
    }

    [Theory]
    [MemberData(nameof(Gallery.Names), MemberType = typeof(Gallery))]
    public void Every_class_has_a_rule(string name)
    {
        XDocument parsed = XDocument.Parse(Gallery.Of(name).ToSvg(Theme.Dark));
        string css = parsed.Descendants().Single(element => element.Name.LocalName == "style").Value;

        IEnumerable<string> used = parsed.Descendants().Attributes("class").SelectMany(one => one.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct();

        Assert.DoesNotContain(used, one => !Regex.IsMatch(css, $@"\.{one}\b"));
    }

    [Fact]
    public void The_reader_decides_on_the_paper_unless_the_writer_does()
    {
        Picture picture = Chart.Line([1.0, 2.0]);

        Assert.Contains("prefers-color-scheme:dark", picture.ToSvg(), StringComparison.Ordinal);
        Assert.DoesNotContain("prefers-color-scheme", picture.ToSvg(Theme.Dark), StringComparison.Ordinal);
        Assert.NotEqual(picture.ToSvg(Theme.Light), picture.ToSvg(Theme.Dark));
    }

    [Fact]
    public void A_picture_says_in_words_what_it_shows()
    {
        Picture picture = Chart.Line([3.0, 0.5, double.NaN], "Loss");

        Assert.Equal("Loss (3 values from 0.5 to 3)", picture.ToString());
        Assert.Contains("<title>Loss</title><desc>3 values from 0.5 to 3</desc>", picture.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_picture_is_the_picture()
    {
        string path = Path.GetTempFileName();
        try
        {
            Picture picture = Chart.Line([1.0, 2.0]);

            picture.Save(path, Theme.Light);

            Assert.Equal(picture.ToSvg(Theme.Light), File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static IEnumerable<XElement> Texts(Picture picture) =>
        XDocument.Parse(picture.ToSvg()).Descendants().Where(element => element.Name.LocalName == "text");

    // By the widths of a wide font: what fits then fits in any of the usual ones.
    private static (double Left, double Right) Extent(XElement text)
    {
        string css = text.Attribute("class")!.Value;
        double width = TextWidth.Of(text.Value, css.Contains("title", StringComparison.Ordinal) ? 15 : css.Contains("small", StringComparison.Ordinal) ? 12 : 13);
        double x = Number(text, "x");
        return text.Attribute("text-anchor")?.Value switch
        {
            "end" => (x - width, x),
            "middle" => (x - width / 2, x + width / 2),
            _ => (x, x + width),
        };
    }

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
