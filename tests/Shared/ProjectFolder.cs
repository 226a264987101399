namespace AutoGrad.Testing;

/// <summary>The project on disk.</summary>
internal static class ProjectFolder
{
    /// <summary>The folder that holds AutoGrad.sln.</summary>
    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AutoGrad.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No AutoGrad.sln above {AppContext.BaseDirectory}");
    }
}
