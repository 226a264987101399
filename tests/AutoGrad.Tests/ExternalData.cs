namespace AutoGrad.Tests;

/// <summary>Test data too large for the project, in <c>shared/testdata</c> beside the project's folder.</summary>
public static class ExternalData
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Root(AppContext.BaseDirectory), "..", "shared", "testdata"));

    /// <summary>Why a test that reads a suite is skipped; null when the suite is there.</summary>
    /// <param name="suite">A file or folder of the test data: <c>onnx-node</c>.</param>
    public static string? Absent(string suite) =>
        Path.Exists(Path.Combine(Folder, suite)) ? null : $"needs ../shared/testdata/{suite}, beside the project's folder";

    private static string Root(string start)
    {
        DirectoryInfo? folder = new(start);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AutoGrad.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No AutoGrad.sln above {start}");
    }
}

/// <summary>A fact that reads external data, and is skipped where that is absent.</summary>
public sealed class ExternalDataFactAttribute : FactAttribute
{
    public ExternalDataFactAttribute(string suite)
    {
        Suite = suite;
        Skip = ExternalData.Absent(suite);
    }

    public string Suite { get; }
}

/// <summary>A theory that reads external data, and is skipped where that is absent.</summary>
public sealed class ExternalDataTheoryAttribute : TheoryAttribute
{
    public ExternalDataTheoryAttribute(string suite)
    {
        Suite = suite;
        Skip = ExternalData.Absent(suite);
    }

    public string Suite { get; }
}
