using System.Text.RegularExpressions;

namespace Layout.Tests;

/// <summary>A file of the project.</summary>
/// <param name="Path">From the root, with forward slashes: <c>src/AutoGrad/Tensors/Shape.cs</c>.</param>
/// <param name="Text">Its whole text.</param>
public sealed partial record SourceFile(string Path, string Text)
{
    public string Project => Path.Split('/')[1];

    /// <summary>The folder inside the project, without the last slash; empty for the project's own.</summary>
    public string Folder => string.Join('/', Path.Split('/')[2..^1]);

    /// <summary>The file's name up to its first dot: <c>Tensor</c> for <c>Tensor.Read.cs</c>.</summary>
    public string Stem => System.IO.Path.GetFileName(Path).Split('.')[0];

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsCode => IsCSharp || Path.EndsWith(".fs", StringComparison.Ordinal);

    /// <summary>The text without line comments, which may name what the code must not.</summary>
    public string Code => LineComment().Replace(Text, "");

    public int Lines => Text.Length == 0 ? 0 : Text.Count(c => c == '\n') + (Text.EndsWith('\n') ? 0 : 1);

    [GeneratedRegex(@"(?<!:)//.*")]
    private static partial Regex LineComment();
}
