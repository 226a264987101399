using System.Globalization;

namespace AutoGrad.Reports;

/// <summary>Pictures of numbers: lines, clouds, histograms, heat maps, images, contours.</summary>
/// <remarks>
/// All are <see cref="Picture"/>s: a notebook shows one that ends a cell, <c>Save</c> writes one to a file. Titles and labels are
/// left out where none are given. What cannot be shown (NaN, infinities, what is not above 0 on a scale of ratios) is counted
/// under the title, never dropped in silence.
/// </remarks>
public static partial class Chart
{
    // What must be said of numbers that the axes cannot show.
    private static List<string> Notes(IEnumerable<double> xs, IEnumerable<double> ys, AxisScale xScale, AxisScale yScale)
    {
        int total = 0, notFinite = 0, notPositive = 0;
        foreach ((double x, double y) in xs.Zip(ys))
        {
            total++;
            notFinite += double.IsFinite(x) && double.IsFinite(y) ? 0 : 1;
            notPositive += double.IsFinite(x) && double.IsFinite(y) && !(Axis.Shows(x, xScale) && Axis.Shows(y, yScale)) ? 1 : 0;
        }

        var notes = new List<string>();
        if (total == 0)
        {
            notes.Add("no values");
        }

        if (notFinite > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{notFinite} of {total} values are not finite, and not shown"));
        }

        if (notPositive > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{notPositive} of {total} values are not above 0, and not shown on this scale"));
        }

        return notes;
    }

    private static string Range(string what, IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        return finite.Length == 0
            ? $"{what}: no finite value"
            : string.Create(CultureInfo.InvariantCulture, $"{what} from {finite.Min():G4} to {finite.Max():G4}");
    }
}
