using System.Globalization;

namespace AutoGrad.Reports;

public static partial class Chart
{
    /// <summary>Draws a function of two numbers from above: colours, lines of equal height, and paths over it.</summary>
    /// <param name="f">From [2] (along and up) to a scalar; it is mapped over all places at once.</param>
    /// <param name="xLow">The left edge.</param>
    /// <param name="xHigh">The right edge.</param>
    /// <param name="yLow">The lower edge.</param>
    /// <param name="yHigh">The upper edge.</param>
    /// <param name="paths">The ways of optimizers, say: a line each, from a dot on.</param>
    /// <param name="scale">How heights become colours. Log suits valleys, where all heights are above 0.</param>
    /// <param name="title">What stands above.</param>
    /// <param name="xLabel">What is along.</param>
    /// <param name="yLabel">What is up.</param>
    /// <param name="steps">Places along each side; more is finer and slower.</param>
    /// <exception cref="ArgumentException">An edge is not below its opposite.</exception>
    public static Picture Surface(
        Func<Tensor, Tensor> f, double xLow, double xHigh, double yLow, double yHigh, IReadOnlyList<Series>? paths = null,
        AxisScale scale = AxisScale.Linear, string? title = null, string? xLabel = null, string? yLabel = null, int steps = 81)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        if (!(xLow < xHigh && yLow < yHigh))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"surface: edges must be below their opposites; got {xLow} to {xHigh} and {yLow} to {yHigh}."));
        }

        var places = new double[2 * steps * steps];
        for (int i = 0; i < steps; i++)
        {
            for (int j = 0; j < steps; j++)
            {
                places[2 * (i * steps + j)] = xLow + (xHigh - xLow) * j / (steps - 1);
                places[2 * (i * steps + j) + 1] = yLow + (yHigh - yLow) * i / (steps - 1);
            }
        }

        double[] heights = Numbers.All(Transform.Vmap(f)(Tensor.From([steps * steps, 2], places)));
        return Raised(heights, steps, (xLow, xHigh), (yLow, yHigh), paths ?? [], scale, Labels.Of(title, xLabel, yLabel));
    }

    /// <summary>Draws a loss around parameters, along two random directions.</summary>
    /// <param name="loss">From parameters to a scalar.</param>
    /// <param name="center">The middle: trained parameters, say.</param>
    /// <param name="key">Draws the directions.</param>
    /// <param name="radius">How far to go, in lengths of the parameters themselves.</param>
    /// <param name="path">Parameters of earlier steps, drawn where they fall on the two directions.</param>
    /// <param name="scale">How losses become colours.</param>
    /// <param name="title">What stands above.</param>
    /// <param name="steps">Places along each side; the loss is computed steps² times.</param>
    /// <remarks>
    /// Each leaf of a direction has the length of the parameters' leaf, so that scaling a layer changes nothing; leaves of rank 0 and 1
    /// (offsets, normalisation) stay where they are. Source: Li et al., "Visualizing the Loss Landscape of Neural Nets",
    /// arXiv:1712.09913, section 4, by leaf instead of filter.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The radius is not above 0, or there are fewer than 2 steps.</exception>
    public static Picture Landscape<TParams>(
        Func<TParams, Tensor> loss, TParams center, RandomKey key, double radius = 1, IReadOnlyList<TParams>? path = null,
        AxisScale scale = AxisScale.Linear, string? title = null, int steps = 25)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(radius);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        RandomKey[] keys = key.Split(2);
        TParams along = Direction(center, keys[0]), up = Direction(center, keys[1]);
        var heights = new double[steps * steps];
        for (int i = 0; i < steps; i++)
        {
            for (int j = 0; j < steps; j++)
            {
                double a = radius * (2.0 * j / (steps - 1) - 1), b = radius * (2.0 * i / (steps - 1) - 1);
                heights[i * steps + j] = loss(Tree.Map((p, u, v) => IsMoved(p) ? p + a * u + b * v : p, center, along, up)).ToScalar();
            }
        }

        IReadOnlyList<Series> paths = path is null ? [] : [Projected(path, center, along, up)];
        return Raised(heights, steps, (-radius, radius), (-radius, radius), paths, scale, Labels.Of(title, "first direction", "second direction"));
    }

    private static bool IsMoved(Tensor leaf) => leaf.DType is DType.Float32 or DType.Float64 && leaf.Shape.Rank >= 2;

    private static TParams Direction<TParams>(TParams center, RandomKey key)
    {
        int leaf = 0;
        return Tree.Map(
            p =>
            {
                RandomKey own = key.Fold(leaf++);
                if (!IsMoved(p))
                {
                    return Tensor.ZerosLike(p);
                }

                Tensor draw = Draw.Normal(own, p.Shape, dtype: p.DType);
                return draw * (Math.Sqrt(Dot(p, p)) / Math.Max(Math.Sqrt(Dot(draw, draw)), double.Epsilon));
            },
            center);
    }

    // Least squares in the plane of the two directions, which are not quite at right angles.
    private static Series Projected<TParams>(IReadOnlyList<TParams> path, TParams center, TParams along, TParams up)
    {
        (double aa, double ab, double bb) = (Sum(along, along), Sum(along, up), Sum(up, up));
        double area = aa * bb - ab * ab;
        var places = new (double X, double Y)[path.Count];
        for (int i = 0; i < places.Length; i++)
        {
            TParams away = Tree.Map((p, c) => IsMoved(p) ? p - c : Tensor.ZerosLike(p), path[i], center);
            (double a, double b) = (Sum(away, along), Sum(away, up));
            places[i] = area > 0 ? ((a * bb - b * ab) / area, (b * aa - a * ab) / area) : (0, 0);
        }

        return new Series("path", [.. places.Select(place => place.X)], [.. places.Select(place => place.Y)]);
    }

    private static double Sum<TParams>(TParams left, TParams right) =>
        Tree.Leaves(left).Zip(Tree.Leaves(right)).Where(pair => IsMoved(pair.First)).Sum(pair => Dot(pair.First, pair.Second));

    private static double Dot(Tensor x, Tensor y) => (x.To(DType.Float64) * y.To(DType.Float64)).Sum().ToScalar();

    private static Picture Raised(
        double[] heights, int steps, (double Low, double High) x, (double Low, double High) y, IReadOnlyList<Series> paths, AxisScale scale, Labels labels)
    {
        const int Levels = 12;
        Axis colours = Axis.Over(heights, scale, 0);
        var plot = new Plot(
            labels, Axis.Between(x.Low, x.High), Axis.Between(y.Low, y.High), ["", .. paths.Select(path => path.Name)],
            Notes(heights, heights, AxisScale.Linear, scale), height: 400, right: 90, width: 480);

        // The image's first row is its uppermost, the grid's its lowest. Pixels are places, so half of one hangs over each edge.
        double[] flipped = [.. Enumerable.Range(0, steps).Reverse().SelectMany(i => heights[(i * steps)..((i + 1) * steps)])];
        double wide = plot.PlaneWidth / (steps - 1), high = plot.PlaneHeight / (steps - 1);
        plot.Svg.OpenClip(plot.Left, plot.Top, plot.PlaneWidth, plot.PlaneHeight);
        plot.Svg.Image(
            plot.Left - wide / 2, plot.Top - high / 2, plot.PlaneWidth + wide, plot.PlaneHeight + high,
            Coloured(flipped, steps, steps, value => Colours.Sequential(colours.Place(value))));
        for (int level = 1; level < Levels; level++)
        {
            plot.Svg.Path(
                Contours.Path(heights, steps, colours.At((double)level / Levels), j => plot.Left + j * wide, i => plot.Bottom - i * high), "line thin contour");
        }

        // The first colour of all is lost on the heat map's blues.
        for (int i = 0; i < paths.Count; i++)
        {
            string way = plot.Through(paths[i].X, paths[i].Y);
            plot.Svg.Path(way, "line halo");
            plot.Svg.Path(way, Palette.Stroke(i + 1));
            plot.Svg.Path(plot.Dots([.. paths[i].X.Take(1)], [.. paths[i].Y.Take(1)]), $"dots s{(i + 1) % Palette.Count}");
        }

        plot.Svg.CloseClip();
        plot.ColourBar(colours, Colours.Sequential);
        return plot.Finish(Range("heights", heights));
    }
}
