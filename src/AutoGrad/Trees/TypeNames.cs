namespace AutoGrad;

/// <summary>Types as a C# programmer writes them, for messages.</summary>
internal static class TypeNames
{
    /// <summary>The value as it is named in a message: a tensor by its spec, anything else by its type.</summary>
    public static string Describe(object? value) => value switch
    {
        null => "null",
        Tensor tensor => tensor.Spec.ToString(),
        _ => WithArticle(value.GetType()),
    };

    public static string WithArticle(Type type)
    {
        string name = Of(type);
        return "AEIOUaeio".Contains(name[0]) ? $"an {name}" : $"a {name}";
    }

    public static string Of(Type type)
    {
        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (type.IsEnum || !s_keywords.TryGetValue(type, out string? keyword))
        {
            return type.IsGenericType ? Generic(type) : type.Name;
        }

        return keyword;
    }

    private static string Generic(Type type)
    {
        string[] arguments = Array.ConvertAll(type.GetGenericArguments(), Of);
        string list = string.Join(", ", arguments);
        int tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true ? $"({list})"
            : type.Name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal) ? "anonymous type"
            : tick < 0 ? type.Name // nested in a generic type, with no parameters of its own
            : $"{type.Name[..tick]}<{list}>";
    }

    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(decimal)] = "decimal",
        [typeof(double)] = "double",
        [typeof(float)] = "float",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(uint)] = "uint",
        [typeof(ulong)] = "ulong",
    };
}
