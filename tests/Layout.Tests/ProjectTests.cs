namespace Layout.Tests;

public sealed class ProjectTests
{
    private static readonly SourceFile[] s_projects =
        [.. Repository.Sources.Where(file => file.Path.EndsWith("proj", StringComparison.Ordinal))];

    [Fact]
    public void Projects_are_found() => Assert.Contains(s_projects, project => project.Project == "AutoGrad");

    [Fact]
    public void Projects_refer_only_as_the_layout_says() => Found.Nothing(ProjectRules.UnforeseenReferences(s_projects));

    [Fact]
    public void An_unforeseen_reference_is_found() =>
        Assert.Equal(
            ["AutoGrad refers to AutoGrad.Nn"],
            ProjectRules.UnforeseenReferences([Project("AutoGrad", "<ProjectReference Include='..\\AutoGrad.Nn\\AutoGrad.Nn.csproj' />")]));

    [Fact]
    public void A_project_without_a_row_is_found() =>
        Assert.Equal(["AutoGrad.New refers to anything: it is not in the table"], ProjectRules.UnforeseenReferences([Project("AutoGrad.New", "")]));

    [Fact]
    public void Packages_are_those_the_layout_says() => Found.Nothing(ProjectRules.UnforeseenPackages(s_projects));

    [Fact]
    public void A_package_too_many_and_one_missing_are_found() =>
        Assert.Equal(
            ["AutoGrad needs Newtonsoft.Json", "AutoGrad lacks CommunityToolkit.HighPerformance"],
            ProjectRules.UnforeseenPackages(
            [
                Project("AutoGrad", "<PackageReference Include='System.Numerics.Tensors' /><PackageReference Include='Newtonsoft.Json' />"),
            ]));

    private static SourceFile Project(string name, string items) =>
        new($"src/{name}/{name}.csproj", $"<Project><ItemGroup>{items}</ItemGroup></Project>");
}
