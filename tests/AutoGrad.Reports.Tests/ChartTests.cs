using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AutoGrad.Reports.Tests;

/// <summary>That what is drawn is what was given.</summary>
public sealed class ChartTests
{
    [Fact]
    public void A_line_goes_through_its_points_in_proportion()
    {
        (double X, double Y)[] points = Points(Chart.Line([0.0, 1.0, 4.0]), "line s0");

        Assert.Equal(3, points.Length);
        Assert.Equal(points[1].X - points[0].X, points[2].X - points[1].X, 0.02);
        Assert.Equal(3.0, (points[1].Y - points[2].Y) / (points[0].Y - points[1].Y), 0.01);
    }

    [Fact]
    public void A_scale_of_ratios_gives_equal_steps_to_equal_ratios()
    {
        (double X, double Y)[] points = Points(Chart.Line([0.01, 1.0, 100.0], yScale: AxisScale.Log), "line s0");

        Assert.Equal(points[0].Y - points[1].Y, points[1].Y - points[2].Y, 0.02);
    }

    [Fact]
    public void A_line_breaks_where_a_value_is_missing_and_says_so()
    {
        string svg = Chart.Line([1.0, 2.0, double.NaN, 3.0, 4.0, double.PositiveInfinity, 5.0]).ToSvg();

        Assert.Equal(3, Regex.Count(Path(svg, "line s0"), "M"));
        Assert.Contains("2 of 7 values are not finite, and not shown", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_above_zero_is_counted_on_a_scale_of_ratios() =>
        Assert.Contains("2 of 3 values are not above 0, and not shown on this scale", Chart.Line([-1.0, 0.0, 5.0], yScale: AxisScale.Log).ToSvg(), StringComparison.Ordinal);

    [Fact]
    public void Thinning_out_loses_no_spike()
    {
        double[] flat = new double[100_000];
        flat[31_415] = 7;

        (double X, double Y)[] points = Points(Chart.Line(flat), "line s0");

        Assert.InRange(points.Length, 10, 4 * 680);
        Assert.Single(points, point => point.Y < points[0].Y - 100);
    }

    [Fact]
    public void A_histogram_counts()
    {
        Tensor values = Tensor.From([6], [0.0, 0.1, 0.2, 0.9, 1.0, double.NaN]);

        string svg = Chart.Histogram(values, bins: 2).ToSvg();

        Assert.Contains("<title>3 from 0 to 0.5</title>", svg, StringComparison.Ordinal);
        Assert.Contains("<title>2 from 0.5 to 1</title>", svg, StringComparison.Ordinal);
        Assert.Contains("1 of 6 values are not finite", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Confusions_say_how_many_are_right()
    {
        string svg = Chart.Confusion(Tensor.From([2, 2], [2, 1, 0, 1]), ["cat", "dog"]).ToSvg();

        Assert.Contains("3 of 4 are right (75.0 %)", svg, StringComparison.Ordinal);
        Assert.Contains("<title>cat taken for dog: 1</title>", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_surface_has_its_heights_the_right_way_up()
    {
        // Colours run from dark to light: f grows upwards, so the image's first row is the lighter one.
        string svg = Chart.Surface(v => v[1], 0, 1, 0, 1, steps: 2).ToSvg();

        byte[] pixels = PngReader.Pixels(Convert.FromBase64String(Regex.Match(svg, "base64,([^\"]+)").Groups[1].Value), out int width, out int height, out int channels);

        Assert.Equal((2, 2, 3), (width, height, channels));
        Assert.Equal([0xfd, 0xe7, 0x25], pixels[..3]);
        Assert.Equal([0x44, 0x01, 0x54], pixels[^3..]);
    }

    [Fact]
    public void Contours_of_a_plane_are_straight()
    {
        double[] heights = [0, 1, 2, 0, 1, 2, 0, 1, 2];

        string path = Contours.Path(heights, 3, 0.5, j => j, i => i);

        Assert.Equal("M0.5 0L0.5 1M0.5 1L0.5 2", path);
    }

    [Fact]
    public void Contours_part_at_a_saddle()
    {
        double[] heights = [1, 0, 0, 1];

        string path = Contours.Path(heights, 2, 0.6, j => j, i => i);

        // Below the level in the middle: each high corner is cut off by itself.
        Assert.Equal("M0.4 0L0 0.4M0.6 1L1 0.6", path);
    }

    [Fact]
    public void A_path_falls_where_it_lies_on_the_directions()
    {
        var center = (Weight: Tensor.From([2, 2], [1.0, 2.0, 3.0, 4.0]), Offset: Tensor.Scalar(1.0));

        // The centre itself is in the middle of the plane.
        string svg = Chart.Landscape<(Tensor Weight, Tensor Offset)>(p => p.Weight.Sum(), center, RandomKey.FromSeed(1), path: [center], steps: 3).ToSvg();
        (double X, double Y) at = Parsed(Path(svg, "dots s1")).Single();
        XElement image = XDocument.Parse(svg).Descendants().Single(element => element.Name.LocalName == "image" && element.Attribute("width")!.Value != "14");

        Assert.Equal(Middle(image, "x", "width"), at.X, 0.1);
        Assert.Equal(Middle(image, "y", "height"), at.Y, 0.1);
    }

    [Theory]
    [InlineData(0, 1, 5, "0 0.2 0.4 0.6 0.8 1")]
    [InlineData(-3, 7, 5, "−2 0 2 4 6")]
    [InlineData(0, 250_000, 5, "0 5e4 1e5 1.5e5 2e5 2.5e5")]
    [InlineData(0.0001, 0.0004, 3, "1e−4 2e−4 3e−4 4e−4")]
    [InlineData(2.5, -0.5, 3, "0 1 2")]
    [InlineData(99.98, 100.02, 4, "99.98 99.99 100 100.01 100.02")]
    public void Ticks_are_round(double low, double high, int most, string expected) =>
        Assert.Equal(expected, string.Join(' ', Axis.Between(low, high).Ticks(most).Select(tick => tick.Label)));

    [Theory]
    [InlineData(0.001, 1000, 8, "0.001 0.01 0.1 1 10 100 1000")]
    [InlineData(1, 100, 9, "1 2 5 10 20 50 100")]
    [InlineData(1e-12, 1, 5, "1e−12 1e−9 1e−6 1e−3 1")]
    [InlineData(2, 3, 5, "2 2.2 2.4 2.6 2.8 3")]
    public void Ticks_of_ratios_are_powers_of_ten(double low, double high, int most, string expected) =>
        Assert.Equal(expected, string.Join(' ', Axis.Between(low, high, AxisScale.Log).Ticks(most).Select(tick => tick.Label)));

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Equal(
            "heatmap: the numbers must be a matrix [rows, columns] with elements; got f32[3].",
            Assert.Throws<ShapeException>(() => Chart.Heatmap(Tensor.Ones([3]))).Message);
        Assert.Equal(
            "confusion: counts must be [k, k]: what is true by what was predicted; got f32[2, 3].",
            Assert.Throws<ShapeException>(() => Chart.Confusion(Tensor.Ones([2, 3]))).Message);
        Assert.Equal(
            "scatter: points must be [n, 2] and labels [n]; got f32[3, 2] and f32[2].",
            Assert.Throws<ShapeException>(() => Chart.Scatter(Tensor.Ones([3, 2]), Tensor.Ones([2]))).Message);
        Assert.Equal(
            "series: x and y must be equally long; got 1 and 2.",
            Assert.Throws<ArgumentException>(() => new Series("", [1], [1, 2])).Message);
        Assert.Equal(
            "series: the numbers must be [n]: pick a row, or flatten with x.Reshape([-1]); got f32[2, 2].",
            Assert.Throws<ShapeException>(() => Series.Of("", Tensor.Ones([2, 2]))).Message);
        Assert.Equal(
            "surface: edges must be below their opposites; got 1 to 0 and 0 to 1.",
            Assert.Throws<ArgumentException>(() => Chart.Surface(v => v.Sum(), 1, 0, 0, 1)).Message);
        Assert.Equal(
            "filters: weights must be [outputs, inputs, h, w] or [n, h, w], and not empty; got f32[2, 2].",
            Assert.Throws<ShapeException>(() => Chart.Filters(Tensor.Ones([2, 2]))).Message);
        Assert.StartsWith(
            "images: there must be a name for each of the 2; got 1.",
            Assert.Throws<ArgumentException>(() => Chart.Images(Tensor.Ones([2, 3, 3]), ["one"])).Message,
            StringComparison.Ordinal);
    }

    private static double Middle(XElement image, string start, string length) =>
        double.Parse(image.Attribute(start)!.Value, CultureInfo.InvariantCulture) + double.Parse(image.Attribute(length)!.Value, CultureInfo.InvariantCulture) / 2;

    private static (double X, double Y)[] Points(Picture picture, string css) => Parsed(Path(picture.ToSvg(), css));

    private static string Path(string svg, string css) => Regex.Match(svg, $"<path class=\"{css}\" d=\"([^\"]*)\"").Groups[1].Value;

    private static (double X, double Y)[] Parsed(string path) =>
        [.. Regex.Matches(path, @"[ML](-?[\d.]+) (-?[\d.]+)").Select(match => (
            double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)))];
}
