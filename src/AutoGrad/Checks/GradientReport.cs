using System.Globalization;

namespace AutoGrad;

/// <summary>What a gradient check found, from harmless to bad.</summary>
public enum Verdict
{
    /// <summary>Rule and differences agree.</summary>
    Pass,

    /// <summary>The function is too steep or too noisy there for differences to decide.</summary>
    IllConditioned,

    /// <summary>The slopes from the two sides differ: there is no gradient to compare with.</summary>
    Kink,

    /// <summary>The gradient, or the function beside the point, is infinite or NaN.</summary>
    NotFinite,

    /// <summary>Rule and differences disagree.</summary>
    Wrong,
}

/// <summary>The result of a <see cref="GradientCheck"/>: the verdict, and the element that led to it.</summary>
public sealed record GradientReport
{
    /// <summary>What was found.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Which derivative the worst element is of: 1 or 2.</summary>
    public int Order { get; init; } = 1;

    /// <summary>The leaf with the worst element, as in <c>Layers[1].Weight</c>; empty if the argument is a tensor.</summary>
    public string Path { get; init; } = "";

    /// <summary>Where in the leaf the worst element is, as in <c>[0, 3]</c>.</summary>
    public string Index { get; init; } = "";

    /// <summary>The number there.</summary>
    public double Input { get; init; }

    /// <summary>What the rules gave.</summary>
    public double Analytic { get; init; }

    /// <summary>What differences gave.</summary>
    public double Numeric { get; init; }

    /// <summary>How far the two lie apart, relative to the greater of 1 and the gradient's largest element.</summary>
    public double WorstError { get; init; }

    /// <summary>How far the differences may be off by their own account, on the same scale.</summary>
    public double Estimate { get; init; }

    /// <summary>One line for a terminal.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Verdict}: order {Order}, {Path}{Index} at {Input:G6}: analytic {Analytic:G9}, numeric {Numeric:G9}, error {WorstError:G3} (estimate {Estimate:G3})");

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
