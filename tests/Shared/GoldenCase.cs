using System.IO.Compression;
using System.Text.Json;

namespace AutoGrad.Testing;

/// <summary>One recorded call of an operation with its gradients; tests/testdata/README.md says the format and the origin.</summary>
public sealed class GoldenCase(JsonElement json)
{
    public string Name { get; } = json.GetProperty("name").GetString()!;

    public string Op { get; } = json.GetProperty("op").GetString()!;

    public JsonElement Params { get; } = json.GetProperty("params");

    public Tensor[] Inputs { get; } = [.. json.GetProperty("inputs").EnumerateArray().Select(Read)];

    /// <summary>The output that carries a gradient; several as <see cref="Flat"/> joins them.</summary>
    public Tensor Output { get; } = Flat(Carrying(json, "outputs"));

    public Tensor Cotangent { get; } = Flat(Carrying(json, "cotangents"));

    /// <summary>What is recorded for each input; null where that is not differentiated.</summary>
    public Tensor?[] Gradients { get; } = ReadSome(json.GetProperty("grads"));

    /// <summary>A vector and the Hessian's product with it, one tensor for each input; null for those that are not differentiated.</summary>
    public (Tensor?[] V, Tensor?[] Product)? Second { get; } = json.TryGetProperty("hvp", out JsonElement hvp)
        ? (ReadSome(hvp.GetProperty("v")), ReadSome(hvp.GetProperty("hv")))
        : null;

    public double Relative { get; } = json.GetProperty("tol").GetProperty("rtol").GetDouble();

    public double Absolute { get; } = json.GetProperty("tol").GetProperty("atol").GetDouble();

    private JsonElement[] Views { get; } = [.. json.GetProperty("inputs").EnumerateArray().Select(input => input.TryGetProperty("pre", out JsonElement pre) ? pre : default)];

    public static string Folder { get; } = Path.Combine(ProjectFolder.Root, "tests", "testdata");

    public static IEnumerable<GoldenCase> All() => Directory.EnumerateFiles(Path.Combine(Folder, "gradients"), "*.json.gz").Order()
        .Where(path => !path.EndsWith("jacobians.json.gz", StringComparison.Ordinal))
        .SelectMany(path => ReadArray(path).Select(json => new GoldenCase(json)));

    public static JsonElement[] ReadArray(string path)
    {
        using FileStream file = File.OpenRead(path);
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        return [.. JsonDocument.Parse(unpacked).RootElement.EnumerateArray()];
    }

    public static Tensor Read(JsonElement tensor)
    {
        var shape = Shape.Create([.. tensor.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32())]);
        JsonElement[] data = [.. tensor.GetProperty("data").EnumerateArray()];
        return tensor.GetProperty("dtype").GetString() switch
        {
            "float64" => Tensor.From(shape, (double[])[.. data.Select(Number)]),
            "int64" => Tensor.From(shape, (long[])[.. data.Select(element => element.GetInt64())]),
            "bool" => Tensor.From(shape, (bool[])[.. data.Select(element => element.GetBoolean())]),
            string other => throw new InvalidDataException(other),
            null => throw new InvalidDataException("no dtype"),
        };
    }

    /// <summary>An input as the operation sees it: the stored tensor, or a view of it.</summary>
    public Tensor View(int input, Tensor x)
    {
        JsonElement view = Views[input];
        if (view.ValueKind == JsonValueKind.Undefined)
        {
            return x;
        }

        JsonProperty what = view.EnumerateObject().Single();
        return what.Name switch
        {
            "transpose" => x.Transpose(Integers(what.Value)),
            "expand" => x.BroadcastTo(Shape.Create(Integers(what.Value))),
            "flip" => x.Flip(Integers(what.Value)),
            "slice" => Sliced(x, what.Value),
            _ => throw new InvalidDataException(what.Name),
        };
    }

    /// <summary>Several outputs as one: the numbers of each, in a row. One alone stays as it is.</summary>
    public static Tensor Flat(params Tensor[] outputs) => outputs is [Tensor one] ? one : Tensor.Concatenate([.. outputs.Select(output => output.Reshape([-1]))]);

    /// <summary>A slice an axis: start, stop, step; a missing stop is the end.</summary>
    public static Tensor Sliced(Tensor x, JsonElement slices)
    {
        int axis = 0;
        foreach (JsonElement slice in slices.EnumerateArray())
        {
            int extent = x.Shape[axis];
            int At(JsonElement place, int missing) => place.ValueKind == JsonValueKind.Null ? missing : place.GetInt32() < 0 ? place.GetInt32() + extent : place.GetInt32();
            (int start, int stop, int step) = (At(slice[0], 0), At(slice[1], extent), slice[2].GetInt32());
            x = x.SliceAxis(axis++, start, (stop - start + step - 1) / step, step);
        }

        return x;
    }

    public static int[] Integers(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetInt32())];

    /// <summary>Within the case's tolerance of what is recorded.</summary>
    public void Check(string what, Tensor expected, Tensor actual) => Check(what, expected, actual, Absolute, Relative);

    /// <summary>Within what Float32 leaves of what is recorded: tests/testdata/README.md says the tolerance.</summary>
    public void CheckNarrow(string what, Tensor expected, Tensor actual) =>
        Check(what, expected, actual, 1e-5 * expected.ToArray<double>().Where(double.IsFinite).Select(Math.Abs).Append(1).Max(), 2e-4);

    private void Check(string what, Tensor expected, Tensor actual, double absolute, double relative)
    {
        Assert.True(expected.Shape == actual.Shape, $"{Name}: {what} is {actual.Spec}, not {expected.Spec}");
        double[] e = expected.To(DType.Float64).ToArray<double>();
        double[] y = actual.To(DType.Float64).ToArray<double>();
        for (int i = 0; i < e.Length; i++)
        {
            Assert.True(e[i].Equals(y[i]) || Math.Abs(y[i] - e[i]) <= absolute + relative * Math.Abs(e[i]), $"{Name}: {what}, element {i}: {y[i]:R}, not {e[i]:R}");
        }
    }

    private static Tensor?[] ReadSome(JsonElement tensors) =>
        [.. tensors.EnumerateArray().Select(tensor => tensor.ValueKind == JsonValueKind.Null ? null : Read(tensor))];

    private static Tensor[] Carrying(JsonElement json, string what) =>
        [.. json.GetProperty(what).EnumerateArray().Zip(json.GetProperty("cotangents").EnumerateArray())
            .Where(pair => pair.Second.ValueKind != JsonValueKind.Null).Select(pair => Read(pair.First))];

    private static double Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? double.Parse(element.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
        : element.GetDouble();
}
