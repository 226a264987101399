namespace Layout.Tests;

/// <summary>Assertions that show every finding whole; those of xunit cut lists and strings short.</summary>
public static class Found
{
    public static void Nothing(IReadOnlyList<string> findings) =>
        Assert.True(findings.Count == 0, Environment.NewLine + string.Join(Environment.NewLine, findings));
}
