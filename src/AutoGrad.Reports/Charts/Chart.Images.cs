using System.Globalization;

namespace AutoGrad.Reports;

public static partial class Chart
{
    /// <summary>Shows one image.</summary>
    /// <param name="image">[h, w] or [c, h, w] with 1, 3 or 4 channels: UInt8, or floating from 0 (black) to 1 (white).</param>
    /// <param name="title">What stands above.</param>
    /// <exception cref="ShapeException">The tensor is no image.</exception>
    public static Picture Image(Tensor image, string? title = null)
    {
        byte[] png = Png.Encode(image);
        int height = image.Shape[-2], width = image.Shape[-1];
        double scale = Math.Clamp(Math.Min(Plot.Width / 2 / width, 320.0 / height), 0.05, 12);
        var svg = new SvgBuilder();
        double top = Reports.Heading.Draw(svg, Plot.Width / 2, title ?? "", [], []);
        svg.Image(14, top, width * scale, height * scale, png);
        return new Picture(width * scale + 28, top + height * scale + 14, title ?? "Image", $"{image.Spec}", svg.ToString());
    }

    /// <summary>Shows images side by side.</summary>
    /// <param name="images">[n, h, w] or [n, c, h, w] with 1, 3 or 4 channels: UInt8, or floating from 0 (black) to 1 (white).</param>
    /// <param name="captions">What stands under each, in order; nothing if left out.</param>
    /// <param name="columns">How many stand in a row; as many as there is room for if left out.</param>
    /// <param name="title">What stands above.</param>
    /// <exception cref="ShapeException">The tensor holds no images.</exception>
    /// <exception cref="ArgumentException">There are not as many captions as images.</exception>
    public static Picture Images(Tensor images, IReadOnlyList<string>? captions = null, int? columns = null, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Shape.Rank is not (3 or 4) || images.Size == 0)
        {
            throw new ShapeException("images", "images must be [n, h, w] or [n, c, h, w], and at least one", images.Spec.ToString());
        }

        return Grid(images, i => Png.Encode(images[i]), captions, columns, title, $"{images.Spec}");
    }

    /// <summary>Shows the filters of a convolution: blue is negative, white 0, red positive, all on one scale.</summary>
    /// <param name="weights">[outputs, inputs, h, w]: a row an output, cut to <paramref name="most"/> inputs each; or [n, h, w].</param>
    /// <param name="title">What stands above.</param>
    /// <param name="most">How many filters are shown at most.</param>
    /// <exception cref="ShapeException">They are no filters.</exception>
    public static Picture Filters(Tensor weights, string? title = null, int most = 64)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (weights.Shape.Rank is not (3 or 4) || weights.Size == 0)
        {
            throw new ShapeException("filters", "weights must be [outputs, inputs, h, w] or [n, h, w], and not empty", weights.Spec.ToString());
        }

        (int height, int width) = (weights.Shape[-2], weights.Shape[-1]);
        int total = weights.Size / height / width;
        int shown = Math.Min(total, most);
        double[] values = Numbers.All(weights);
        double end = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        Axis scale = Axis.Between(-end, end == 0 ? 1 : end);
        int inputs = weights.Shape.Rank == 4 ? weights.Shape[1] : 1;
        string summary = string.Create(CultureInfo.InvariantCulture, $"{weights.Spec}, {Range("weights", values)}{(shown < total ? $", the first {shown} of {total} filters" : "")}");
        return Grid(
            shown, height, width,
            i => Coloured(values.AsSpan(i * height * width, height * width), height, width, value => Colours.Diverging(scale.Place(value))),
            null, inputs is > 1 and <= 16 ? inputs : null, title, summary, shown < total ? [$"the first {shown} of {total} filters"] : []);
    }

    private static Picture Grid(
        Tensor images, Func<int, byte[]> encode, IReadOnlyList<string>? captions, int? columns, string? title, string summary)
    {
        RequireNames(captions, images.Shape[0], "images");
        return Grid(images.Shape[0], images.Shape[-2], images.Shape[-1], encode, captions, columns, title, summary, []);
    }

    private static Picture Grid(
        int count, int height, int width, Func<int, byte[]> encode, IReadOnlyList<string>? captions, int? columns, string? title, string summary, string[] notes)
    {
        const double Gap = 8, Edge = 14;
        int across = columns ?? Math.Clamp(count, 1, captions is null ? 16 : 10);
        ArgumentOutOfRangeException.ThrowIfLessThan(across, 1, nameof(columns));
        across = Math.Min(across, count);
        double room = (Plot.Width - 2 * Edge + Gap) / across - Gap;
        double scale = Math.Min(room / width, 96.0 / height);
        scale = scale >= 1 ? Math.Floor(scale) : scale;
        double cellWidth = captions is null ? width * scale : Math.Max(width * scale, Math.Min(room, 60)), cellHeight = height * scale + (captions is null ? 0 : 18);
        var svg = new SvgBuilder();
        double top = Reports.Heading.Draw(svg, Plot.Width, title ?? "", notes, []);
        for (int i = 0; i < count; i++)
        {
            double x = Edge + i % across * (cellWidth + Gap), y = top + i / across * (cellHeight + Gap);
            svg.Image(x + (cellWidth - width * scale) / 2, y, width * scale, height * scale, encode(i));
            if (captions is not null)
            {
                svg.Text(x + cellWidth / 2, y + cellHeight - 4, TextWidth.Cut(captions[i], cellWidth + Gap - 2, 12), "soft small", "middle");
            }
        }

        int rows = (count + across - 1) / across;
        double wide = Math.Max(2 * Edge + across * (cellWidth + Gap) - Gap, Math.Min(Plot.Width, 2 * Edge + TextWidth.Of(title ?? "", 15)));
        return new Picture(wide, top + rows * (cellHeight + Gap) - Gap + Edge, title ?? "Images", $"{count} images of {height} × {width}: {summary}", svg.ToString());
    }
}
