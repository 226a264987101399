using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Layout.Tests;

/// <summary>Names: of files after their types, of static fields after their kind.</summary>
public static class TypeRules
{
    /// <summary>A type this short may stand beside the one that uses it.</summary>
    public const int CompanionLines = 40;

    /// <summary>Public types that are not in a file of their name, unless they are partial or short companions.</summary>
    public static IReadOnlyList<string> NotInAFileOfTheirName(IEnumerable<Type> types, IReadOnlyList<SourceFile> files)
    {
        List<string> findings = [];
        foreach (string name in types.Where(type => type.IsPublic).Select(type => type.Name.Split('`')[0]).Distinct())
        {
            Regex declaration = new($@"^public [\w ]*\b(?:class|struct|record|interface|enum|delegate [\w<>\[\],?.]+) {name}\b.*", RegexOptions.Multiline);
            (SourceFile File, Match Match)[] places =
                [.. files.Where(file => file.IsCSharp).Select(file => (file, declaration.Match(file.Text))).Where(place => place.Item2.Success)];
            bool holds = places.Any(place => place.File.Stem == name
                || place.Match.Value.Contains(" partial ", StringComparison.Ordinal)
                || LinesOf(place.File.Text[place.Match.Index..]) <= CompanionLines);
            if (!holds)
            {
                findings.Add($"{name} is declared in {(places.Length == 0 ? "no file" : places[0].File.Path)}");
            }
        }

        return findings;
    }

    /// <summary>Private static fields that are not named <c>s_camelCase</c>, or <c>t_camelCase</c> when each thread has its own.</summary>
    public static IReadOnlyList<string> MisnamedStaticFields(IEnumerable<Type> types) =>
        [.. from type in types
            where !IsGenerated(type)
            from field in type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            where field.IsPrivate && !field.IsLiteral && !field.Name.Contains('<', StringComparison.Ordinal) && !IsGenerated(field)
            let prefix = field.IsDefined(typeof(ThreadStaticAttribute)) ? "t_" : "s_"
            where !Regex.IsMatch(field.Name, $"^{prefix}[a-z]")
            select $"{type.Name}.{field.Name} should start with {prefix}"];

    // From a declaration to its last brace, or to its semicolon when it has no body.
    private static int LinesOf(string text)
    {
        int depth = 0, lines = 1;
        foreach (char c in text)
        {
            switch (c)
            {
                case '\n':
                    lines++;
                    break;
                case '{':
                    depth++;
                    break;
                case '}' when --depth == 0:
                case ';' when depth == 0:
                    return lines;
            }
        }

        return lines;
    }

    private static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute)) || member.Name.StartsWith('<')
            || (member.DeclaringType is { } outer && IsGenerated(outer));
}
