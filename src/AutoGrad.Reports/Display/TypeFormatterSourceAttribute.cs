namespace AutoGrad.Reports;

/// <summary>Tells notebooks how to show a class. They look for an attribute of this name, so no package is needed.</summary>
/// <param name="formatterSourceType">Has a parameterless constructor, and a method <c>CreateTypeFormatters</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[]? PreferredMimeTypes { get; set; }
}
