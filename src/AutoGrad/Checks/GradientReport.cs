using System.Globalization;

namespace AutoGrad;

/// <summary>The result of a <see cref="GradientCheck"/>: the verdict, and the element that led to it.</summary>
public sealed record GradientReport
{
    /// <summary>What was found.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Which derivative the worst element is of: 1 or 2.</summary>
    public int Order { get; init; } = 1;

    /// <summary>What was held against what: a gradient against differences, unless another comparison found more.</summary>
    public string Compared { get; init; } = "gradient against differences";

    /// <summary>The leaf with the worst element, as in <c>Layers[1].Weight</c>; empty if the argument is a tensor.</summary>
    public string Path { get; init; } = "";

    /// <summary>Where in the leaf the worst element is, as in <c>[0, 3]</c>.</summary>
    public string Index { get; init; } = "";

    /// <summary>Which element of the value its derivative is wrong in; empty if the value is a scalar.</summary>
    public string OutputIndex { get; init; } = "";

    /// <summary>The number there.</summary>
    public double Input { get; init; }

    /// <summary>What the rules gave.</summary>
    public double Analytic { get; init; }

    /// <summary>What differences gave, or the other way to the same number.</summary>
    public double Numeric { get; init; }

    /// <summary>The slope from below, by differences.</summary>
    public double LeftSlope { get; init; }

    /// <summary>The slope from above, by differences.</summary>
    public double RightSlope { get; init; }

    /// <summary>How far the two lie apart, relative to the element, or to what small elements count as.</summary>
    public double WorstError { get; init; }

    /// <summary>How far the differences may be off by their own account, on the same scale.</summary>
    public double Estimate { get; init; }

    /// <summary>How far apart was allowed.</summary>
    public double Tolerance { get; init; }

    /// <summary>How many random directions were checked; 0 if every entry of the Jacobian was.</summary>
    public int Directions { get; init; }

    /// <summary>Where the directions were drawn from.</summary>
    public int Seed { get; init; }

    /// <summary>A few lines for a terminal.</summary>
    public override string ToString()
    {
        string result = OutputIndex.Length == 0 ? "" : $" of y{OutputIndex}";
        string place = Path.Length + Index.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{result} by {(Path.Length == 0 ? "x" : Path)}{Index} = {Input:G6}");
        string errors = string.Create(CultureInfo.InvariantCulture, $"error {WorstError:G3} (tolerance {Tolerance:G3}, differences are good to {Estimate:G2})");
        if (Verdict == Verdict.Pass)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Pass: worst error {WorstError:G3} (tolerance {Tolerance:G3}), order {Order}{place}");
        }

        string sides = Verdict == Verdict.Kink
            ? string.Create(CultureInfo.InvariantCulture, $"{Environment.NewLine}  slope from below {LeftSlope:G9}, from above {RightSlope:G9}")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Verdict}: {Compared}, order {Order}{Environment.NewLine} {place}{Environment.NewLine}  {First} {Analytic:G9}, {Second} {Numeric:G9}{Environment.NewLine}  {errors}{sides}");
    }

    private string First => Verdict == Verdict.NotDeterministic ? "first run" : Compared is Comparisons.Map or Comparisons.MappedGradient ? "mapped" : Compared == Comparisons.Forward ? "forward" : "analytic";

    private string Second => Verdict == Verdict.NotDeterministic ? "second run" : Compared is Comparisons.Map or Comparisons.MappedGradient ? "looped" : Compared == Comparisons.Forward ? "reverse" : "numeric";

    /// <summary>Throws unless the verdict is <see cref="Verdict.Pass"/>; for tests.</summary>
    /// <exception cref="InvalidOperationException">The check did not pass.</exception>
    public void ThrowIfFailed()
    {
        if (Verdict != Verdict.Pass)
        {
            throw new InvalidOperationException($"The gradient check did not pass. {this}");
        }
    }
}

/// <summary>What a report says was compared.</summary>
internal static class Comparisons
{
    public const string Map = "map against loop";
    public const string MappedGradient = "gradient of a map against those of a loop";
    public const string Forward = "forward against reverse";
    public const string Runs = "one run against another";
}
