using System.Reflection;

namespace AutoGrad.Nn.Tests;

/// <summary>No function without the tests that a row brings.</summary>
public sealed class RowTests
{
    [Theory]
    [InlineData(typeof(Activations))]
    [InlineData(typeof(Losses))]
    [InlineData(typeof(Normalize))]
    public void Every_function_has_a_row(Type functions)
    {
        HashSet<string> rows = [.. OpTable.Rows.Keys.Select(Plain)];

        Assert.Empty(Unnamed(functions.GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.Name), rows));
    }

    [Fact]
    public void A_function_without_a_row_is_found()
    {
        Assert.Equal(["GeluTanh"], Unnamed(["Gelu", "GeluTanh", "Layer"], [Plain("gelu/far_out"), Plain("layer_norm")]));
    }

    private static string[] Unnamed(IEnumerable<string> functions, HashSet<string> rows) =>
        [.. functions.Distinct().Where(name => !rows.Contains(name.ToUpperInvariant()) && !rows.Contains(name.ToUpperInvariant() + "NORM"))];

    // "hard_shrink/default" is HardShrink's, "layer_norm/two_axes" Layer's.
    private static string Plain(string row) => row.Split('/')[0].Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
