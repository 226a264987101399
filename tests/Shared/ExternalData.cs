namespace AutoGrad.Testing;

/// <summary>Test data too large for the project, in <c>shared/testdata</c> beside the project's folder.</summary>
internal static class ExternalData
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(ProjectFolder.Root, "..", "shared", "testdata"));

    /// <summary>Why a test that reads a suite is skipped; null when the suite is there.</summary>
    /// <param name="suite">A file or folder of the test data: <c>onnx-node</c>.</param>
    public static string? Absent(string suite) =>
        Path.Exists(Path.Combine(Folder, suite)) ? null : $"needs ../shared/testdata/{suite}, beside the project's folder";
}

/// <summary>A fact that reads external data, and is skipped where that is absent.</summary>
internal sealed class ExternalDataFactAttribute : FactAttribute
{
    public ExternalDataFactAttribute(string suite)
    {
        Suite = suite;
        Skip = ExternalData.Absent(suite);
    }

    public string Suite { get; }
}

/// <summary>A theory that reads external data, and is skipped where that is absent.</summary>
internal sealed class ExternalDataTheoryAttribute : TheoryAttribute
{
    public ExternalDataTheoryAttribute(string suite)
    {
        Suite = suite;
        Skip = ExternalData.Absent(suite);
    }

    public string Suite { get; }
}
