namespace AutoGrad.Nn.Tests;

public static partial class OpTable
{
    private static IEnumerable<KeyValuePair<string, OpRow>> Resizing() => new Dictionary<string, OpRow>
    {
        ["resize/nearest"] = new(
            x => Images.Resize(x[0], [5, 2]), x => Resized(x[0], [5, 2], Middle, Nearest), [(int[])[2, 1, 3, 4]], [(int[])[3, 4]], [(int[])[0, 1, 1, 5]]),
        ["resize/linear"] = new(
            x => Images.Resize(x[0], [4, 3], Interpolation.Linear), x => Resized(x[0], [4, 3], Middle, Line), [(int[])[2, 3, 5]], [(int[])[1, 1]], [(int[])[0, 2, 1]]),
        ["resize/linear_to_corners"] = new(
            x => Images.Resize(x[0], [4, 3], Interpolation.Linear, alignCorners: true), x => Resized(x[0], [4, 3], Corner, Line), [(int[])[2, 2, 5]], [(int[])[1, 1]]),
        ["resize/one_corner"] = new(x => Images.Resize(x[0], [1], Interpolation.Linear, alignCorners: true), x => Resized(x[0], [1], Corner, Line), [(int[])[2, 3]], [(int[])[1]]),
        ["resize/cubic"] = new(
            x => Images.Resize(x[0], [4, 3], Interpolation.Cubic), x => Resized(x[0], [4, 3], Middle, Cubic), [(int[])[2, 3, 5]], [(int[])[1, 1]]),
        ["resize/cubic_to_corners"] = new(
            x => Images.Resize(x[0], [5], Interpolation.Cubic, alignCorners: true), x => Resized(x[0], [5], Corner, Cubic), [(int[])[2, 4]], [(int[])[1]]),
        ["resize/nothing"] = new(x => Images.Resize(x[0], [0, 3], Interpolation.Linear), x => new Nd([.. x[0].Shape[..^2], 0, 3], []), [(int[])[2, 0, 3]], [(int[])[2, 4]]),
        ["resize/smooth_linear"] = new(
            x => Images.Resize(x[0], [3, 2], Interpolation.Linear, antialias: true), x => Smoothed(x[0], [3, 2], 1, d => 1 - d), [(int[])[2, 5, 7]], [(int[])[1, 1]]),
        ["resize/smooth_cubic"] = new(
            x => Images.Resize(x[0], [3, 4], Interpolation.Cubic, antialias: true),
            x => Smoothed(x[0], [3, 4], 2, d => d < 1 ? 1.5 * d * d * d - 2.5 * d * d + 1 : -0.5 * d * d * d + 2.5 * d * d - 4 * d + 2), [(int[])[8, 6]], [(int[])[2, 2, 3]]),
        ["resize/wide"] = new(x => Images.Resize(x[0], [3, 2], Interpolation.Linear), x => Resized(x[0], [3, 2], Middle, Line), [(int[])[260, 2]]),
        ["scale/nearest"] = new(x => Images.Scale(x[0], 2), x => Resized(x[0], [.. x[0].Shape[2..].Select(n => 2 * n)], Middle, Nearest), [(int[])[2, 1, 3, 2]], [(int[])[1, 2, 3]]),
        ["scale/linear"] = new(
            x => Images.Scale(x[0], 0.6, Interpolation.Linear), x => Resized(x[0], [.. x[0].Shape[2..].Select(n => (int)(0.6 * n))], (i, _, _) => (i + 0.5) / 0.6 - 0.5, Line),
            [(int[])[1, 2, 4]], [(int[])[1, 1, 4, 2]], [(int[])[2, 0, 2]]),
        ["scale/to_corners"] = new(
            x => Images.Scale(x[0], 1.5, Interpolation.Linear, alignCorners: true), x => Resized(x[0], [.. x[0].Shape[2..].Select(n => (int)(1.5 * n))], Corner, Line), [(int[])[1, 1, 3, 2]]),
        ["resize_axis/floor"] = new(
            x => Images.ResizeAxis(x[0], 1, 5, new() { Interpolation = Interpolation.Nearest, Coordinates = Coordinates.Asymmetric, Rounding = Rounding.Floor }),
            x => Nd.Make([x[0].Shape[0], 5, x[0].Shape[2]], at => x[0][at[0], at[1] * x[0].Shape[1] / 5, at[2]]), [(int[])[2, 3, 2]], [(int[])[1, 9, 1]]),
        ["resize_axis/region"] = new(
            x => Images.ResizeAxis(x[0], 0, 4, new() { Coordinates = Coordinates.Region, Region = (0.25, 1.5), Outside = 7 }),
            x => Nd.Make([4, 2], at => at[0] > 1 ? 7 : Line(k => x[0][k, at[1]], 3, 2 * (0.25 + at[0] * 1.25 / 3))), [(int[])[3, 2]]),
        ["resize_axis/wide_region"] = new(
            x => Images.ResizeAxis(x[0], 0, 2, new() { Coordinates = Coordinates.Region, Region = (-1, 0.5), Outside = 7 }),
            x => Nd.Make([2], at => at[0] == 0 ? 7 : Line(k => x[0][k], 261, 130)), [(int[])[261]]),
        ["resize_axis/exclude_outside"] = new(
            x => Images.ResizeAxis(x[0], 0, 4, new() { Interpolation = Interpolation.Cubic, ExcludeOutside = true }),
            x => Nd.Make([4], at =>
            {
                double place = (at[0] + 0.5) / 2 - 0.5;
                (double Value, double Weight)[] there = [.. Enumerable.Range(0, 2).Select(k => (x[0][k], Keys(Math.Abs(k - place), -0.75)))];
                return there.Sum(tap => tap.Value * tap.Weight) / there.Sum(tap => tap.Weight);
            }),
            [(int[])[2]]),
        ["pixel_shuffle"] = new(
            x => Images.PixelShuffle(x[0], 2),
            x => Spread(x[0], (c, i, j, _) => 4 * c + 2 * i + j), [(int[])[2, 8, 3, 2]], [(int[])[4, 1, 1]], [(int[])[0, 4, 1, 2]]),
        ["depth_to_space"] = new(
            x => Images.DepthToSpace(x[0], 2), x => Spread(x[0], (c, i, j, channels) => (2 * i + j) * channels + c), [(int[])[2, 8, 3, 2]], [(int[])[4, 1, 1]]),
        ["pixel_unshuffle"] = new(x => Images.PixelUnshuffle(x[0], 2), x => Collected(x[0], (k, _) => (k / 4, k % 4)), [(int[])[2, 3, 2, 4]], [(int[])[1, 2, 2]], [(int[])[0, 2, 2]]),
        ["space_to_depth"] = new(x => Images.SpaceToDepth(x[0], 2), x => Collected(x[0], (k, channels) => (k % channels, k / channels)), [(int[])[2, 3, 2, 4]], [(int[])[1, 2, 2]]),
        ["channel_shuffle"] = new(
            x => Images.ChannelShuffle(x[0], 3),
            x => Nd.Make(x[0].Shape, at => x[0][[at[0], at[1] % 3 * (x[0].Shape[1] / 3) + at[1] / 3, .. at[2..]]]), [(int[])[2, 6, 2]], [(int[])[1, 3]], [(int[])[0, 6, 1]]),
    };

