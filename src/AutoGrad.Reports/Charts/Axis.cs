using System.Globalization;

namespace AutoGrad.Reports;

/// <summary>Numbers along a line: from where to where, and which of them are written beside it.</summary>
internal sealed class Axis
{
    private readonly AxisScale _scale;
    private readonly double _low;
    private readonly double _high;

    // The ends are in the units of the line: logarithms, where the scale is of ratios.
    private Axis(AxisScale scale, double low, double high)
    {
        _scale = scale;
        _low = low;
        _high = high;
    }

    private bool _silent;

    public double Low => Back(_low);

    public double High => Back(_high);

    /// <summary>An axis that has room for all the numbers it can show.</summary>
    /// <param name="values">Any numbers; those that are not finite, or that the scale does not know, are not looked at.</param>
    /// <param name="scale">How it counts.</param>
    /// <param name="margin">Which share of the length stays empty at either end.</param>
    public static Axis Over(IEnumerable<double> values, AxisScale scale, double margin = 0.03)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (Shows(value, scale))
            {
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }
        }

        if (low > high)
        {
            return new Axis(scale, 0, 1);
        }

        low = scale == AxisScale.Log ? Math.Log10(low) : low;
        high = scale == AxisScale.Log ? Math.Log10(high) : high;

        // One value alone, or values that differ by roundings: a line in the middle, not noise from top to bottom.
        double least = Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-9;
        if (high - low <= least)
        {
            double half = low == 0 ? 1 : scale == AxisScale.Log ? 0.5 : Math.Abs(low) * 0.1;
            return new Axis(scale, low - half, high + half);
        }

        // Products before differences, as those of the largest doubles overflow.
        double room = high * margin - low * margin;
        return new Axis(scale, Math.Max(low - room, double.MinValue), Math.Min(high + room, double.MaxValue));
    }

    /// <summary>An axis from one number to another.</summary>
    public static Axis Between(double low, double high, AxisScale scale = AxisScale.Linear) =>
        scale == AxisScale.Log ? new Axis(scale, Math.Log10(low), Math.Log10(high)) : new Axis(scale, low, high);

    /// <summary>The same with no number beside it.</summary>
    public Axis WithoutTicks() => new(_scale, _low, _high) { _silent = true };

    public static bool Shows(double value, AxisScale scale) => double.IsFinite(value) && (scale == AxisScale.Linear || value > 0);

    /// <summary>Where a number lies: 0 at the low end, 1 at the high one. NaN for what the axis cannot show.</summary>
    public double Place(double value)
    {
        if (!Shows(value, _scale))
        {
            return double.NaN;
        }

        // Halves, as the difference of the largest doubles overflows.
        double at = (_scale == AxisScale.Log ? Math.Log10(value) : value) / 2;
        return (at - _low / 2) / (_high / 2 - _low / 2);
    }

    /// <summary>The number at a place.</summary>
    public double At(double place) => Back(_low + (_high * place - _low * place));

    /// <summary>Round numbers within the ends, with their labels.</summary>
    /// <param name="most">About how many there is room for; 2 or more.</param>
    public IReadOnlyList<(double Value, string Label)> Ticks(int most) =>
        _silent ? [] : _scale == AxisScale.Log && _high - _low >= 1 ? Powers(most) : Steps(most);

    private double Back(double at) => _scale == AxisScale.Log ? Math.Pow(10, at) : at;

    // Powers of ten; thinned out where there are too many of them, filled up with twos and fives where there are too few.
    private List<(double Value, string Label)> Powers(int most)
    {
        int first = (int)Math.Ceiling(_low - 1e-9), last = (int)Math.Floor(_high + 1e-9);
        int every = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)most));
        double[] within = last - first + 1 <= most / 3 ? [1, 2, 5] : [1];
        bool extreme = Low < 1e-3 || High >= 1e5;
        var ticks = new List<(double, string)>();
        for (int power = first - 1; power <= last; power++)
        {
            foreach (double digit in within)
            {
                double at = power + Math.Log10(digit);
                if (at >= _low - 1e-9 && at <= _high + 1e-9 && (power - first) % every == 0)
                {
                    double value = digit * Math.Pow(10, power);
                    ticks.Add((value, Label(value, value / 100, extreme && (value is < 0.1 or >= 1000) ? double.PositiveInfinity : 1)));
                }
            }
        }

        return ticks;
    }

    private List<(double Value, string Label)> Steps(int most)
    {
        // An axis may run downwards, as the rows of a matrix do.
        double low = Math.Min(Low, High), high = Math.Max(Low, High), step = RoundStep(high / most - low / most);
        var ticks = new List<(double, string)>();
        double first = Math.Ceiling(low / step - 1e-9);
        for (int i = 0; i <= 2 * most; i++)
        {
            double value = (first + i) * step;
            if (value - high > step * 1e-9)
            {
                break;
            }

            ticks.Add((value, Label(value, step, Math.Max(Math.Abs(low), Math.Abs(high)))));
        }

        return ticks;
    }

    /// <summary>The next of 1, 2 and 5 times a power of ten.</summary>
    internal static double RoundStep(double step)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        double digit = step / power;
        return power * (digit <= 1 + 1e-9 ? 1 : digit <= 2 + 1e-9 ? 2 : digit <= 5 + 1e-9 ? 5 : 10);
    }

    /// <summary>A number with the digits that tell it from its neighbours.</summary>
    /// <param name="value">The number.</param>
    /// <param name="step">How far apart neighbours are.</param>
    /// <param name="largest">The size of the largest one: if it needs an exponent, all get one.</param>
    internal static string Label(double value, double step, double largest)
    {
        if (Math.Abs(value) < step * 1e-6)
        {
            return "0";
        }

        double size = Math.Abs(value);
        if (largest is >= 1e5 or < 1e-3)
        {
            int digits = (int)Math.Clamp(Math.Floor(Math.Log10(size)) - Math.Floor(Math.Log10(step)), 0, 12);
            string text = value.ToString("0." + new string('#', digits) + "e0", CultureInfo.InvariantCulture);
            return text.Replace('-', '−');
        }

        int decimals = (int)Math.Clamp(-Math.Floor(Math.Log10(step) + 1e-9), 0, 12);
        return value.ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture).Replace('-', '−');
    }
}
