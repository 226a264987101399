using System.Text.Json;

namespace AutoGrad.Onnx.Tests;

/// <summary>Evaluates a call of an operator: one tensor for each output, those not asked for may be null.</summary>
internal delegate Tensor?[] Adapter(Node node);

/// <summary>One call of an ONNX operator: its attributes and the tensors it is given.</summary>
/// <param name="op">The operator's name.</param>
/// <param name="opset">The version of the operator set; <see cref="Latest"/> for one not released yet.</param>
/// <param name="attributes">By name; an absent one takes the default the adapter says.</param>
/// <param name="inputs">In order; null for an omitted one.</param>
/// <param name="outputs">How many outputs the caller takes.</param>
internal sealed class Node(string op, int opset, JsonElement attributes, Tensor?[] inputs, int outputs)
{
    public const int Latest = int.MaxValue;

    // Version 1 let some operators say which inputs they may overwrite.
    private readonly HashSet<string> _read = ["consumed_inputs"];

    public string Op { get; } = op;

    public int Opset { get; } = opset;

    public int Outputs { get; } = outputs;

    /// <summary>Inputs that are there.</summary>
    public Tensor[] Inputs { get; } = [.. inputs.OfType<Tensor>()];

    /// <summary>Attributes that no adapter has asked for, so that their meaning is lost.</summary>
    public IEnumerable<string> Unread =>
        attributes.ValueKind == JsonValueKind.Undefined ? [] : attributes.EnumerateObject().Select(attribute => attribute.Name).Except(_read);

    /// <summary>An input that must be there.</summary>
    public Tensor this[int input] => Optional(input) ?? throw Refused($"without input {input}");

    /// <summary>An input that may be omitted.</summary>
    public Tensor? Optional(int input) => input < inputs.Length ? inputs[input] : null;

    /// <summary>The whole numbers of an input, those beyond 32 bits at the nearest end.</summary>
    public int[] Integers(int input) =>
        [.. this[input].To(DType.Int64).ToArray<long>().Select(number => (int)Math.Clamp(number, int.MinValue, int.MaxValue))];

    /// <summary>The numbers of an input.</summary>
    public double[] Numbers(int input) => this[input].To(DType.Float64).ToArray<double>();

    public int Int(string name, int missing) => Attribute(name) is { } value ? value.GetInt32() : missing;

    public bool Flag(string name, bool missing = false) => Int(name, missing ? 1 : 0) != 0;

    public double Double(string name, double missing) => Attribute(name) is { } value ? Number(value) : missing;

    public double? Double(string name) => Attribute(name) is { } value ? Number(value) : null;

    public string Text(string name, string missing) => Attribute(name)?.GetString() ?? missing;

    public int[]? Ints(string name) => Attribute(name) is { } value
        ? [.. value.EnumerateArray().Select(item => (int)Math.Clamp(item.GetInt64(), int.MinValue, int.MaxValue))]
        : null;

    public double[]? Doubles(string name) => Attribute(name) is { } value ? [.. value.EnumerateArray().Select(Number)] : null;

    public string[]? Texts(string name) => Attribute(name) is { } value ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : null;

    public Tensor? Value(string name) => Attribute(name) is { } value ? OnnxCase.Read(value) : null;

    /// <summary>Integers that older versions take as an attribute and newer ones as an input; null if neither is there.</summary>
    public int[]? Ints(string name, int input) => Optional(input) is null ? Ints(name) : Integers(input);

    public bool Has(string name) => Attribute(name) is not null;

    /// <summary>Takes note of attributes that do not bear on the outputs.</summary>
    public void Ignore(params string[] names) => _read.UnionWith(names);

    /// <summary>What an adapter throws for parameters it has no meaning for.</summary>
    public InvalidDataException Refused(string what) => new($"{Op}, opset {(Opset == Latest ? "latest" : Opset)}: the adapter does not know {what}");

    private JsonElement? Attribute(string name)
    {
        _ = _read.Add(name);
        return attributes.ValueKind != JsonValueKind.Undefined && attributes.TryGetProperty(name, out JsonElement value) ? value : null;
    }

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? double.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
        : value.GetDouble();
}
