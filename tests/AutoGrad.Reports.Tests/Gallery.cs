using System.Collections.Concurrent;

namespace AutoGrad.Reports.Tests;

/// <summary>A picture of every kind, with ordinary data and with data that would spoil it.</summary>
public static class Gallery
{
    private static readonly RandomKey s_key = RandomKey.FromSeed(5);
    private static readonly string[] s_clothes = ["T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];

    private static readonly ConcurrentDictionary<string, Picture> s_drawn = [];

    private static readonly Dictionary<string, Func<Picture>> s_all = new()
    {
        ["line"] = () => Chart.Line(Losses(400), "Loss of a run", "step", "loss, nats"),
        ["line without words"] = () => Chart.Line(Losses(5)),
        ["lines on a scale of ratios"] = () => Chart.Line(
            [.. Enumerable.Range(0, 10).Select(i => Series.Of($"series number {i} & <more>", Losses(50).Select(loss => loss * Math.Pow(10, -i))))],
            "Ten lines with long names, a title that does not fit into one line of the picture however hard it tries, and more", "step", "loss", yScale: AxisScale.Log),
        ["line with gaps"] = () => Chart.Line([double.NaN, 1, 2, double.PositiveInfinity, 3, double.NaN, -5e-7, 1e5]),
        ["line of nothing"] = () => Chart.Line(Array.Empty<double>(), "Nothing"),
        ["line of NaN"] = () => Chart.Line([double.NaN, double.NaN], yScale: AxisScale.Log),
        ["line of one value"] = () => Chart.Line([3.0, 3.0, 3.0]),
        ["line of extremes"] = () => Chart.Line([double.MinValue, 0, double.MaxValue]),
        ["line of a million"] = () => Chart.Line(Enumerable.Range(0, 1_000_000).Select(i => Math.Sin(i * 0.01))),
        ["scatter"] = () => Chart.Scatter(Draw.Normal(s_key, [50, 2]), Draw.Integers(s_key, [50], 0, 3), ["one", "two", "three"], "Clouds"),
        ["scatter of nothing"] = () => Chart.Scatter(Tensor.Zeros([0, 2])),
        ["histogram"] = () => Chart.Histogram(Draw.Normal(s_key, [500]), title: "Draws", xLabel: "value"),
        ["histogram of one value"] = () => Chart.Histogram(Tensor.Full([9], 1e30)),
        ["histogram of nothing"] = () => Chart.Histogram(Tensor.Zeros([0])),
        ["histograms"] = () => Chart.Histograms(
            [.. Enumerable.Range(0, 4).Select(i => KeyValuePair.Create($"Layers[{i}].Weight", Draw.Normal(s_key.Fold(i), [90]) * Math.Pow(10, -i)))], AxisScale.Log),
        ["histograms with zeros"] = () => Chart.Histograms([KeyValuePair.Create("dead", Tensor.Zeros([4])), KeyValuePair.Create("alive", Tensor.Ones([4]))], AxisScale.Log),
        ["heat map"] = () => Chart.Heatmap(Draw.Normal(s_key, [12, 30]), "Weights", "input", "output"),
        ["heat map with names"] = () => Chart.Heatmap(Tensor.Ones([2, 3]), rowNames: ["a", "a name that is much too long to stand beside a row of cells"]),
        ["heat map of many"] = () => Chart.Heatmap(Draw.Uniform(s_key, [300, 400])),
        ["confusion"] = () => Chart.Confusion(
            Draw.Integers(s_key, [10, 10], 0, 9) + 90 * Tensor.Eye(10, dtype: DType.Int32), s_clothes, "What was taken for what"),
        ["confusion of digits"] = () => Chart.Confusion(Tensor.From([2, 2], [0, 0, 0, 0])),
        ["image"] = () => Chart.Image(Draw.Uniform(s_key, [3, 28, 20]), "Colours"),
        ["wide image"] = () => Chart.Image(Draw.Uniform(s_key, [2, 2000])),
        ["images"] = () => Chart.Images(Draw.Uniform(s_key, [12, 28, 28]), [.. s_clothes, "wide", "wide"], title: "Clothes"),
        ["images of colour"] = () => Chart.Images(Draw.Uniform(s_key, [40, 3, 8, 8])),
        ["filters"] = () => Chart.Filters(Draw.Normal(s_key, [32, 1, 5, 5]), "Filters"),
        ["filters of a second layer"] = () => Chart.Filters(Draw.Normal(s_key, [32, 16, 3, 3]), most: 96),
        ["surface"] = () => Chart.Surface(
            v => Tensor.Square(v[0]) + 3.0 * Tensor.Square(v[1]) + 0.1, -2, 2, -1, 1, [new Series("way", [-1.5, 0, 9], [0.9, 0, 9])], AxisScale.Log, "A valley", "x", "y", 21),
        ["landscape"] = () => Chart.Landscape<(Tensor Weight, Tensor Offset)>(
            p => Tensor.Square(p.Weight.Sum() + p.Offset), (Tensor.Ones([2, 2]), Tensor.Scalar(1)), s_key, path: [(Tensor.Zeros([2, 2]), Tensor.Scalar(0))], steps: 5),
    };

    public static TheoryData<string> Names => [.. s_all.Keys];

    public static Picture Of(string name) => s_drawn.GetOrAdd(name, asked => s_all[asked]());

    private static IEnumerable<double> Losses(int count) => Enumerable.Range(0, count).Select(i => 2.3 * Math.Exp(-i / 90.0) + 0.1 * Math.Sin(i * 1.7) + 0.2);
}
