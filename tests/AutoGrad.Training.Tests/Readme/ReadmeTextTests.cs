using System.Text.RegularExpressions;

namespace AutoGrad.Training.Tests;

/// <summary>Every example of README.md stands, paragraph by paragraph, in a test that runs it.</summary>
public sealed partial class ReadmeTextTests
{
    private const string CSharpTests = "tests/AutoGrad.Training.Tests/Readme/ReadmeTests.cs";
    private const string AliasTests = "tests/AutoGrad.Training.Tests/Readme/ReadmeAliasTests.cs";
    private const string FSharpTests = "tests/AutoGrad.FSharp.Tests/ReadmeTests.fs";
    private const string PropertyTests = "tests/AutoGrad.PropertyTesting.Tests/ReadmeTests.cs";
    private const string FSharpPropertyTests = "tests/AutoGrad.FSharp.Tests/PropertyTests.fs";

    [Fact]
    public void Every_CSharp_example_is_run() =>
        Assert.Empty(Missing(Blocks(ProjectFolder.Read("README.md"), "csharp"), ProjectFolder.Read(CSharpTests), ProjectFolder.Read(AliasTests), ProjectFolder.Read(PropertyTests)));

    [Fact]
    public void Every_FSharp_example_is_run() =>
        Assert.Empty(Missing(Blocks(ProjectFolder.Read("README.md"), "fsharp"), ProjectFolder.Read(FSharpTests), ProjectFolder.Read(FSharpPropertyTests)));

    [Fact]
    public void The_operation_that_CONTRIBUTING_walks_through_is_the_one_that_runs() =>
        Assert.Empty(Missing(
            Blocks(ProjectFolder.Read("CONTRIBUTING.md"), "csharp"),
            ProjectFolder.Read("src/AutoGrad/Ops/Elementwise/Square.cs"),
            ProjectFolder.Read("tests/AutoGrad.Tests/Ops/OpTable.Elementwise.cs")));

    [Fact]
    public void There_are_examples_of_both_languages()
    {
        string readme = ProjectFolder.Read("README.md");

        Assert.True(Blocks(readme, "csharp").Count >= 6);
        Assert.Equal(2, Blocks(readme, "fsharp").Count);
    }

    [Fact]
    public void A_paragraph_that_differs_is_found()
    {
        const string Text = "```csharp\nusing A;\nusing B;\n\nUse(1);\n  Use(2);\n\nUse(4);\n```\n";

        Assert.Equal(["Use(4);"], Missing(Blocks(Text, "csharp"), "using B;\nusing C;\nusing A;\n{\n    Use(1);\n    Use(2);\n    Use(3);\n}\n"));
    }

    private static List<string> Blocks(string text, string language) =>
        [.. Block().Matches(text).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value)];

    private static List<string> Missing(IEnumerable<string> blocks, params string[] files)
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

    // Indentation and empty lines do not count.
    private static string Normal(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex(@"^```(\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
