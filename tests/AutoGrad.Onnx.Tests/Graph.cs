using System.Text.Json;

namespace AutoGrad.Onnx.Tests;

/// <summary>Runs operators over named tensors, in the order given.</summary>
internal static class Graph
{
    /// <param name="nodes">Each after those whose outputs it reads.</param>
    /// <param name="opset">The version of the operator set.</param>
    /// <param name="tensors">The graph's inputs; gets the outputs of all nodes.</param>
    public static void Run(ReadOnlySpan<JsonElement> nodes, int opset, Dictionary<string, Tensor> tensors)
    {
        for (int i = 0; i < nodes.Length; i++)
        {
            string?[] outputs = Names(nodes[i], "outputs");
            Tensor?[] values = nodes[i].GetProperty("op").GetString() == "Gradient"
                ? Gradient(nodes[i], nodes[..i].ToArray(), opset, tensors)
                : Adapters.Run(new Node(
                    nodes[i].GetProperty("op").GetString()!, opset, nodes[i].GetProperty("attrs"),
                    [.. Names(nodes[i], "inputs").Select(name => name is null ? null : tensors[name])], outputs.Length));
            foreach ((int k, string? name) in outputs.Index())
            {
                if (name is not null)
                {
                    tensors[name] = values[k] ?? throw new InvalidDataException($"{nodes[i]}: output {k} was not computed");
                }
            }
        }
    }

    // ai.onnx.preview.training: the inputs are values for xs and zs at which the graph before is differentiated anew.
    private static Tensor[] Gradient(JsonElement node, JsonElement[] before, int opset, Dictionary<string, Tensor> tensors)
    {
        JsonElement attributes = node.GetProperty("attrs");
        string[] xs = [.. attributes.GetProperty("xs").EnumerateArray().Select(name => name.GetString()!)];
        string[] zs = attributes.TryGetProperty("zs", out JsonElement held) ? [.. held.EnumerateArray().Select(name => name.GetString()!)] : [];
        string y = attributes.GetProperty("y").GetString()!;
        Tensor[] at = [.. Names(node, "inputs").Select(name => tensors[name!])];

        Tensor Sum(Tensor[] given)
        {
            var inner = new Dictionary<string, Tensor>(tensors, StringComparer.Ordinal);
            foreach ((int i, string name) in xs.Concat(zs).Index())
            {
                inner[name] = i < xs.Length ? given[i] : at[i];
            }

            Run(before, opset, inner);
            return inner[y].Sum();
        }

        return Transform.Grad<Tensor[]>(Sum)(at[..xs.Length]);
    }

    private static string?[] Names(JsonElement node, string property) =>
        [.. node.GetProperty(property).EnumerateArray().Select(name => name.ValueKind == JsonValueKind.Null || name.GetString() == "" ? null : name.GetString())];
}
