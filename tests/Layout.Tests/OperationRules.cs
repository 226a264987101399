using System.Reflection;
using System.Text.RegularExpressions;

namespace Layout.Tests;

/// <summary>Where operations live, and what they are.</summary>
public static class OperationRules
{
    // Operations that belong to something else than mathematics: they would be deleted with it.
    private static readonly string[] s_folders = ["Ops", "Randomness", "Transforms", "Graphs"];

    public static IReadOnlyList<Type> Operations(Assembly assembly, Type op) =>
        [.. assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(op))];

    /// <summary>Operations that are not internal sealed records.</summary>
    public static IReadOnlyList<string> NotInternalSealedRecords(IEnumerable<Type> operations) =>
        [.. operations.Where(type => !(type.IsNotPublic && type.IsSealed && IsRecord(type))).Select(type => $"{type.Name} is not an internal sealed record")];

    /// <summary>Operations that are not declared once, in the folders for them, in a file of their own.</summary>
    public static IReadOnlyList<string> Misplaced(IEnumerable<Type> operations, IReadOnlyList<SourceFile> files)
    {
        List<string> findings = [];
        Dictionary<string, string> byFile = new(StringComparer.Ordinal);
        foreach (string name in operations.Select(NameOf).Order(StringComparer.Ordinal))
        {
            SourceFile[] places = [.. files.Where(file => file.IsCSharp && Declares(file, name))];
            if (places.Length != 1)
            {
                findings.Add($"{name} is declared in {places.Length} files");
                continue;
            }

            SourceFile place = places[0];
            if (place.Project != "AutoGrad" || !s_folders.Contains(place.Folder.Split('/')[0]))
            {
                findings.Add($"{name} is declared in {place.Path}");
            }

            if (!byFile.TryAdd(place.Path, name))
            {
                findings.Add($"{name} shares {place.Path} with {byFile[place.Path]}");
            }
        }

        return findings;
    }

    private static string NameOf(Type type) => type.Name.Split('`')[0];

    private static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is not null;

    private static bool Declares(SourceFile file, string name) => Regex.IsMatch(file.Code, $@"\b(record|class) {name}\b");
}
