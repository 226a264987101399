using System.Globalization;

namespace AutoGrad.PropertyTesting;

/// <summary>The elements of floating tensors as doubles, and back.</summary>
internal static class Elements
{
    public static bool IsFloating(this Tensor x) => x.DType is DType.Float32 or DType.Float64;

    /// <summary>The elements in order; exact for either floating dtype.</summary>
    public static double[] Of(Tensor x) =>
        x.DType == DType.Float32 ? Array.ConvertAll(x.ToArray<float>(), element => (double)element) : x.ToArray<double>();

    public static Tensor Tensor(Shape shape, double[] elements, DType dtype) => dtype switch
    {
        DType.Float32 => AutoGrad.Tensor.From(shape, Array.ConvertAll(elements, element => (float)element)),
        DType.Float64 => AutoGrad.Tensor.From(shape, elements),
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "Generated tensors are Float32 or Float64; convert them with To."),
    };

    /// <summary>The nearest number that the dtype holds.</summary>
    public static double Round(double value, DType dtype) => dtype == DType.Float32 ? (float)value : value;

    /// <summary>The next number that the dtype holds.</summary>
    public static double Beside(double value, DType dtype, bool up) => (dtype, up) switch
    {
        (DType.Float32, true) => MathF.BitIncrement((float)value),
        (DType.Float32, false) => MathF.BitDecrement((float)value),
        (_, true) => Math.BitIncrement(value),
        _ => Math.BitDecrement(value),
    };

    /// <summary>The shortest text that reads back as the number.</summary>
    public static string Text(double value, DType dtype) =>
        dtype == DType.Float32 ? ((float)value).ToString("R", CultureInfo.InvariantCulture) : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>How many decimals the shortest text of a finite number has: 0 for 3 and 1E+20, 2 for 0.25, 7 for 1E-07.</summary>
    public static int Decimals(double value, DType dtype)
    {
        string text = Text(value, dtype);
        int e = text.IndexOf('E', StringComparison.Ordinal);
        int exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        ReadOnlySpan<char> digits = e < 0 ? text : text.AsSpan(0, e);
        int point = digits.IndexOf('.');
        return Math.Max(0, (point < 0 ? 0 : digits.Length - point - 1) - exponent);
    }
}
