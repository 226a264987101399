using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace AutoGrad.PropertyTesting;

/// <summary>Prints values as C# code that makes them again, to be pasted into a test.</summary>
public static class TensorCode
{
    private const int LongestList = 4;

    /// <summary>The code of a tensor, or of a record, tuple, array, list or dictionary of tensors.</summary>
    /// <param name="value">Any value; what is not known how to make prints as a comment of its text.</param>
    /// <returns>One expression, as in <c>Tensor.From([2], [0.5, -1.0])</c>; every number reads back with the same bits, NaN excepted.</returns>
    public static string Of<T>(T value) => Code(value);

    /// <summary>The specs of all tensors of a value, and its code.</summary>
    internal static string Described<T>(T value)
    {
        if (value is Dictionary<string, object?> arguments)
        {
            return string.Join(Environment.NewLine, arguments.Select(argument => $"{argument.Key} = {Code(argument.Value)}"));
        }

        string specs;
        try
        {
            TreeLeaf[] leaves = Tree.LeavesWithPath(value);
            specs = string.Join(", ", leaves.Select(leaf => leaf.Path.Length == 0 ? $"{leaf.Value.Spec}" : $"{leaf.Path} {leaf.Value.Spec}"));
        }
        catch (TreeException)
        {
            specs = "";
        }

        return specs.Length == 0 ? Code(value) : specs + Environment.NewLine + Code(value);
    }

    private static string Code(object? value) => value switch
    {
        null => "null",
        Tensor x => Code(x),
        RandomKey key => string.Create(CultureInfo.InvariantCulture, $"RandomKey.FromSeed({Arbitraries.SeedOf(key)})"),
        Shape shape => $"new Shape({string.Join(", ", shape)})",
        double number => Number(number, DType.Float64),
        float number => Number(number, DType.Float32),
        bool flag => flag ? "true" : "false",
        string text => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"",
        Enum constant => $"{constant.GetType().Name}.{constant}",
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        uint number => number.ToString(CultureInfo.InvariantCulture) + "u",
        ulong number => number.ToString(CultureInfo.InvariantCulture) + "ul",
        IFormattable number when value.GetType().IsPrimitive => number.ToString(null, CultureInfo.InvariantCulture),
        ITuple tuple when value.GetType().Namespace == "System" => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Code(tuple[i])))})",
        IDictionary items => $"new() {{ {string.Join(", ", items.Keys.Cast<object>().Select(key => $"[{Code(key)}] = {Code(items[key])}"))} }}",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Code))}]",
        _ => Constructed(value),
    };

    // A record is made by the constructor whose parameters are its properties: F#'s begin with a small letter.
    private static string Constructed(object value)
    {
        Type type = value.GetType();
        ConstructorInfo? constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(each => each.GetParameters() is { Length: > 0 } parameters && Array.TrueForAll(parameters, parameter => PropertyOf(type, parameter) is not null))
            .MaxBy(each => each.GetParameters().Length);
        return constructor is null
            ? $"/* {value} */"
            : $"new {type.Name.Split('`')[0]}({string.Join(", ", constructor.GetParameters().Select(parameter => $"{parameter.Name}: {Code(PropertyOf(type, parameter)!.GetValue(value))}"))})";
    }

    private static PropertyInfo? PropertyOf(Type type, ParameterInfo parameter) =>
        type.GetProperty(parameter.Name!, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.IgnoreCase) is { } property
            && property.PropertyType == parameter.ParameterType && property.GetIndexParameters().Length == 0
            ? property
            : null;

    private static string Code(Tensor x)
    {
        string[] elements = Texts(x);
        string shape = x.Shape.ToString();
        if (x.Size == 0)
        {
            return $"Tensor.Zeros({shape}, DType.{x.DType})";
        }

        // These two take a double, which does not hold every Int64; and a scalar's shape would be an empty list.
        bool isNumber = x.DType is not (DType.Bool or DType.Int64 or DType.UInt8);
        if (isNumber && x.Rank == 0)
        {
            return $"Tensor.Scalar({elements[0]}, DType.{x.DType})";
        }

        if (isNumber && x.Size > LongestList && Array.TrueForAll(elements, element => element == elements[0]))
        {
            return $"Tensor.Full({shape}, {elements[0]}, DType.{x.DType})";
        }

        string type = x.DType == DType.UInt8 ? "(byte[])" : "";
        return $"Tensor.From({(x.Rank == 0 ? "Shape.Scalar" : shape)}, {type}[{string.Join(", ", elements)}])";
    }

    /// <summary>The elements as C# writes them.</summary>
    internal static string[] Texts(Tensor x) => x.DType switch
    {
        DType.Float32 => Array.ConvertAll(x.ToArray<float>(), element => Number(element, DType.Float32)),
        DType.Float64 => Array.ConvertAll(x.ToArray<double>(), element => Number(element, DType.Float64)),
        DType.Int32 => Array.ConvertAll(x.ToArray<int>(), element => Code(element)),
        DType.Int64 => Array.ConvertAll(x.ToArray<long>(), element => Code(element)),
        DType.UInt8 => Array.ConvertAll(x.ToArray<byte>(), element => Code(element)),
        DType.UInt32 => Array.ConvertAll(x.ToArray<uint>(), element => Code(element)),
        _ => Array.ConvertAll(x.ToArray<bool>(), element => Code(element)),
    };

    private static string Number(double value, DType dtype)
    {
        string type = dtype == DType.Float32 ? "float" : "double";
        if (!double.IsFinite(value))
        {
            return type + (double.IsNaN(value) ? ".NaN" : value > 0 ? ".PositiveInfinity" : ".NegativeInfinity");
        }

        string text = Elements.Text(value, dtype);
        return dtype == DType.Float32 ? text + "f" : text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }
}
