namespace AutoGrad;

/// <summary>Holds a claimed derivative against differences and against itself.</summary>
internal sealed class ClaimCheck(Claim claim, double tolerance)
{
    private const double LongestStep = 1e-2;
    private const double ShortestStep = 1e-6;

    private readonly double[] _at = claim.At;
    private readonly double[] _middle = claim.Value(claim.At);

    private int Outputs => _middle.Length;

    /// <summary>Two runs of everything at one point, bit for bit.</summary>
    public GradientReport? Runs()
    {
        double[] again = claim.Value(_at);
        for (int k = 0; k < again.Length; k++)
        {
            if (!again[k].Equals(_middle[k]))
            {
                return Differ(-1, k, _middle[k], again[k]);
            }
        }

        double[] w = Ones(Outputs);
        (double[] first, double[] second) = (claim.Pull(w), claim.Pull(w));
        int at = Enumerable.Range(0, first.Length).FirstOrDefault(i => !first[i].Equals(second[i]), -1);
        return at < 0 ? null : Differ(at, -1, first[at], second[at]);
    }

    /// <summary>Every entry of the Jacobian.</summary>
    public GradientReport Entries()
    {
        var rows = new double[Outputs][];
        for (int k = 0; k < rows.Length; k++)
        {
            rows[k] = claim.Pull(Unit(Outputs, k));
        }

        double scale = ScaleOf(rows.SelectMany(row => row));
        var worst = new GradientReport { Verdict = Verdict.Pass, Tolerance = tolerance };
        for (int i = 0; i < _at.Length && rows.Length > 0; i++)
        {
            foreach (GradientReport report in Column(i, [.. rows.Select(row => row[i])], scale))
            {
                worst = IsWorse(report, worst) ? report : worst;
            }
        }

        return worst;
    }

    // The derivatives of all outputs by one input.
    private GradientReport[] Column(int input, double[] analytic, double scale)
    {
        double x = _at[input];
        GradientReport[] reports = Judge(
            Steps(Math.Abs(x)), x, _middle, analytic, scale,
            value =>
            {
                double[] moved = [.. _at];
                moved[input] = value;
                return claim.Value(moved);
            });
        return [.. reports.Select((report, k) => Named(report, input, k))];
    }

    // Differences by the longest step first; where they do not agree with the claim, shorter ones may: a kink, a pole or a
    // sharp bend may be near.
    private GradientReport[] Judge(IEnumerable<double> steps, double x, double[] middle, double[] analytic, double scale, Func<double, double[]> f)
    {
        var attempts = new List<GradientReport>[middle.Length];
        foreach (double step in steps)
        {
            Difference[] differences = Difference.At(f, x, middle, step);
            for (int k = 0; k < attempts.Length; k++)
            {
                (attempts[k] ??= []).Add(Judge(differences[k], analytic[k], scale));
            }

            if (attempts.All(reports => reports[^1].Verdict == Verdict.Pass))
            {
                break;
            }
        }

        return Array.ConvertAll(attempts, reports => Choose(reports, scale));
    }

    // What agrees at any step passes. Otherwise the attempt counts that knows best by its own account, and it must be believed
    // by another, or lose its certainty: rounding can make steps that differ all give the same wrong slope, 0 above all.
    private static GradientReport Choose(List<GradientReport> attempts, double scale)
    {
        if (attempts.Find(report => report.Verdict == Verdict.Pass) is { } pass)
        {
            return pass;
        }

        GradientReport best = attempts[0];
        foreach (GradientReport report in attempts)
        {
            best = KnowsMore(report, best) ? report : best;
        }

        if (best.Verdict != Verdict.Wrong)
        {
            return best;
        }

        // Steps too short to change the value at all, where longer ones saw most of what is claimed.
        if (best is { Numeric: 0, Estimate: 0 }
            && attempts.Find(report => Math.Abs(report.Analytic - report.Numeric) < 0.5 * Math.Abs(report.Analytic)) is { } seen)
        {
            return seen with { Verdict = Verdict.IllConditioned, Estimate = Math.Max(seen.Estimate, seen.WorstError) };
        }

        double agreement = attempts
            .Where(report => !ReferenceEquals(report, best) && double.IsFinite(report.Numeric))
            .Select(report => Math.Abs(report.Numeric - best.Numeric) / scale)
            .DefaultIfEmpty(0).Min();
        double estimate = Math.Max(best.Estimate, agreement);
        return best with { Estimate = estimate, Verdict = best.WorstError <= 10 * estimate ? Verdict.IllConditioned : Verdict.Wrong };
    }

    private GradientReport Judge(Difference difference, double analytic, double scale)
    {
        double error = Math.Abs(analytic - difference.Slope) / scale;
        double estimate = difference.Error / scale;
        Verdict verdict = !double.IsFinite(analytic) || !double.IsFinite(difference.Slope) ? Verdict.NotFinite
            : difference.HasKink(scale) ? Verdict.Kink
            : error <= tolerance ? Verdict.Pass
            : error <= 10 * estimate ? Verdict.IllConditioned
            : Verdict.Wrong;
        return new GradientReport
        {
            Verdict = verdict,
            WorstError = error,
            Analytic = analytic,
            Numeric = difference.Slope,
            LeftSlope = difference.Left,
            RightSlope = difference.Right,
            Estimate = estimate,
            Tolerance = tolerance,
        };
    }

    private static bool KnowsMore(GradientReport report, GradientReport earlier) =>
        report.Verdict != Verdict.NotFinite && (earlier.Verdict == Verdict.NotFinite || report.Estimate < earlier.Estimate);

    private static IEnumerable<double> Steps(double size)
    {
        double unit = Math.Max(size, 1);
        for (double step = LongestStep; step >= ShortestStep; step *= 1e-2)
        {
            yield return step * unit;
        }

        // A number near 0 may be near a pole there.
        if (size > 0 && size < LongestStep)
        {
            yield return LongestStep * size;
        }
    }

    private GradientReport Differ(int input, int output, double first, double second) => Named(
        new GradientReport
        {
            Verdict = Verdict.NotDeterministic,
            Compared = Comparisons.Runs,
            Analytic = first,
            Numeric = second,
            WorstError = Math.Abs(first - second),
            Tolerance = 0,
        },
        input, output);

    private GradientReport Named(GradientReport report, int input, int output)
    {
        (string path, string index) = input < 0 ? ("", "") : claim.Input(input);
        return report with
        {
            Path = path,
            Index = index,
            Input = input < 0 ? 0 : _at[input],
            OutputIndex = output < 0 ? "" : claim.Output(output),
        };
    }

    private static bool IsWorse(GradientReport report, GradientReport worst) =>
        report.Verdict > worst.Verdict || (report.Verdict == worst.Verdict && (report.WorstError > worst.WorstError || worst.Path.Length + worst.Index.Length == 0));

    private static double ScaleOf(IEnumerable<double> gradient) =>
        Math.Max(1, gradient.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max());

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }

    private static double[] Unit(int count, int place)
    {
        var unit = new double[count];
        unit[place] = 1;
        return unit;
    }
}
