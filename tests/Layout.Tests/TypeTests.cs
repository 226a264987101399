using System.Diagnostics.CodeAnalysis;

namespace Layout.Tests;

public sealed class TypeTests
{
    private static readonly Type[] s_types = [.. Repository.Libraries.SelectMany(library => Repository.Load(library).GetTypes())];

    [Fact]
    public void Types_are_found() => Assert.Contains(s_types, type => type.FullName == "AutoGrad.Tensor");

    [Fact]
    public void Public_types_are_in_files_of_their_name() => Found.Nothing(TypeRules.NotInAFileOfTheirName(s_types, Repository.Sources));

    [Fact]
    public void A_type_in_a_file_of_another_name_is_found()
    {
        string body = $"\n{{{string.Concat(Enumerable.Repeat("\n", TypeRules.CompanionLines))}}}\n";

        Assert.Equal(
            ["TypeTests is declared in src/AutoGrad/Other.cs", "FileTests is declared in no file"],
            TypeRules.NotInAFileOfTheirName(
                [typeof(TypeTests), typeof(FileTests), typeof(ProjectTests), typeof(Repository), typeof(SourceFile)],
                [
                    new("src/AutoGrad/Other.cs", $"public sealed class TypeTests{body}public static partial class Repository{body}"),
                    new("src/AutoGrad/ProjectTests.cs", $"public sealed class ProjectTests{body}"),
                    new("src/AutoGrad/Another.cs", "public sealed record SourceFile(string Path);\npublic enum Long" + body),
                ]));
    }

    [Fact]
    public void Static_fields_are_named_after_their_kind() => Found.Nothing(TypeRules.MisnamedStaticFields(s_types));

    [Fact]
    public void Misnamed_static_fields_are_found() =>
        Assert.Equal(
            ["Misnamed.Plain should start with s_", "Misnamed.s_own should start with t_"],
            TypeRules.MisnamedStaticFields([typeof(Misnamed)]));

    [SuppressMessage("CodeQuality", "IDE0051", Justification = "Read by reflection")]
    [SuppressMessage("Style", "IDE0044", Justification = "A thread's own field is written")]
    private static class Misnamed
    {
        private const int Constant = 1;

        private static readonly int s_good = Constant;

        private static readonly int Plain = s_good;

        [ThreadStatic]
        private static int t_good;

        [ThreadStatic]
        private static int s_own;

        public static int Sum() => Plain + t_good++ + s_own++;
    }
}
