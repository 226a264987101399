namespace AutoGrad;

/// <summary>Tells notebooks how to show a class. They look for an attribute of this name, so no package is needed.</summary>
/// <param name="formatterSourceType">Has a parameterless constructor, and a method <c>CreateTypeFormatters</c>.</param>
/// <remarks>Compiled into each library whose classes show themselves: an attribute that is not public is nobody else's.</remarks>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[]? PreferredMimeTypes { get; set; }
}

/// <summary>Writes a value in one of the forms that notebooks ask for; the members have the names that they look for.</summary>
internal sealed class TypeFormatter<T>(string mimeType, Func<T, string> write)
{
    public string MimeType { get; } = mimeType;

    public Type Type { get; } = typeof(T);

    public bool Format(object instance, TextWriter writer)
    {
        writer.Write(write((T)instance));
        return true;
    }
}
