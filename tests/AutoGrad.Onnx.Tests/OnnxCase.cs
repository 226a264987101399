using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace AutoGrad.Onnx.Tests;

/// <summary>A recorded call of an operator, or of a graph of them; ../shared/testdata/README.md says the format and the origin.</summary>
internal sealed class OnnxCase(JsonElement json)
{
    public const string Suite = "onnx-node";

    public string Name { get; } = json.GetProperty("name").GetString()!;

    public string Op { get; } = json.GetProperty("op").GetString()!;

    /// <summary>Null where the operator's version has not been released.</summary>
    public int Opset { get; } = json.GetProperty("opset") is { ValueKind: JsonValueKind.Number } opset ? opset.GetInt32() : Node.Latest;

    public bool IsInformational { get; } = json.TryGetProperty("informational", out JsonElement informational) && informational.GetBoolean();

    public double Relative { get; } = json.GetProperty("tol").GetProperty("rtol").GetDouble();

    public double Absolute { get; } = json.GetProperty("tol").GetProperty("atol").GetDouble();

    /// <summary>Null for an output that is not recorded.</summary>
    public Tensor?[] Expected { get; } = [.. json.GetProperty("outputs").EnumerateArray().Select(ReadOrNull)];

    /// <summary>The operators it needs.</summary>
    public IEnumerable<string> Operators => Op == "graph" ? Nodes.Select(node => node.GetProperty("op").GetString()!) : [Op];

    /// <summary>Whether there are Float32 numbers that may be taken in Float64 too.</summary>
    public bool HasFloat32 => Float32Inputs.Any();

    /// <summary>Whether the first input can stand for several examples: it is floating, and no shape depends on its numbers.</summary>
    public bool CanMap => Op is not ("NonZero" or "NonMaxSuppression" or "Range" or "Unique")
        && json.GetProperty("inputs").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
        && first.GetProperty("dtype").GetString() is "float32" or "float64";

    /// <summary>Whether any of those can move.</summary>
    public bool CanMove => Float32Inputs.Any(input => input.GetProperty("data").GetArrayLength() > 0);

    private IEnumerable<JsonElement> Float32Inputs => json.GetProperty("inputs").EnumerateArray()
        .Where(input => input.ValueKind == JsonValueKind.Object && input.GetProperty("dtype").GetString() == "float32");

    private JsonElement[] Nodes => [.. json.GetProperty("nodes").EnumerateArray()];

    public static IEnumerable<OnnxCase> All() => ExternalData.Absent(Suite) is not null ? [] :
        Directory.EnumerateFiles(Path.Combine(ExternalData.Folder, Suite), "*.json.gz").Order(StringComparer.Ordinal).SelectMany(ReadFile);

    /// <summary>Evaluates and compares with what is recorded.</summary>
    /// <param name="widen">Whether Float32 inputs become Float64.</param>
    public void Check(bool widen)
    {
        Tensor?[] outputs = Evaluate(Inputs(widen));
        for (int k = 0; k < Expected.Length; k++)
        {
            if (Expected[k] is { } expected)
            {
                Tensor actual = outputs[k] ?? throw new InvalidDataException($"{Name}: output {k} was not computed");
                DType dtype = widen && actual.DType == DType.Float64 && expected.DType == DType.Float32 ? DType.Float32 : actual.DType;
                Assert.True(
                    expected.Spec == new Spec(actual.Shape, dtype), $"{Name}, output {k}: {expected.Spec} expected, got {actual.Spec}");
                Compare($"{Name}, output {k}", expected, actual.To(dtype), dtype == DType.Float32 && !widen);
            }
        }
    }

    // Float64 is rounded to Float32 and held to the case's tolerance; what was computed in Float32 gets the suite's allowance for it.
    private void Compare(string what, Tensor expected, Tensor actual, bool isSingle)
    {
        if (!IsFloating(expected.DType))
        {
            Assert.Equal(expected.To(DType.Int64).ToArray<long>(), actual.To(DType.Int64).ToArray<long>());
            return;
        }

        double absolute = isSingle ? Math.Max(Absolute, Operators.Any(Adapters.Accumulating.Contains) ? 1e-5 : 1e-6) : Absolute;
        double[] e = expected.To(DType.Float64).ToArray<double>();
        double[] y = actual.To(DType.Float64).ToArray<double>();
        for (int i = 0; i < e.Length; i++)
        {
            bool holds = e[i].Equals(y[i]) || Math.Abs(y[i] - e[i]) <= absolute + Relative * Math.Abs(e[i]);
            Assert.True(holds, string.Create(CultureInfo.InvariantCulture, $"{what} [{i}]: {e[i]:R} expected, got {y[i]:R}"));
        }
    }

    private static bool IsFloating(DType dtype) => dtype is DType.Float32 or DType.Float64;

