using System.Collections.Immutable;
using AutoGrad.Reports;

namespace AutoGrad.Training;

/// <summary>What a run has done so far: losses, metrics, lengths of gradients, and the last parameters. It never changes; adding gives a new one.</summary>
/// <example>
/// <code>
/// TrainingHistory run = TrainingHistory.Empty;
/// foreach (TrainingStep&lt;Mlp&gt; step in TrainingRun.Steps(…))
/// {
///     run = run.Add(step);
/// }
///
/// run.Measure("test accuracy", Metrics.Accuracy(…)).ToReport("report.html", seed: 1);
/// </code>
/// </example>
[TypeFormatterSource(typeof(TrainingHistoryFormatters), PreferredMimeTypes = ["text/html"])]
public sealed record TrainingHistory
{
    private TrainingHistory()
    {
    }

    /// <summary>Nothing yet.</summary>
    public static TrainingHistory Empty { get; } = new();

    /// <summary>The number of the latest step added; 0 before the first. Steps may be left out.</summary>
    public int Steps => Number;

    /// <summary>The loss of each step, in order.</summary>
    public Series Losses => Named("loss", Loss);

    /// <summary>What was measured between steps, by name.</summary>
    public IReadOnlyList<Series> Metrics => [.. Measured.Select(metric => Named(metric.Key, metric.Value))];

    /// <summary>The Euclidean length of each floating leaf's gradient, by the leaf's path; a leaf that is the whole tree is called x.</summary>
    public IReadOnlyList<Series> GradientNorms =>
        [.. Gradient.Select((leaf, i) => Named(leaf.Path, Norms.Select(sample => (sample.Step, sample.Norms[i]))))];

    /// <summary>The floating leaves of the last parameters.</summary>
    internal IReadOnlyList<TreeLeaf> Parameters { get; private init; } = [];

    /// <summary>The floating leaves of the last gradient.</summary>
    internal IReadOnlyList<TreeLeaf> Gradient { get; private init; } = [];

    private int Number { get; init; }

    private ImmutableList<(int Step, double Loss)> Loss { get; init; } = [];

    private ImmutableSortedDictionary<string, ImmutableList<(int Step, double Value)>> Measured { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableList<(int Step, double Value)>>(StringComparer.Ordinal);

    private ImmutableList<(int Step, double[] Norms)> Norms { get; init; } = [];

    /// <summary>Adds a step: its loss, the lengths of its gradient, and its parameters in place of those before.</summary>
    /// <param name="step">The next one; its parameters have the same structure as those before.</param>
    public TrainingHistory Add<TParams>(TrainingStep<TParams> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        TreeLeaf[] gradient = Floating(step.Gradient);
        return this with
        {
            Number = step.Number,
            Parameters = Floating(step.Parameters),
            Gradient = gradient,
            Loss = Loss.Add((step.Number, step.Loss.ToScalar())),
            Norms = Norms.Add((step.Number, [.. gradient.Select(leaf => Length(leaf.Value))])),
        };
    }

    /// <summary>Adds a measurement, made after the latest step.</summary>
    /// <param name="name">What was measured; the same name makes a curve.</param>
    /// <param name="value">The number.</param>
    public TrainingHistory Measure(string name, double value)
    {
        ArgumentNullException.ThrowIfNull(name);
        return this with { Measured = Measured.SetItem(name, Measured.GetValueOrDefault(name, []).Add((Number, value))) };
    }

    /// <summary>Writes one page, which needs nothing but a browser: curves, metrics, gradients, parameters, pictures, environment and seed.</summary>
    /// <param name="path">Where to; what is there is overwritten.</param>
    /// <param name="title">What stands at its head.</param>
    /// <param name="seed">What the run's keys were drawn from, so that it can be repeated.</param>
    /// <param name="pictures">What else to show: samples, filters, a confusion matrix.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void ToReport(string path, string title = "Training run", ulong? seed = null, IEnumerable<Picture>? pictures = null) =>
        ToPage(title, seed, pictures).Save(path);

    /// <summary>The page of <see cref="ToReport"/>, to be shown in a notebook or made longer.</summary>
    /// <param name="title">What stands at its head.</param>
    /// <param name="seed">What the run's keys were drawn from.</param>
    /// <param name="pictures">What else to show.</param>
    public Page ToPage(string title = "Training run", ulong? seed = null, IEnumerable<Picture>? pictures = null) =>
        TrainingPage.Of(this, title, seed, pictures ?? []);

    /// <summary>The page of <see cref="ToReport"/> as HTML.</summary>
    public string ToHtml() => ToPage().ToHtml();

    /// <summary>How many steps there were, the first and last loss, and the latest of each metric.</summary>
    public override string ToString() => Loss.Count == 0
        ? "no step yet"
        : FormattableString.Invariant($"{Number} steps, loss {Loss[0].Loss:G4} to {Loss[^1].Loss:G4}")
            + string.Concat(Measured.Select(metric => FormattableString.Invariant($", {metric.Key} {metric.Value[^1].Value:G4}")));

    private static TreeLeaf[] Floating<TParams>(TParams tree) =>
    [
        .. Tree.LeavesWithPath(tree)
            .Where(leaf => leaf.Value.DType is DType.Float32 or DType.Float64)
            .Select(leaf => leaf.Path.Length == 0 ? leaf with { Path = "x" } : leaf),
    ];

    // In Float64, where no square of a Float32 overflows.
    private static double Length(Tensor gradient) => Math.Sqrt(Tensor.Square(gradient.To(DType.Float64)).Sum().ToScalar());

    private static Series Named(string name, IEnumerable<(int Step, double Value)> samples)
    {
        (int Step, double Value)[] all = [.. samples];
        return new Series(name, [.. all.Select(sample => (double)sample.Step)], [.. all.Select(sample => sample.Value)]);
    }
}
