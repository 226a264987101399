using static AutoGrad.Testing.Examples;

namespace AutoGrad.Training.Tests;

/// <summary>Every example of README.md stands, paragraph by paragraph, in a test that runs it.</summary>
public sealed class ReadmeTextTests
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
}
