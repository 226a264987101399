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
    public string Compared { get; init; } = Comparisons.Differences;

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

    /// <summary>Of what is <see cref="Verdict.Wrong"/>, the operation whose own rule fails at the values it had; empty if none was found.</summary>
    public string Operation { get; init; } = "";

    /// <summary>Where that operation was called, as in <c>Model.cs:41</c>; empty if it is not known.</summary>
    public string Source { get; init; } = "";

    /// <summary>A few lines for a terminal.</summary>
    public override string ToString()
    {
        if (Verdict == Verdict.Pass)
        {
            return Text($"Pass: worst error {WorstError:G3} (tolerance {Tolerance:G3}), order {Order}{Place}{Drawn(", ")}");
        }

        (string first, string second) = Compared switch
        {
            Comparisons.Runs => ("first run", "second run"),
            Comparisons.Forward => ("forward", "reverse"),
            Comparisons.Map or Comparisons.MappedGradient => ("mapped", "looped"),
            _ => ("analytic", "numeric"),
        };
        bool byDifferences = Compared == Comparisons.Differences;
        string[] lines =
        [
            Text($"{Verdict}: {Compared}, order {Order}"),
            Place.Length == 0 ? "" : $" {Place}",
            Text($"  {first} {Analytic:G9}, {second} {Numeric:G9}"),
            Text($"  error {WorstError:G3} (tolerance {Tolerance:G3}{(byDifferences ? Text($", differences are good to {Estimate:G2}") : "")})"),
            Verdict == Verdict.Kink ? Text($"  slope from below {LeftSlope:G9}, from above {RightSlope:G9}") : "",
            Operation.Length == 0 ? "" : $"  most likely {Operation}{(Source.Length == 0 ? "" : $", called at {Short(Source)}")}",
            Drawn("  "),
        ];
        return string.Join(Environment.NewLine, lines.Where(line => line.Length > 0));
    }

    // " of y[2] by Layers[1].Weight[0, 3] = 0.417"
    private string Place
    {
        get
        {
            string of = OutputIndex.Length == 0 ? "" : $" of y{OutputIndex}";
            string number = Index.Length == 0 ? "" : Text($"{Index} = {Input:G6}");
            string by = Path.Length + Index.Length == 0 ? "" : $" by {(Path.Length == 0 ? "x" : Short(Path))}{number}";
            return of + by;
        }
    }

    private string Drawn(string before) => Directions == 0 ? "" : Text($"{before}{Directions} random directions of seed {Seed}");

    // The end of a path says most.
    private static string Short(string path) => path.Length <= 44 ? path : $"…{path[^43..]}";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

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
    public const string Differences = "gradient against differences";
    public const string Map = "map against loop";
    public const string MappedGradient = "gradient of a map against those of a loop";
    public const string Forward = "forward against reverse";
    public const string Runs = "one run against another";
}
