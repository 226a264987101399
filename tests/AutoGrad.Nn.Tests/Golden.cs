using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace AutoGrad.Nn.Tests;

/// <summary>Cases with values and gradients of PyTorch, in tests/testdata.</summary>
public static class Golden
{
    /// <summary>The cases of one group of gradients, by name.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Gradients(string group)
    {
        using FileStream file = File.OpenRead(Path.Combine(ProjectFolder.Root, "tests", "testdata", "gradients", $"{group}.json.gz"));
        using GZipStream plain = new(file, CompressionMode.Decompress);
        using JsonDocument document = JsonDocument.Parse(plain);
        return document.RootElement.Clone().EnumerateArray().ToDictionary(item => item.GetProperty("name").GetString()!, StringComparer.Ordinal);
    }

    public static Tensor Tensor(JsonElement json)
    {
        Shape shape = Shape.Create([.. json.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32())]);
        JsonElement[] data = [.. json.GetProperty("data").EnumerateArray()];
        return json.GetProperty("dtype").GetString() switch
        {
            "float64" => AutoGrad.Tensor.From(shape, Array.ConvertAll(data, Number)),
            "int64" => AutoGrad.Tensor.From(shape, Array.ConvertAll(data, item => item.GetInt64())),
            string other => throw new NotSupportedException(other),
            null => throw new InvalidDataException("A tensor without a dtype."),
        };
    }

    private static double Number(JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? double.Parse(json.GetString()!, CultureInfo.InvariantCulture) : json.GetDouble();
}
