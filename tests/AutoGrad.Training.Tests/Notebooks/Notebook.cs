using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AutoGrad.Training.Tests;

/// <summary>A notebook file, of nbformat 4.</summary>
internal sealed class Notebook
{
    private const string Svg = "image/svg+xml";
    private const string Plain = "text/plain";

    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        IndentSize = 2,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject _json;

    private Notebook(JsonObject json) => _json = json;

    public int Format => (int)_json["nbformat"]!;

    public string Kernel => (string)_json["metadata"]!["kernelspec"]!["name"]!;

    public IReadOnlyList<Cell> Cells =>
        [.. All.Select(cell => new Cell((string)cell["cell_type"]! == "code", Joined(cell["source"]!)))];

    /// <summary>What the cells print, one after the other; a picture says in words what it shows.</summary>
    public string Printed => string.Concat(
        from cell in All
        from output in cell["outputs"]?.AsArray() ?? []
        select (string)output!["output_type"]! == "stream" ? Joined(output["text"]!) : Joined(output["data"]![Plain]!) + "\n");

    private IEnumerable<JsonNode> All => _json["cells"]!.AsArray().Select(cell => cell!);

    public static Notebook Parse(string text) => new(JsonNode.Parse(text)!.AsObject());

    /// <summary>Makes a notebook of cells and what each cell of code printed.</summary>
    public static Notebook Of(IReadOnlyList<Cell> cells, IReadOnlyList<string> printed)
    {
        JsonArray json = [];
        int count = 0;
        foreach (Cell cell in cells)
        {
            JsonObject node = new()
            {
                ["cell_type"] = cell.IsCode ? "code" : "markdown",
                ["id"] = $"cell-{json.Count + 1:D2}",
                ["metadata"] = new JsonObject(),
                ["source"] = Lines(cell.Text),
            };
            if (cell.IsCode)
            {
                node["execution_count"] = count + 1;
                node["outputs"] = Outputs(printed[count]);
                count++;
            }

            json.Add(node);
        }

        return new Notebook(new JsonObject
        {
            ["cells"] = json,
            ["metadata"] = new JsonObject
            {
                ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
                ["language_info"] = new JsonObject { ["file_extension"] = ".cs", ["mimetype"] = "text/x-csharp", ["name"] = "C#" },
            },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        });
    }

    public override string ToString() => _json.ToJsonString(s_options) + "\n";

    // A picture is a line of SVG, and the line after it says in words what it shows.
    private static JsonArray Outputs(string printed)
    {
        JsonArray outputs = [];
        var text = new StringBuilder();
        string[] lines = printed.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("<svg", StringComparison.Ordinal))
            {
                text.Append(lines[i]).Append(i < lines.Length - 1 ? "\n" : "");
                continue;
            }

            AddText();
            outputs.Add(new JsonObject
            {
                ["data"] = new JsonObject { [Svg] = Lines(lines[i]), [Plain] = Lines(lines[i + 1]) },
                ["metadata"] = new JsonObject(),
                ["output_type"] = "display_data",
            });
            i++;
        }

        AddText();
        return outputs;

        void AddText()
        {
            if (text.Length > 0)
            {
                outputs.Add(new JsonObject { ["name"] = "stdout", ["output_type"] = "stream", ["text"] = Lines(text.ToString()) });
                text.Clear();
            }
        }
    }

    // A text is the list of its lines, each with its line feed.
    private static JsonArray Lines(string text)
    {
        JsonArray lines = [];
        string[] parts = text.Split('\n');
        for (int i = 0; i < parts.Length; i++)
        {
            string line = i < parts.Length - 1 ? parts[i] + "\n" : parts[i];
            if (line.Length > 0)
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    private static string Joined(JsonNode lines) => string.Concat(lines.AsArray().Select(line => (string)line!));
}
