using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace AutoGrad;

/// <summary>What is in a tree, leaf by leaf: to be printed, or shown by a notebook.</summary>
/// <param name="Leaves">In the order of <see cref="Tree.Leaves"/>.</param>
[TypeFormatterSource(typeof(TreeSummaryFormatters), PreferredMimeTypes = ["text/html"])]
public sealed record TreeSummary(IReadOnlyList<LeafSummary> Leaves)
{
    private static readonly string[] s_header = ["leaf", "kind", "least", "mean", "greatest", "not finite"];

    /// <summary>How many numbers there are in all.</summary>
    public long Size => Leaves.Sum(leaf => (long)leaf.Spec.Shape.Size);

    /// <summary>Sums up leaves that are at hand already.</summary>
    /// <param name="leaves">As <see cref="Tree.LeavesWithPath"/> gives them, or some of those.</param>
    public static TreeSummary Of(IEnumerable<TreeLeaf> leaves) => new([.. leaves.Select(LeafSummary.Of)]);

    /// <summary>The summary as a table of HTML.</summary>
    public string ToHtml() =>
        $"<table><tr>{string.Concat(s_header.Select(name => $"<th style=\"text-align:left\">{name}</th>"))}</tr>"
        + string.Concat(Leaves.Select(leaf => $"<tr>{string.Concat(leaf.Cells().Select(cell => $"<td style=\"text-align:left\">{WebUtility.HtmlEncode(cell)}</td>"))}</tr>"))
        + $"</table><div>{Total()}</div>";

    /// <summary>The summary as lines of text.</summary>
    public override string ToString()
    {
        string[][] rows = [s_header, .. Leaves.Select(leaf => leaf.Cells())];
        int[] widths = [.. Enumerable.Range(0, s_header.Length).Select(column => rows.Max(row => row[column].Length))];
        IEnumerable<string> lines = rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        return string.Join('\n', [.. lines, Total()]);
    }

    private string Total() => string.Create(CultureInfo.InvariantCulture, $"{Leaves.Count} leaves, {Size:N0} numbers");
}

/// <summary>What notebooks make of a summary.</summary>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Notebooks look for members of an instance.")]
internal sealed class TreeSummaryFormatters
{
    public IEnumerable<object> CreateTypeFormatters() =>
        [new TypeFormatter<TreeSummary>("text/html", tree => tree.ToHtml()), new TypeFormatter<TreeSummary>("text/plain", tree => tree.ToString())];
}
