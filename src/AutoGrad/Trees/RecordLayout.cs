using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace AutoGrad;

/// <summary>Reads how a record is made: its constructor, and the members that this does not set.</summary>
/// <remarks>
/// Records only, since of these alone it is known that the members are the value. What a constructor computes (a
/// property without a setter, a readonly field) is computed again when a record is rebuilt.
/// </remarks>
[RequiresUnreferencedCode("A trimmed record may have lost its members.")]
[RequiresDynamicCode("F#'s generic types are constructed at run time.")]
internal static class RecordLayout
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The node of a record; null if the type is none.</summary>
    public static TreeNode? Find(Type type)
    {
        bool isCSharp = IsCSharpRecord(type);
        if (!isCSharp && !IsAnonymous(type) && !FSharpNodes.IsRecord(type))
        {
            return null;
        }

        List<PropertyInfo> properties = Properties(type);
        List<FieldInfo> fields = isCSharp ? Fields(type) : [];
        ConstructorInfo? constructor = null;
        RecordMember[]? arguments = null;
        foreach (ConstructorInfo candidate in type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (Match(candidate, properties, fields) is { } match
                && (arguments is null || match.Length > arguments.Length || (match.Length == arguments.Length && candidate.IsPublic)))
            {
                (constructor, arguments) = (candidate, match);
            }
        }

        if (arguments is null && !type.IsValueType)
        {
            return Rejected(type, "a record needs a constructor whose parameters are named after its properties", ", which has none");
        }

        object? empty = constructor is null ? RuntimeHelpers.GetUninitializedObject(type) : null;
        arguments ??= [];
        List<RecordMember> assigned = [];
        bool hasUnknownSetter = false;
        foreach (PropertyInfo property in properties)
        {
            if (property.SetMethod is not null && !Array.Exists(arguments, a => a.Name == property.Name))
            {
                if (BackingField(property) is not null)
                {
                    assigned.Add(new RecordProperty(property));
                }
                else
                {
                    hasUnknownSetter |= !StaticTypes.Contains(property.PropertyType);
                }
            }
        }

        foreach (FieldInfo field in fields)
        {
            bool isStatic = StaticTypes.Contains(field.FieldType);
            if (Array.Exists(arguments, a => a.Name == field.Name))
            {
                continue;
            }

            if (field.IsPublic || (isStatic && !field.IsInitOnly))
            {
                assigned.Add(new RecordField(field));
            }
            else if (!isStatic && (!field.IsInitOnly || hasUnknownSetter))
            {
                // It may be what a property's accessors keep; a tensor in it would be lost, or never trained.
                return Rejected(
                    type, "a record's tensors must be in properties that it stores itself",
                    $", whose field {field.Name} is hidden");
            }
        }

        var node = new RecordNode(type, constructor, empty, arguments, [.. assigned]);
        return node.HasChildren ? node : StaticNode.Instance;
    }

    // The members that a constructor takes, in its order; null if a parameter is no member's.
    private static RecordMember[]? Match(ConstructorInfo constructor, List<PropertyInfo> properties, List<FieldInfo> fields)
    {
        ParameterInfo[] parameters = constructor.GetParameters();
        var members = new RecordMember[parameters.Length];
        for (int i = 0; i < members.Length; i++)
        {
            ParameterInfo parameter = parameters[i];
            bool Fits(string name, Type type) =>
                string.Equals(name, parameter.Name, StringComparison.OrdinalIgnoreCase) && parameter.ParameterType.IsAssignableFrom(type);

            if (properties.Find(p => Fits(p.Name, p.PropertyType)) is { } property)
            {
                members[i] = new RecordProperty(property);
            }
            else if (fields.Find(f => f.IsPublic && Fits(f.Name, f.FieldType)) is { } field)
            {
                members[i] = new RecordField(field);
            }
            else
            {
                return null;
            }
        }

        return members;
    }

    // Base records first, each in the order of its source; an override or a new property stands in for the one it hides.
    private static List<PropertyInfo> Properties(Type type)
    {
        List<PropertyInfo> found = [];
        for (Type? t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            PropertyInfo[] own = Array.FindAll(
                t.GetProperties(Declared),
                p => p.GetMethod is { IsAbstract: false }
                    && p.GetIndexParameters().Length == 0
                    && !p.PropertyType.IsByRef
                    && !p.PropertyType.IsByRefLike
                    && p.Name != "EqualityContract"
                    && !found.Exists(nearer => nearer.Name == p.Name));
            found.InsertRange(0, own);
        }

        return found;
    }

    // The fields that are not behind a property.
    private static List<FieldInfo> Fields(Type type)
    {
        List<FieldInfo> found = [];
        for (Type? t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            found.InsertRange(0, Array.FindAll(t.GetFields(Declared), f => !f.Name.EndsWith(">k__BackingField", StringComparison.Ordinal)));
        }

        return found;
    }

    private static FieldInfo? BackingField(PropertyInfo property) =>
        property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", Declared);

    // The compiler writes <Clone>$ for record classes only, and PrintMembers for record structs too.
    private static bool IsCSharpRecord(Type type) =>
        type.GetMethod("<Clone>$", BindingFlags.Instance | BindingFlags.Public) is not null
        || (type.IsValueType && type.GetMethod("PrintMembers", Declared, [typeof(StringBuilder)])?.ReturnType == typeof(bool));

    private static bool IsAnonymous(Type type) => type.Name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal);

    private static RejectedNode Rejected(Type type, string rule, string fault) =>
        new(rule, type, $"Say how it comes apart with Tree.Register<{TypeNames.Of(type)}>.", fault);
}
