using System.Reflection;

namespace Layout.Tests;

/// <summary>The project on disk and its built libraries: what the rules are asked about.</summary>
public static class Repository
{
    /// <summary>The folder that holds AutoGrad.sln.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The libraries written in C#, by assembly name.</summary>
    public static IReadOnlyList<string> Libraries { get; } =
        [.. Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension).OfType<string>()
            .Where(name => name is not ("AutoGrad.Samples" or "AutoGrad.Generators"))
            .Order(StringComparer.Ordinal)];

    /// <summary>The files of src that people write: neither built nor restored.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(IsWritten)
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllText(Path.Combine(Root, path))))];

    public static Assembly Load(string library) => Assembly.Load(new AssemblyName(library));

    public static Type Type(string fullName) =>
        Load("AutoGrad").GetType(fullName) ?? throw new InvalidOperationException($"AutoGrad has no type {fullName}");

    public static bool IsWritten(string path)
    {
        string[] parts = path.Split('/');
        return !parts.Contains("bin") && !parts.Contains("obj")
            && Path.GetExtension(path) is ".cs" or ".fs" or ".md" or ".csproj" or ".fsproj" or ".props" or ".targets";
    }

    private static string FindRoot(string start)
    {
        DirectoryInfo? folder = new(start);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AutoGrad.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No AutoGrad.sln above {start}");
    }
}
