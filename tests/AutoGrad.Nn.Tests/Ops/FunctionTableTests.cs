namespace AutoGrad.Nn.Tests;

/// <summary>The table of all functions of tensors. <c>.ci/update-tables</c> writes it anew.</summary>
public sealed class FunctionTableTests
{
    private static readonly IReadOnlyList<Function> s_functions = FunctionTable.Functions(typeof(Losses).Assembly, OpTable.Rows);

    [Fact]
    public void Every_function_has_a_row() => Assert.Empty(s_functions.Where(function => function.Rows.Count == 0).Select(function => function.Called));

    [Fact]
    public void The_table_is_what_the_code_says() =>
        TableFile.Check("src/AutoGrad.Nn/Functions.md", FunctionTable.Write("Functions of AutoGrad.Nn", "src/AutoGrad.Nn", "", s_functions));
}