    // Where the place i of m reads among n places, and what a function of whole places is there.
    private static double Middle(int i, int n, int m) => (2 * i + 1) * n / (2.0 * m) - 0.5;

    private static double Corner(int i, int n, int m) => m == 1 ? 0 : i * (n - 1) / (m - 1.0);

    private static double Nearest(Func<int, double> f, int n, double x) => f((int)Math.Floor(x + 0.5));

    private static double Line(Func<int, double> f, int n, double x)
    {
        double held = Math.Clamp(x, 0, n - 1);
        int below = Math.Min((int)held, Math.Max(0, n - 2));
        return n == 1 ? f(0) : f(below) + (held - below) * (f(below + 1) - f(below));
    }

    private static double Cubic(Func<int, double> f, int n, double x)
    {
        int below = (int)Math.Floor(x);
        return Enumerable.Range(below - 1, 4).Sum(k => Keys(Math.Abs(k - x), -0.75) * f(Math.Clamp(k, 0, n - 1)));
    }

    private static double Keys(double d, double a) => d <= 1
        ? (a + 2) * Math.Pow(d, 3) - (a + 3) * d * d + 1
        : d < 2 ? a * Math.Pow(d, 3) - 5 * a * d * d + 8 * a * d - 4 * a : 0;

    private static Nd Resized(Nd x, int[] size, Func<int, int, int, double> at, Func<Func<int, double>, int, double, double> read) =>
        Resized(x, size, (f, n, m, i) => read(f, n, at(i, n, m)));

    // Along each axis, f is the old places' value, n and m are how many there are and will be, and i is the new place.
    private static Nd Resized(Nd x, int[] size, Func<Func<int, double>, int, int, int, double> made)
    {
        for (int i = 0; i < size.Length; i++)
        {
            (Nd whole, int axis, int m) = (x, x.Rank - size.Length + i, size[i]);
            x = Nd.Make(
                [.. whole.Shape[..axis], m, .. whole.Shape[(axis + 1)..]],
                y => made(k => whole[[.. y[..axis], k, .. y[(axis + 1)..]]], whole.Shape[axis], m, y[axis]));
        }

        return x;
    }

    // The window of a new place and its weights as Pillow has them (Resample.c), from the middle of the place in old ones.
    private static Nd Smoothed(Nd x, int[] size, double support, Func<double, double> kernel) => Resized(x, size, (f, n, m, i) =>
    {
        double center = (i + 0.5) * n / m;
        double filter = Math.Max(1, (double)n / m);
        int first = Math.Max(0, (int)(center - support * filter + 0.5));
        int end = Math.Min(n, (int)(center + support * filter + 0.5));
        double[] weights = [.. Enumerable.Range(first, end - first).Select(k => kernel(Math.Abs(k + 0.5 - center) / filter))];
        return weights.Select((weight, k) => weight * f(first + k)).Sum() / weights.Sum();
    });

    private static Nd Spread(Nd x, Func<int, int, int, int, int> channel) => Nd.Make(
        [.. x.Shape[..^3], x.Shape[^3] / 4, 2 * x.Shape[^2], 2 * x.Shape[^1]],
        at => x[[.. at[..^3], channel(at[^3], at[^2] % 2, at[^1] % 2, x.Shape[^3] / 4), at[^2] / 2, at[^1] / 2]]);

    private static Nd Collected(Nd x, Func<int, int, (int Channel, int Spot)> from) => Nd.Make(
        [.. x.Shape[..^3], 4 * x.Shape[^3], x.Shape[^2] / 2, x.Shape[^1] / 2],
        at =>
        {
            (int channel, int spot) = from(at[^3], x.Shape[^3]);
            return x[[.. at[..^3], channel, 2 * at[^2] + spot / 2, 2 * at[^1] + spot % 2]];
        });
}
