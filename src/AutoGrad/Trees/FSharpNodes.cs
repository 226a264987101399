using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace AutoGrad;

/// <summary>F#'s own types, found by their names: the library does not refer to FSharp.Core.</summary>
[RequiresUnreferencedCode("A trimmed F# type may have lost its members.")]
[RequiresDynamicCode("F#'s generic types are constructed at run time.")]
internal static class FSharpNodes
{
    // SourceConstructFlags of FSharp.Core.
    private const int SumType = 1;
    private const int RecordType = 2;
    private const int KindMask = 31;

    /// <summary>The node of a list, map or option, or of a union that is no more than an enumeration.</summary>
    public static TreeNode? Find(Type type)
    {
        if (type.IsGenericType && type.Namespace?.StartsWith("Microsoft.FSharp.", StringComparison.Ordinal) == true)
        {
            Type[] arguments = type.GetGenericArguments();
            return type.Name switch
            {
                "FSharpList`1" => new FSharpListNode(type),
                "FSharpOption`1" or "FSharpValueOption`1" => new FSharpOptionNode(type),
                "FSharpMap`2" => (TreeNode)Activator.CreateInstance(typeof(FSharpMapNode<,>).MakeGenericType(arguments))!,
                _ => null,
            };
        }

        return IsEnumeration(type) ? StaticNode.Instance : null;
    }

    public static bool IsRecord(Type type) => ConstructOf(type) == RecordType;

    // A union whose cases hold nothing has a tag and no more, and no nested types for its cases.
    private static bool IsEnumeration(Type type)
    {
        FieldInfo[] fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        return ConstructOf(type) == SumType && type.IsSealed && fields.Length == 1 && fields[0].Name == "_tag";
    }

    private static int ConstructOf(Type type)
    {
        foreach (CustomAttributeData attribute in type.GetCustomAttributesData())
        {
            if (attribute.AttributeType.FullName == "Microsoft.FSharp.Core.CompilationMappingAttribute"
                && attribute.ConstructorArguments is [{ Value: int flags }, ..])
            {
                return flags & KindMask;
            }
        }

        return 0;
    }
}

[RequiresUnreferencedCode("A trimmed F# type may have lost its members.")]
internal sealed class FSharpListNode(Type type) : TreeNode(typeof(IList))
{
    private readonly object _empty = type.GetProperty("Empty")!.GetValue(null)!;

    private readonly MethodInvoker _cons = MethodInvoker.Create(type.GetMethod("Cons")!);

    public override object?[] Children(object value)
    {
        List<object?> children = [];
        foreach (object? child in (IEnumerable)value)
        {
            children.Add(child);
        }

        return [.. children];
    }

    public override string Step(object value, int index) => SequencePath.Step(index);

    public override object Rebuild(object value, object?[] children)
    {
        object list = _empty;
        for (int i = children.Length - 1; i >= 0; i--)
        {
            list = _cons.Invoke(null, children[i], list)!;
        }

        return list;
    }
}

/// <summary>Some value, in the option's own place; None of a struct option is an empty tree, and that of a class is null.</summary>
[RequiresUnreferencedCode("A trimmed F# type may have lost its members.")]
internal sealed class FSharpOptionNode(Type type) : TreeNode(type)
{
    private readonly PropertyInfo? _isSome = type.IsValueType ? type.GetProperty("IsSome") : null;

    private readonly PropertyInfo _value = type.GetProperty("Value")!;

    private readonly MethodInfo _some = type.GetMethod("Some")!;

    public override object?[] Children(object value) =>
        _isSome is null || (bool)_isSome.GetValue(value)! ? [_value.GetValue(value)] : [];

    public override string Step(object value, int index) => "";

    public override object Rebuild(object value, object?[] children) => _some.Invoke(null, children)!;
}

[RequiresUnreferencedCode("A trimmed F# type may have lost its members.")]
internal sealed class FSharpMapNode<TKey, TValue> : DictionaryNode<TKey, TValue>
    where TKey : notnull
{
    private static MethodInvoker? s_add;

    public override object Rebuild(object value, object?[] children)
    {
        // FSharpMap.Add gives a new map, in which the new value takes the old one's place.
        MethodInvoker add = s_add ??= MethodInvoker.Create(value.GetType().GetMethod("Add", [typeof(TKey), typeof(TValue)])!);
        TKey[] keys = Keys(value);
        object map = value;
        for (int i = 0; i < keys.Length; i++)
        {
            map = add.Invoke(map, keys[i], children[i])!;
        }

        return map;
    }
}
