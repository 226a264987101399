using System.Text.RegularExpressions;

namespace AutoGrad.Testing;

/// <summary>The examples of a guide, and whether tests run them.</summary>
internal static partial class Examples
{
    /// <summary>The blocks of a text in Markdown that are of a language.</summary>
    public static List<string> Blocks(string text, string language) =>
        [.. Block().Matches(text).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value)];

    /// <summary>The paragraphs of blocks that stand in none of the files. Indentation and empty lines do not count, nor the order of usings.</summary>
    public static List<string> Missing(IEnumerable<string> blocks, params string[] files)
    {
        string[] normal = [.. files.Select(Normal)];
        return
        [
            .. from block in blocks
               from paragraph in block.Split("\n\n")
               from part in paragraph.StartsWith("using ", StringComparison.Ordinal) ? paragraph.Trim().Split('\n') : [paragraph]
               let text = Normal(part)
               where !normal.Any(file => $"\n{file}\n".Contains($"\n{text}\n", StringComparison.Ordinal))
               select text,
        ];
    }

    private static string Normal(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex(@"^```(\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
