using System.Globalization;

namespace AutoGrad;

/// <summary>What is in a leaf of a tree.</summary>
/// <param name="Path">As in <c>Layers[1].Weight</c>; empty if the tree is a tensor.</param>
/// <param name="Spec">Shape and dtype.</param>
/// <param name="Least">The least finite element; NaN if there is none, or the leaf holds no floating numbers.</param>
/// <param name="Mean">Of the finite elements; NaN likewise.</param>
/// <param name="Greatest">The greatest finite element; NaN likewise.</param>
/// <param name="NotFinite">How many elements are NaN or infinite.</param>
public sealed record LeafSummary(string Path, Spec Spec, double Least, double Mean, double Greatest, int NotFinite)
{
    internal static LeafSummary Of(TreeLeaf leaf)
    {
        double[] values = leaf.Value.DType.IsFloating() && leaf.Value.HasNumbers ? leaf.Value.To(DType.Float64).ToArray<double>() : [];
        double[] finite = [.. values.Where(double.IsFinite)];
        return finite.Length == 0
            ? new LeafSummary(leaf.Path, leaf.Value.Spec, double.NaN, double.NaN, double.NaN, values.Length)
            : new LeafSummary(leaf.Path, leaf.Value.Spec, finite.Min(), finite.Average(), finite.Max(), values.Length - finite.Length);
    }

    internal string[] Cells() =>
        [Path.Length == 0 ? "x" : Path, Spec.ToString(), Text(Least), Text(Mean), Text(Greatest), NotFinite.ToString(CultureInfo.InvariantCulture)];

    private static string Text(double value) => double.IsNaN(value) ? "–" : value.ToString("G4", CultureInfo.InvariantCulture);
}
