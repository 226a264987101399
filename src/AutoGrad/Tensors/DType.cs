namespace AutoGrad;

/// <summary>The type of a tensor's elements.</summary>
public enum DType
{
    /// <summary>IEEE 754 binary32; the default.</summary>
    Float32,

    /// <summary>IEEE 754 binary64; what gradient checks run in.</summary>
    Float64,

    /// <summary>Labels and indices.</summary>
    Int32,

    /// <summary>Labels and indices that need 64 bits.</summary>
    Int64,

    /// <summary>Images, until they are batched.</summary>
    UInt8,

    /// <summary>Random keys and bits.</summary>
    UInt32,

    /// <summary>Masks.</summary>
    Bool,
}

/// <summary>What the library asks of a <see cref="DType"/>.</summary>
internal static class DTypes
{
    public static bool IsFloating(this DType dtype) => dtype is DType.Float32 or DType.Float64;

    public static bool IsInteger(this DType dtype) => dtype != DType.Bool && !dtype.IsFloating();

    /// <summary>The name that specs print: <c>f32</c>.</summary>
    /// <summary>How many bytes an element takes.</summary>
    public static int Bytes(this DType dtype) => dtype switch
    {
        DType.Float64 or DType.Int64 => 8,
        DType.UInt8 or DType.Bool => 1,
        _ => 4,
    };

    public static string ShortName(this DType dtype) => dtype switch
    {
        DType.Float32 => "f32",
        DType.Float64 => "f64",
        DType.Int32 => "i32",
        DType.Int64 => "i64",
        DType.UInt8 => "u8",
        DType.UInt32 => "u32",
        _ => "bool",
    };

    /// <summary>The dtype whose elements are <typeparamref name="T"/>.</summary>
    /// <exception cref="ArgumentException">No dtype has such elements.</exception>
    public static DType Of<T>()
    {
        if (typeof(T) == typeof(float))
        {
            return DType.Float32;
        }

        if (typeof(T) == typeof(double))
        {
            return DType.Float64;
        }

        if (typeof(T) == typeof(int))
        {
            return DType.Int32;
        }

        if (typeof(T) == typeof(long))
        {
            return DType.Int64;
        }

        if (typeof(T) == typeof(byte))
        {
            return DType.UInt8;
        }

        if (typeof(T) == typeof(uint))
        {
            return DType.UInt32;
        }

        return typeof(T) == typeof(bool)
            ? DType.Bool
            : throw new ArgumentException(
                $"A tensor's elements are float, double, int, long, byte, uint or bool; got {typeof(T).Name}. Convert them first.");
    }

    /// <summary>Whether a number can be held without changing its value (floating dtypes round, which is not a change of kind).</summary>
    public static bool Holds(this DType dtype, double value) => dtype switch
    {
        DType.Float32 or DType.Float64 => true,
        DType.Int32 => double.IsInteger(value) && value is >= int.MinValue and <= int.MaxValue,
        DType.Int64 => double.IsInteger(value) && value is >= long.MinValue and < 9223372036854775808.0,
        DType.UInt8 => double.IsInteger(value) && value is >= 0 and <= byte.MaxValue,
        DType.UInt32 => double.IsInteger(value) && value is >= 0 and <= uint.MaxValue,
        _ => value is 0 or 1,
    };
}
