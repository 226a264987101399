using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Layout.Tests;

/// <summary>What the documentation of public members must say.</summary>
public static class DocumentationRules
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Parameters that are tensors and whose documentation does not start with their shape, <c>[n, k]</c>.</summary>
    /// <param name="types">Types whose public and protected members are looked at.</param>
    /// <param name="documentation">The file that the compiler wrote.</param>
    /// <param name="tensor">What counts as a tensor.</param>
    public static IReadOnlyList<string> ShapelessParameters(IEnumerable<Type> types, XDocument documentation, Type tensor)
    {
        Dictionary<string, XElement> members = documentation.Descendants("member")
            .ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal);
        return
        [
            .. from type in types
               where type.IsVisible
               from member in Members(type)
               let documented = Documented(member.Id, type, members)
               where documented?.Element("inheritdoc") is null
               from parameter in member.Parameters
               where parameter.ParameterType == tensor
               let text = documented?.Elements("param").FirstOrDefault(p => (string?)p.Attribute("name") == parameter.Name)?.Value.TrimStart()
               where text is null ? !IsOperator(member.Id) : !text.StartsWith('[')
               select $"{member.Id}: {parameter.Name}: {(text is null ? "not documented" : text.Split('\n')[0])}",
        ];
    }

    // Operators of tensors are all alike: each may leave its operands to the summary.
    private static bool IsOperator(string id) => id.Contains(".op_", StringComparison.Ordinal);

    // A record's constructor and a delegate's call are documented on the type.
    private static XElement? Documented(string id, Type type, Dictionary<string, XElement> members) =>
        members.TryGetValue(id, out XElement? own) && own.Elements().Any() ? own : members.GetValueOrDefault("T:" + DocumentationId.Of(type));

    private static IEnumerable<(string Id, ParameterInfo[] Parameters)> Members(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            return [(DocumentationId.Of(invoke), invoke.GetParameters())];
        }

        return type.GetMethods(Declared).Where(method => IsVisible(method) && !IsAccessor(method)).Cast<MethodBase>()
            .Concat(type.GetConstructors(Declared).Where(IsVisible))
            .Where(method => !method.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Select(method => (DocumentationId.Of(method), method.GetParameters()))
            .Concat(type.GetProperties(Declared)
                .Where(property => property.GetMethod is { } get && IsVisible(get))
                .Select(property => (DocumentationId.Of(property), property.GetIndexParameters())));
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);
}
