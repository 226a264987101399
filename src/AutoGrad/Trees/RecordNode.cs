using System.Reflection;
using System.Runtime.CompilerServices;

namespace AutoGrad;

/// <summary>A record: its children are the members that may hold tensors; the others ride along.</summary>
/// <param name="type">The run-time type.</param>
/// <param name="constructor">What makes a new one; null for a struct that starts as its default.</param>
/// <param name="empty">That default, boxed, of which each new one is a copy.</param>
/// <param name="arguments">The members that the constructor takes, in its order.</param>
/// <param name="assigned">The members set afterwards.</param>
internal sealed class RecordNode(
    Type type, ConstructorInfo? constructor, object? empty, RecordMember[] arguments, RecordMember[] assigned)
    : TreeNode(type)
{
    private readonly ConstructorInvoker? _constructor = constructor is null ? null : ConstructorInvoker.Create(constructor);

    private readonly RecordMember[] _children =
        [.. Array.FindAll(arguments, m => !m.IsStatic), .. Array.FindAll(assigned, m => !m.IsStatic)];

    private readonly RecordMember[] _statics =
        [.. Array.FindAll(arguments, m => m.IsStatic), .. Array.FindAll(assigned, m => m.IsStatic)];

    public bool HasChildren => _children.Length > 0;

    public override object?[] Children(object value)
    {
        object?[] children = new object?[_children.Length];
        for (int i = 0; i < children.Length; i++)
        {
            children[i] = _children[i].Get(value);
        }

        return children;
    }

    public override string Step(object value, int index) => _children[index].Name;

    public override object Rebuild(object value, object?[] children)
    {
        int next = 0;
        object?[] given = new object?[arguments.Length];
        for (int i = 0; i < given.Length; i++)
        {
            given[i] = arguments[i].IsStatic ? arguments[i].Get(value) : children[next++];
        }

        object rebuilt = _constructor is null ? RuntimeHelpers.GetObjectValue(empty)! : _constructor.Invoke(given.AsSpan());
        foreach (RecordMember member in assigned)
        {
            member.Set(rebuilt, member.IsStatic ? member.Get(value) : children[next++]);
        }

        return rebuilt;
    }

    public override bool EqualBesidesChildren(object first, object second)
    {
        foreach (RecordMember member in _statics)
        {
            if (!Equals(member.Get(first), member.Get(second)))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>A property or field of a record.</summary>
/// <param name="name">What paths call it.</param>
/// <param name="type">The declared type: if no value of it can hold a tensor, the member need not be visited.</param>
internal abstract class RecordMember(string name, Type type)
{
    public string Name { get; } = name;

    public Type Type { get; } = type;

    public bool IsStatic { get; } = StaticTypes.Contains(type);

    public abstract object? Get(object record);

    public abstract void Set(object record, object? value);
}

internal sealed class RecordProperty(PropertyInfo property) : RecordMember(property.Name, property.PropertyType)
{
    private readonly MethodInvoker _get = MethodInvoker.Create(property.GetMethod!);

    // An init accessor, private ones included; reflection may call it on a finished object.
    private readonly MethodInvoker? _set = property.SetMethod is { } set ? MethodInvoker.Create(set) : null;

    public override object? Get(object record) => _get.Invoke(record);

    public override void Set(object record, object? value) => _set!.Invoke(record, value);
}

internal sealed class RecordField(FieldInfo field) : RecordMember(field.Name, field.FieldType)
{
    public override object? Get(object record) => field.GetValue(record);

    public override void Set(object record, object? value) => field.SetValue(record, value);
}
