using System.Xml.Linq;

namespace Layout.Tests;

/// <summary>What a project may refer to.</summary>
public static class ProjectRules
{
    /// <summary>Projects that a project of src may refer to. A new project gets a row.</summary>
    private static readonly Dictionary<string, string[]> s_projects = new(StringComparer.Ordinal)
    {
        ["AutoGrad"] = [],
        ["AutoGrad.Nn"] = ["AutoGrad"],
        ["AutoGrad.Optim"] = ["AutoGrad"],
        ["AutoGrad.Data"] = ["AutoGrad"],
        ["AutoGrad.Reports"] = ["AutoGrad"],
        ["AutoGrad.PropertyTesting"] = ["AutoGrad"],
        ["AutoGrad.PropertyTesting.Xunit"] = ["AutoGrad", "AutoGrad.PropertyTesting"],
        ["AutoGrad.Training"] = ["AutoGrad", "AutoGrad.Nn", "AutoGrad.Optim", "AutoGrad.Data", "AutoGrad.Reports"],
        ["AutoGrad.FSharp"] = ["AutoGrad", "AutoGrad.Nn", "AutoGrad.Optim", "AutoGrad.Data", "AutoGrad.Training", "AutoGrad.Reports"],
        ["AutoGrad.Generators"] = [],
        ["AutoGrad.Samples"] =
            ["AutoGrad", "AutoGrad.Nn", "AutoGrad.Optim", "AutoGrad.Data", "AutoGrad.Training", "AutoGrad.Reports"],
    };

    /// <summary>Packages that a project of src names itself; the core needs exactly its two.</summary>
    private static readonly Dictionary<string, string[]> s_packages = new(StringComparer.Ordinal)
    {
        ["AutoGrad"] = ["CommunityToolkit.HighPerformance", "System.Numerics.Tensors"],
        ["AutoGrad.PropertyTesting"] = ["FsCheck"],
        ["AutoGrad.PropertyTesting.Xunit"] = ["xunit.extensibility.execution"],
        ["AutoGrad.Generators"] = ["Microsoft.CodeAnalysis.CSharp"],
        ["AutoGrad.Samples"] = ["Spectre.Console"],
    };

    /// <summary>References to projects that the layout does not foresee.</summary>
    public static IReadOnlyList<string> UnforeseenReferences(IEnumerable<SourceFile> projects) =>
        [.. from project in projects
            let allowed = s_projects.GetValueOrDefault(project.Project)
            from reference in allowed is null ? ["anything: it is not in the table"] : References(project).Except(allowed)
            select $"{project.Project} refers to {reference}"];

    /// <summary>Packages missing or too many.</summary>
    public static IReadOnlyList<string> UnforeseenPackages(IEnumerable<SourceFile> projects) =>
        [.. from project in projects
            let expected = s_packages.GetValueOrDefault(project.Project, [])
            let actual = Items(project, "PackageReference").ToArray()
            from finding in actual.Except(expected).Select(name => $"{project.Project} needs {name}")
                .Concat(expected.Except(actual).Select(name => $"{project.Project} lacks {name}"))
            select finding];

    private static IEnumerable<string> References(SourceFile project) =>
        Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    private static IEnumerable<string> Items(SourceFile project, string kind) =>
        XDocument.Parse(project.Text).Descendants(kind).Select(item => item.Attribute("Include")?.Value).OfType<string>();
}
