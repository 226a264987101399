namespace AutoGrad.Reports;

/// <summary>Points with a name: a line of a chart, or a cloud.</summary>
/// <param name="Name">What the legend says; empty to leave it out.</param>
/// <param name="X">Along the chart. NaN breaks a line.</param>
/// <param name="Y">Up the chart, as many. NaN and infinities break a line.</param>
public sealed record Series(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>Along the chart.</summary>
    public IReadOnlyList<double> X { get; } = X ?? throw new ArgumentNullException(nameof(X));

    /// <summary>Up the chart, as many.</summary>
    public IReadOnlyList<double> Y { get; } = SameLength(X, Y);

    /// <summary>Numbers in order, counted from 0.</summary>
    /// <param name="name">What the legend says; empty to leave it out.</param>
    /// <param name="y">The numbers.</param>
    public static Series Of(string name, IEnumerable<double> y)
    {
        double[] values = [.. y];
        return new Series(name, [.. Enumerable.Range(0, values.Length).Select(i => (double)i)], values);
    }

    /// <summary>The elements of a tensor in order, counted from 0.</summary>
    /// <param name="name">What the legend says; empty to leave it out.</param>
    /// <param name="y">[n]: any dtype but Bool.</param>
    /// <exception cref="ShapeException">The rank is not 1.</exception>
    public static Series Of(string name, Tensor y) => Of(name, Numbers.Row(y, "series"));

    /// <summary>The elements of two tensors, pair by pair.</summary>
    /// <param name="name">What the legend says; empty to leave it out.</param>
    /// <param name="x">[n]: any dtype but Bool.</param>
    /// <param name="y">[n]: any dtype but Bool.</param>
    /// <exception cref="ShapeException">A rank is not 1.</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Series Of(string name, Tensor x, Tensor y) => new(name, Numbers.Row(x, "series"), Numbers.Row(y, "series"));

    private static IReadOnlyList<double> SameLength(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(y, nameof(Y));
        return x.Count == y.Count ? y : throw new ArgumentException($"series: x and y must be equally long; got {x.Count} and {y.Count}.");
    }
}
