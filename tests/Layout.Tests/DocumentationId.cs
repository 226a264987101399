using System.Reflection;

namespace Layout.Tests;

/// <summary>The names by which the compiler's documentation file knows types and members.</summary>
/// <remarks>Source: C# language specification, annex D.4.2, "ID string format".</remarks>
public static class DocumentationId
{
    public static string Of(MethodBase method)
    {
        string name = method is ConstructorInfo ? "#ctor" : method.Name;
        string arity = method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "";
        string result = method is MethodInfo { Name: "op_Implicit" or "op_Explicit" } conversion ? "~" + Name(conversion.ReturnType) : "";
        return $"M:{Of(method.DeclaringType!)}.{name}{arity}{List(method.GetParameters())}{result}";
    }

    public static string Of(PropertyInfo property) =>
        $"P:{Of(property.DeclaringType!)}.{property.Name}{List(property.GetIndexParameters())}";

    public static string Of(Type type) => (type.FullName ?? type.Name).Replace('+', '.');

    private static string List(ParameterInfo[] parameters) =>
        parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(parameter => Name(parameter.ParameterType)))})";

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!) + "@";
        }

        if (type.IsPointer)
        {
            return Name(type.GetElementType()!) + "*";
        }

        if (type.IsArray)
        {
            int rank = type.GetArrayRank();
            return Name(type.GetElementType()!) + (rank == 1 ? "[]" : $"[{string.Join(',', Enumerable.Repeat("0:", rank))}]");
        }

        if (type.IsGenericParameter)
        {
            return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition;
        }

        if (!type.IsGenericType)
        {
            return Of(type);
        }

        // A nested type's arguments begin with its outer types': each part takes those it declared.
        Queue<Type> arguments = new(type.GetGenericArguments());
        IEnumerable<string> parts = Of(type.GetGenericTypeDefinition()).Split('.').Select(part =>
        {
            string[] split = part.Split('`');
            return split.Length == 1
                ? part
                : $"{split[0]}{{{string.Join(',', Enumerable.Range(0, int.Parse(split[1], null)).Select(_ => Name(arguments.Dequeue())))}}}";
        });
        return string.Join('.', parts);
    }
}
