using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AutoGrad.Reports;

namespace AutoGrad.Training;

/// <summary>What a run's report shows, from top to bottom.</summary>
internal static class TrainingPage
{
    // More lines than this in one chart cannot be told apart.
    private const int MostLines = 12;

    public static Page Of(TrainingHistory run, string title, ulong? seed, IEnumerable<Picture> pictures)
    {
        Page page = Page.Titled(title).Text($"{run}.");
        if (run.Steps > 0)
        {
            page = Parameters(Gradients(Curves(page, run), run), run);
        }

        Picture[] shown = [.. pictures];
        if (shown.Length > 0)
        {
            page = shown.Aggregate(page.Heading("Pictures"), (longer, picture) => longer.Show(picture));
        }

        return page.Heading("Environment").Table([], Environments(seed));
    }

    private static Page Curves(Page page, TrainingHistory run)
    {
        // A scale of ratios shows how a loss falls; one that reaches 0 or less has no logarithm.
        AxisScale scale = run.Losses.Y.All(loss => loss > 0) ? AxisScale.Log : AxisScale.Linear;
        page = page.Heading("Loss").Show(Chart.Line([run.Losses with { Name = "" }], "Loss by step", "step", "loss", yScale: scale));
        return run.Metrics.Count == 0 ? page : page.Heading("Metrics").Show(Chart.Line(run.Metrics, "Metrics by step", "step"));
    }

    private static Page Gradients(Page page, TrainingHistory run)
    {
        IReadOnlyList<Series> norms = run.GradientNorms;
        page = page.Heading("Gradients")
            .Show(Chart.Line([.. norms.Take(MostLines)], "Length of the gradient by leaf", "step", "length", yScale: AxisScale.Log))
            .Show(Chart.Histograms(Named(run.Gradient), AxisScale.Log, "The last gradient by leaf", "size of an element"));
        return norms.Count <= MostLines
            ? page
            : page.Text(string.Create(CultureInfo.InvariantCulture, $"The first {MostLines} of {norms.Count} leaves are drawn, here and below."));
    }

    private static Page Parameters(Page page, TrainingHistory run) => page.Heading("Parameters")
        .Show(TreeSummary.Of(run.Parameters))
        .Show(Chart.Histograms(Named(run.Parameters), title: "The last parameters by leaf", xLabel: "value"));

    private static KeyValuePair<string, Tensor>[] Named(IReadOnlyList<TreeLeaf> leaves) =>
        [.. leaves.Take(MostLines).Select(leaf => KeyValuePair.Create(leaf.Path, leaf.Value))];

    private static IEnumerable<IReadOnlyList<string>> Environments(ulong? seed)
    {
        if (seed is { } known)
        {
            yield return ["seed", known.ToString(CultureInfo.InvariantCulture)];
        }

        int bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        string version = typeof(Tensor).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        yield return ["AutoGrad", version];
        yield return ["runtime", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}"];
        yield return ["system", RuntimeInformation.OSDescription];
        yield return ["processors", string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount}, vectors of {bits} bits")];
    }
}
