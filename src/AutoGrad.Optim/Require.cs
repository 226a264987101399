using System.Globalization;

namespace AutoGrad.Optim;

/// <summary>Checks the numbers that transforms and schedules are made of.</summary>
internal static class Require
{
    /// <summary>A share of what was, in [0, 1).</summary>
    public static double Decay(double value, string op, string name) => value is >= 0 and < 1 ? value : throw Error(op, $"{name} must be in [0, 1)", value);

    /// <summary>A number that is finite and 0 or more.</summary>
    public static double NotNegative(double value, string op, string name) =>
        value >= 0 && double.IsFinite(value) ? value : throw Error(op, $"{name} must be finite and 0 or more", value);

    /// <summary>A number that is finite and more than 0.</summary>
    public static double Positive(double value, string op, string name) =>
        value > 0 && double.IsFinite(value) ? value : throw Error(op, $"{name} must be finite and more than 0", value);

    /// <summary>A number that is finite.</summary>
    public static double Finite(double value, string op, string name) => double.IsFinite(value) ? value : throw Error(op, $"{name} must be finite", value);

    /// <summary>A number of steps.</summary>
    public static int Steps(int value, string op, string name) => value >= 1 ? value : throw Error(op, $"{name} must be 1 or more", value);

    private static ArgumentException Error(string op, string rule, double value) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{op}: {rule}; got {value}."));
}
