using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace AutoGrad.Tests;

/// <summary>The tables of all functions and operations. <c>.ci/update-tables</c> writes them anew.</summary>
public sealed class OperationTableTests
{
    /// <summary>Functions that read no number of a tensor: they make another of its shape.</summary>
    private static readonly string[] s_creation = ["OnesLike", "ZerosLike"];

    private static readonly IReadOnlyList<Function> s_functions = FunctionTable.Functions(typeof(Tensor).Assembly, OpTable.Rows);

    private static readonly IReadOnlyList<(string Path, string Text)> s_sources = FunctionTable.Sources("src/AutoGrad", "Ops");

    [Fact]
    public void Every_function_has_a_row() =>
        Assert.Equal(s_creation, s_functions.Where(function => function.Rows.Count == 0).Select(function => function.Called));

    [Fact]
    public void The_table_is_what_the_code_says() =>
        TableFile.Check("src/AutoGrad/Ops/Operations.md", FunctionTable.Write("Functions of tensors", "src/AutoGrad", "Ops", s_functions) + Draws() + Primitives());

    private static string Draws() => $"""

        ## Draws

        Functions of a key, tested by moments and by the distance from their distribution functions. All map over keys; those that are
        differentiable by their parameters say so in their documentation.

        | function | source |
        |---|---|
        {string.Join('\n', typeof(Draw).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.Name).Distinct().Order(StringComparer.Ordinal)
            .Select(name => $"| `Draw.{name}` | {FunctionTable.Link(new Function(typeof(Draw), name, []).Source(s_sources))} |"))}

        """.ReplaceLineEndings("\n");

    private static string Primitives() => $"""

        ## Operations

        What traces see: each function above is one of these or composed of them. *Keeps* is what the tape keeps for the way back.

        | operation | family | keeps | source |
        |---|---|---|---|
        {string.Join('\n', typeof(Op).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Op)) && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal).Select(Line))}

        """.ReplaceLineEndings("\n");

    // Which it is says the type; no parameter of an operation changes it.
    private static string Keeps(Type operation) =>
        ((Op)RuntimeHelpers.GetUninitializedObject(operation)).Saved switch
        {
            Saved.Nothing => "nothing",
            Saved.Inputs => "inputs",
            Saved.Output => "outputs",
            _ => "inputs, outputs",
        };

    private static string Line(Type operation)
    {
        Regex declaration = new($@"\brecord {operation.Name}\b");
        string file = s_sources.Single(file => declaration.IsMatch(file.Text)).Path;
        return $"| `{operation.Name}` | `{operation.BaseType!.Name}` | {Keeps(operation)} | {FunctionTable.Link(file)} |";
    }
}
