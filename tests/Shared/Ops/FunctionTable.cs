using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AutoGrad.Testing;

/// <summary>A public function of tensors, and what is known of it.</summary>
/// <param name="Type">The class it is called by.</param>
/// <param name="Name">Its name.</param>
/// <param name="Rows">The rows that test it, by name.</param>
internal sealed partial record Function(Type Type, string Name, IReadOnlyList<KeyValuePair<string, OpRow>> Rows)
{
    public string Called => Type == typeof(Tensor) ? Name : $"{Type.Name}.{Name}";

    public string Rules => Rows.All(row => row.Value.IsDiscrete) ? "`Vmap`; no slope" : "`Grad`, `Jvp`, second order, `Vmap`";

    /// <summary>What its documentation states in units in the last place, else what its rows are held to.</summary>
    public string Accuracy(XDocument documentation)
    {
        string member = $"M:{Type.FullName}.{Name}";
        string text = string.Join(' ', documentation.Descendants("member")
            .Where(item => (string?)item.Attribute("name") is { } id && id.StartsWith(member, StringComparison.Ordinal) && id.Length > member.Length && id[member.Length] is '(' or '`' or '~')
            .Select(item => item.Value));
        Match stated = Ulps().Match(text);
        return stated.Success
            ? stated.Value
            : string.Create(CultureInfo.InvariantCulture, $"{Rows.Max(row => row.Value.Tolerance):0e0} of the greatest element");
    }

    /// <summary>The file that declares it.</summary>
    /// <param name="sources">The library's files: their paths and texts.</param>
    public string Source(IReadOnlyList<(string Path, string Text)> sources)
    {
        Regex declaration = new($@"^    public [^;={{]*\b{Name}(<[^\n(]*>)?\(", RegexOptions.Multiline);
        return sources.First(file => file.Text.Contains($"class {Type.Name}", StringComparison.Ordinal) && declaration.IsMatch(file.Text)).Path;
    }

    [GeneratedRegex(@"within [\d.]+ ulp")]
    private static partial Regex Ulps();
}

/// <summary>The table of a library's functions on tensors, from the library, its documentation and the rows that test it.</summary>
internal static class FunctionTable
{
    /// <summary>Public functions from tensors to tensors, in the order of their names; draws are tested by their distributions instead.</summary>
    public static IReadOnlyList<Function> Functions(Assembly library, IReadOnlyDictionary<string, OpRow> rows) =>
    [
        .. from type in library.GetExportedTypes()
           where type == typeof(Tensor) || (type.IsAbstract && type.IsSealed && type != typeof(Transform) && type != typeof(Draw))
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
           where !method.IsSpecialName && Gives(method.ReturnType) && (!method.IsStatic || method.GetParameters().Any(parameter => Takes(parameter.ParameterType)))
           group method by (type, method.Name) into overloads
           orderby overloads.Key.type != typeof(Tensor), overloads.Key.type.Name, overloads.Key.Name
           select new Function(overloads.Key.type, overloads.Key.Name, [.. rows.Where(row => IsOf(row.Key, overloads.Key.type, overloads.Key.Name))])
    ];

    /// <param name="title">The heading.</param>
    /// <param name="library">The library's folder, from the project's.</param>
    /// <param name="folder">Where the table will lie in it.</param>
    /// <param name="functions">Those to list.</param>
    public static string Write(string title, string library, string folder, IReadOnlyList<Function> functions)
    {
        IReadOnlyList<(string Path, string Text)> sources = Sources(library, folder);
        XDocument documentation = XDocument.Load(Path.Combine(AppContext.BaseDirectory, functions[0].Type.Assembly.GetName().Name + ".xml"));
        return $"""
            # {title}

            Written by `.ci/update-tables` and checked by the tests. Accuracy is of values: stated ones are tested over wide ranges; the
            others are what the rows of the tests are held to in Float64 beside an independent reference.

            | function | rules | accuracy | source |
            |---|---|---|---|
            {string.Join('\n', functions.Where(function => function.Rows.Count > 0).Select(function => $"| `{function.Called}` | {function.Rules} | {function.Accuracy(documentation)} | {Link(function.Source(sources))} |"))}

            """.ReplaceLineEndings("\n");
    }

    /// <summary>The library's files that people write: paths from one of its folders, and texts.</summary>
    public static IReadOnlyList<(string Path, string Text)> Sources(string library, string folder)
    {
        string root = Path.Combine(ProjectFolder.Root, library);
        return
        [
            .. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Where(path => Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
                .Select(path => (Path.GetRelativePath(Path.Combine(root, folder), path).Replace('\\', '/'), File.ReadAllText(path))),
        ];
    }

    public static string Link(string path) => $"[{path}]({path})";

    private static bool Gives(Type type) =>
        type == typeof(Tensor) || type == typeof(Tensor[]) || (type.IsGenericType && type.GetGenericArguments().Any(Gives));

    private static bool Takes(Type type) => Gives(type) || Gives(Nullable.GetUnderlyingType(type) ?? typeof(void)) || type == typeof(ReadOnlySpan<Tensor>);

    // "max_pool2d/dilated" is a row of Pool.Max2d, "argmax" one of ArgMax.
    private static bool IsOf(string row, Type type, string name)
    {
        string key = row.Split('/')[0].Replace("_", "", StringComparison.Ordinal);
        return key.Equals(name, StringComparison.OrdinalIgnoreCase) || Rest(type.Name) || (type.Name == "Normalize" && Rest("norm"));

        bool Rest(string kind) => key.Replace(kind, "", StringComparison.OrdinalIgnoreCase).Equals(name, StringComparison.OrdinalIgnoreCase);
    }
}