    /// <summary>Takes a derivative in Float64 by both modes: <c>⟨ȳ, J ẋ⟩ = ⟨Jᵀ ȳ, ẋ⟩</c>.</summary>
    public void CheckModes()
    {
        Tensor?[] inputs = Inputs(widen: true);
        int[] moving = [.. Enumerable.Range(0, inputs.Length).Where(i => inputs[i]?.DType == DType.Float64)];
        Tensor[] x = [.. moving.Select(i => inputs[i]!)], xDot = [.. x.Select((input, i) => Waves(input, 2 + i))];

        double forward = Transform.Jvp<Tensor[], Tensor>(Weighed, x, xDot).Tangent.ToScalar();
        Tensor[] bars = Transform.Grad<Tensor[]>(Weighed)(x);

        double[] terms = [.. bars.Zip(xDot).SelectMany(pair => (pair.First * pair.Second).ToArray<double>())];
        double room = 1e-9 * (1 + terms.Sum(Math.Abs));
        Assert.True(
            forward.Equals(terms.Sum()) || Math.Abs(forward - terms.Sum()) <= room, $"{Name}: forward mode {forward:R}, reverse mode {terms.Sum():R}");

        Tensor Weighed(Tensor[] values)
        {
            Tensor?[] all = [.. inputs];
            foreach ((int i, int input) in moving.Index())
            {
                all[input] = values[i];
            }

            Tensor sum = Tensor.Scalar(0, DType.Float64);
            foreach ((int k, Tensor? y) in Evaluate(all)[..Expected.Length].Index())
            {
                if (Expected[k] is not null && y!.DType == DType.Float64)
                {
                    sum += (y * Waves(Tensor.Zeros(y.Shape, DType.Float64), k)).Sum();
                }
            }

            return sum;
        }

        static Tensor Waves(Tensor x, int phase) => Tensor.Cos(Tensor.Arange(0, x.Size, DType.Float64) + phase).Reshape(x.Shape);
    }

    /// <summary>Maps over two examples of the first input, and compares with a loop.</summary>
    public void CheckBatch()
    {
        Tensor?[] inputs = Inputs(widen: true);
        Tensor[] examples = [inputs[0]!, 0.75 * inputs[0]!];
        int[] places = [.. Enumerable.Range(0, Expected.Length).Where(k => Expected[k] is not null)];

        Tensor[] mapped = Transform.Vmap<Tensor, Tensor[]>(At)(Tensor.Stack(examples));

        Tensor[][] looped = [.. examples.Select(At)];
        foreach ((int i, int k) in places.Index())
        {
            Tensor expected = Tensor.Stack([.. looped.Select(outputs => outputs[i])]);
            Assert.Equal(expected.Spec, mapped[i].Spec);
            double[] e = expected.To(DType.Float64).ToArray<double>(), y = mapped[i].To(DType.Float64).ToArray<double>();
            for (int at = 0; at < e.Length; at++)
            {
                bool holds = e[at].Equals(y[at]) || Math.Abs(e[at] - y[at]) <= 1e-9 * (1 + Math.Abs(e[at]));
                Assert.True(holds, string.Create(CultureInfo.InvariantCulture, $"{Name}, output {k} [{at}]: {e[at]:R} by a loop, {y[at]:R} mapped"));
            }
        }

        Tensor[] At(Tensor x)
        {
            Tensor?[] outputs = Evaluate([x, .. inputs[1..]]);
            return [.. places.Select(k => outputs[k]!)];
        }
    }

    private Tensor?[] Inputs(bool widen) => [.. json.GetProperty("inputs").EnumerateArray().Select(ReadOrNull)
        .Select(x => widen && x?.DType == DType.Float32 ? x.To(DType.Float64) : x)];

    // What the library gives.
    private Tensor?[] Evaluate(Tensor?[] inputs)
    {
        if (Op != "graph")
        {
            return Adapters.Run(new Node(Op, Opset, json.GetProperty("attrs"), inputs, Expected.Length));
        }

        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach ((int i, JsonElement input) in json.GetProperty("inputs").EnumerateArray().Index())
        {
            tensors[input.GetProperty("name").GetString()!] = inputs[i]!;
        }

        Graph.Run(Nodes, Opset, tensors);
        return [.. json.GetProperty("outputs").EnumerateArray().Select(output => tensors[output.GetProperty("name").GetString()!])];
    }

    public static Tensor Read(JsonElement tensor)
    {
        var shape = Shape.Create([.. tensor.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32())]);
        JsonElement[] data = [.. tensor.GetProperty("data").EnumerateArray()];
        return tensor.GetProperty("dtype").GetString() switch
        {
            "float32" => Tensor.From(shape, (float[])[.. data.Select(element => (float)Number(element))]),
            "float64" => Tensor.From(shape, (double[])[.. data.Select(Number)]),
            "int64" => Tensor.From(shape, (long[])[.. data.Select(element => element.GetInt64())]),
            "int32" => Tensor.From(shape, (int[])[.. data.Select(element => element.GetInt32())]),
            "uint8" => Tensor.From(shape, (byte[])[.. data.Select(element => element.GetByte())]),
            "uint32" => Tensor.From(shape, (uint[])[.. data.Select(element => element.GetUInt32())]),
            "bool" => Tensor.From(shape, (bool[])[.. data.Select(Truth)]),
            string other => throw new InvalidDataException($"{other} tensors have no counterpart"),
            null => throw new InvalidDataException("no dtype"),
        };
    }

    /// <summary>Calls that the suite has none of here: other operators, versions and dtypes.</summary>
    public static IEnumerable<OnnxCase> Own() =>
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "testdata", "cases.json"))).RootElement.EnumerateArray()
            .Select(json => new OnnxCase(json))];

    private static IEnumerable<OnnxCase> ReadFile(string path)
    {
        using FileStream file = File.OpenRead(path);
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        return [.. JsonDocument.Parse(unpacked).RootElement.EnumerateArray().Select(json => new OnnxCase(json))];
    }

    private static Tensor? ReadOrNull(JsonElement tensor) => tensor.ValueKind == JsonValueKind.Null ? null : Read(tensor);

    private static bool Truth(JsonElement element) => element.ValueKind == JsonValueKind.Number ? element.GetInt32() != 0 : element.GetBoolean();

    private static double Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? double.Parse(element.GetString()!, CultureInfo.InvariantCulture)
        : element.GetDouble();
}
