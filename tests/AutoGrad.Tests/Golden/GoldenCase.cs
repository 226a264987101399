using System.IO.Compression;
using System.Text.Json;

namespace AutoGrad.Tests;

/// <summary>One recorded call of an operation with its gradients; tests/testdata/README.md says the format and the origin.</summary>
public sealed class GoldenCase(JsonElement json)
{
    public string Name { get; } = json.GetProperty("name").GetString()!;

    public string Op { get; } = json.GetProperty("op").GetString()!;

    public JsonElement Params { get; } = json.GetProperty("params");

    public Tensor[] Inputs { get; } = [.. json.GetProperty("inputs").EnumerateArray().Select(Read)];

    /// <summary>The first output that carries a gradient.</summary>
    public Tensor Output { get; } = Read(json.GetProperty("outputs")[Carrying(json)]);

    public Tensor Cotangent { get; } = Read(json.GetProperty("cotangents")[Carrying(json)]);

    /// <summary>What is recorded for each input; null where that is not differentiated.</summary>
    public Tensor?[] Gradients { get; } = ReadSome(json.GetProperty("grads"));

    /// <summary>A vector and the Hessian's product with it, one tensor for each input; null for those that are not differentiated.</summary>
    public (Tensor?[] V, Tensor?[] Product)? Second { get; } = json.TryGetProperty("hvp", out JsonElement hvp)
        ? (ReadSome(hvp.GetProperty("v")), ReadSome(hvp.GetProperty("hv")))
        : null;

    public double Relative { get; } = json.GetProperty("tol").GetProperty("rtol").GetDouble();

    public double Absolute { get; } = json.GetProperty("tol").GetProperty("atol").GetDouble();

    private JsonElement[] Views { get; } = [.. json.GetProperty("inputs").EnumerateArray().Select(input => input.TryGetProperty("pre", out JsonElement pre) ? pre : default)];

    public static string Folder { get; } = Path.Combine(Root(), "tests", "testdata");

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
            "slice" => GoldenCalls.Sliced(x, what.Value),
            _ => throw new InvalidDataException(what.Name),
        };
    }

    public static int[] Integers(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetInt32())];

    /// <summary>Within the case's tolerance of what is recorded.</summary>
    public void Check(string what, Tensor expected, Tensor actual)
    {
        Assert.True(expected.Shape == actual.Shape, $"{Name}: {what} is {actual.Spec}, not {expected.Spec}");
        double[] e = expected.To(DType.Float64).ToArray<double>();
        double[] y = actual.To(DType.Float64).ToArray<double>();
        for (int i = 0; i < e.Length; i++)
        {
            Assert.True(e[i].Equals(y[i]) || Math.Abs(y[i] - e[i]) <= Absolute + Relative * Math.Abs(e[i]), $"{Name}: {what}, element {i}: {y[i]:R}, not {e[i]:R}");
        }
    }

    private static Tensor?[] ReadSome(JsonElement tensors) =>
        [.. tensors.EnumerateArray().Select(tensor => tensor.ValueKind == JsonValueKind.Null ? null : Read(tensor))];

    private static int Carrying(JsonElement json) =>
        json.GetProperty("cotangents").EnumerateArray().TakeWhile(cotangent => cotangent.ValueKind == JsonValueKind.Null).Count();

    private static double Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? double.Parse(element.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
        : element.GetDouble();

    private static string Root()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AutoGrad.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
