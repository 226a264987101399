namespace AutoGrad;

/// <summary>Holds a claimed derivative against differences and against itself.</summary>
internal sealed class ClaimCheck
{
    private const double Beside = 1e-3;

    // Lines that a wrong slope is confirmed by.
    private const int Trials = 12;

    // Above, directions are checked instead of every entry of the Jacobian.
    private const int MostEntries = 4096;

    // The longest first; each is shortened to a twentieth.
    private static readonly double[] s_steps = [1e-2, 1e-4, 1e-6, 1e-8, 1e-10];

    private readonly Claim _claim;
    private readonly double _tolerance;
    private readonly SlopeJudge _judge;

    public ClaimCheck(Claim claim, double tolerance, int seed)
    {
        _claim = claim;
        _tolerance = tolerance;
        _judge = new SlopeJudge(tolerance);
        Seed = seed;
        Middle = claim.Value(claim.At);
    }

    /// <summary>Where all that is drawn comes from.</summary>
    public int Seed { get; }

    /// <summary>The outputs where the claim is checked.</summary>
    public double[] Middle { get; }

    public Claim Claim => _claim;

    /// <summary>Everything, until something is wrong.</summary>
    public GradientReport Run()
    {
        if (Runs() is { } differ)
        {
            return differ;
        }

        GradientReport differences = (long)_claim.At.Length * Middle.Length <= MostEntries ? Entries() : new DirectionSearch(this).Run();
        return differences.Verdict == Verdict.Wrong ? differences : new Readings(this).Disagreement() ?? differences;
    }

    /// <summary>The slopes of all outputs by one input.</summary>
    /// <param name="input">Which.</param>
    /// <param name="analytic">What is claimed of them.</param>
    /// <param name="scale">How large slopes are.</param>
    /// <param name="outputs">From the outputs to the numbers whose slopes they are; null for the outputs themselves.</param>
    public Judgement[] Column(int input, double[] analytic, SlopeScale scale, Func<double[], double[]>? outputs = null)
    {
        double x = _claim.At[input];
        return _judge.Judge(Steps(Math.Abs(x)), x, outputs is null ? Middle : outputs(Middle), analytic, scale, own: null, value =>
        {
            double[] moved = [.. _claim.At];
            moved[input] = value;
            double[] y = Value(moved);
            return outputs is null ? y : outputs(y);
        });
    }

    /// <summary>The outputs beside the point; NaN where there are none.</summary>
    public double[] Value(double[] beside)
    {
        try
        {
            return _claim.Value(beside);
        }
        catch (Exception e) when (Refuses(e))
        {
            var none = new double[Middle.Length];
            Array.Fill(none, double.NaN);
            return none;
        }
    }

    /// <summary>Whether an exception says that there is no value: no convergence, a pivot or a variance below 0. (A shape would not fit at the point itself either.)</summary>
    public static bool Refuses(Exception e) => e is ArithmeticException or (ArgumentException and not ShapeException);

    /// <summary>
    /// Where the slopes along lines do not add up there is no gradient to compare with, though there be slopes along every axis: between
    /// equals, which sorting keeps in order, say.
    /// </summary>
    /// <param name="found">A slope by one input that is wrong.</param>
    /// <param name="input">Which.</param>
    /// <param name="weights">What makes one number of the outputs, whose slope it is.</param>
    /// <param name="scale">How large slopes are.</param>
    /// <returns>The same, or a kink; or what passes on the whole, if it is right to both sides.</returns>
    public Judgement Confirmed(Judgement found, int input, double[] weights, SlopeScale scale)
    {
        double Output(double[] y) => DirectionSearch.Inner(weights, y);
        if (Math.Abs(found.Off) <= _tolerance * scale.Whole && !(IsOff(found, input, weights, Beside) && IsOff(found, input, weights, -Beside)))
        {
            return found with { Verdict = Verdict.Pass, Unit = Math.Max(found.Unit, scale.Whole) };
        }

        double unit = SizeOf(input);
        double middle = Output(Middle);
        RandomKey key = RandomKey.FromSeed((uint)Seed).Fold(-2);
        for (int trial = 0; trial < Trials; trial++)
        {
            double[] others = [.. DirectionSearch.Draws(key.Fold(trial), _claim.At.Length).Select((draw, i) => i == input ? 0 : draw * SizeOf(i) / unit)];
            double far = trial % 2 == 0 ? 3 : -3;
            Difference alone = Along(others, input, 0), together = Along(others, input, far);
            double excess = Math.Abs(together.Slope - alone.Slope - far * found.Difference.Slope);
            double doubt = 100 * (together.Error + alone.Error + Math.Abs(far) * found.Difference.Error);
            if (excess > Math.Max(doubt, 1e-3 * Math.Abs(found.Off)))
            {
                return found with { Verdict = Verdict.Kink };
            }
        }

        return found;

        Difference Along(double[] others, int input, double far) => Difference.At(
            t => [Output(Value([.. _claim.At.Select((x, i) => x + t * (i == input ? far : others[i]))]))], 0, [middle], found.Difference.Step)[0];
    }

    // A small error may be that of a bend too near for any step: then the rule is right a little way off.
    private bool IsOff(Judgement found, int input, double[] weights, double by)
    {
        double[] moved = [.. _claim.At];
        moved[input] += by * SizeOf(input);
        try
        {
            double slope = _claim.Pull(moved, weights)[input];
            Difference difference = Difference.At(
                t => [DirectionSearch.Inner(weights, Value([.. moved.Select((x, i) => i == input ? x + t : x)]))],
                0, [DirectionSearch.Inner(weights, _claim.Value(moved))], Math.Min(found.Difference.Step, 0.1 * Math.Abs(by) * SizeOf(input)))[0];
            return Math.Abs(slope - difference.Slope) > 0.1 * Math.Abs(found.Off);
        }
        catch (Exception e) when (Refuses(e))
        {
            return false;
        }
    }

    private double SizeOf(int input) => Math.Max(1, Math.Abs(_claim.At[input]));

    /// <summary>The slope of a number along a line through the point.</summary>
    /// <param name="analytic">What is claimed of it.</param>
    /// <param name="scale">How large slopes are.</param>
    /// <param name="own">What its error is relative to.</param>
    /// <param name="middle">The number at the point.</param>
    /// <param name="step">The longest step; null for all of them.</param>
    /// <param name="along">The number so far from it.</param>
    public Judgement Along(double analytic, SlopeScale scale, double own, double middle, double? step, Func<double, double> along) =>
        _judge.Judge(step is { } one ? [one] : s_steps, 0, [middle], [analytic], scale, own, t => [along(t)])[0];

    /// <summary>What differences found, as a report.</summary>
    public GradientReport Report(Judgement judgement, int input, int output) => Named(
        new GradientReport
        {
            Verdict = judgement.Verdict,
            WorstError = judgement.Error,
            Analytic = judgement.Analytic,
            Numeric = judgement.Difference.Slope,
            LeftSlope = judgement.Difference.Left,
            RightSlope = judgement.Difference.Right,
            Estimate = judgement.Estimate,
            Tolerance = _tolerance,
        },
        input, output);

    /// <summary>Says where.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="input">By which input; −1 if by none.</param>
    /// <param name="output">Of which output; −1 if of none.</param>
    public GradientReport Named(GradientReport report, int input, int output)
    {
        (string path, string index) = input < 0 ? ("", "") : _claim.Input(input);
        return report with
        {
            Path = path,
            Index = index,
            Input = input < 0 ? 0 : _claim.At[input],
            OutputIndex = output < 0 ? "" : _claim.Output(output),
        };
    }

    public static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }

    public static double[] Unit(int count, int place)
    {
        var unit = new double[count];
        unit[place] = 1;
        return unit;
    }

    // Two runs of everything at one point, bit for bit.
    private GradientReport? Runs()
    {
        double[] again = _claim.Value(_claim.At);
        for (int k = 0; k < again.Length; k++)
        {
            if (!again[k].Equals(Middle[k]))
            {
                return Differ(-1, k, Middle[k], again[k]);
            }
        }

        double[] w = Ones(Middle.Length);
        (double[] first, double[] second) = (_claim.Pull(_claim.At, w), _claim.Pull(_claim.At, w));
        int at = Enumerable.Range(0, first.Length).FirstOrDefault(i => !first[i].Equals(second[i]), -1);
        return at < 0 ? null : Differ(at, -1, first[at], second[at]);
    }

    // Every entry of the Jacobian.
    private GradientReport Entries()
    {
        var rows = new double[Middle.Length][];
        for (int k = 0; k < rows.Length; k++)
        {
            rows[k] = _claim.Pull(_claim.At, Unit(rows.Length, k));
        }

        SlopeScale scale = SlopeScale.Of(rows.SelectMany(row => row), Middle);
        var found = new List<(Judgement Judgement, int Input, int Output)>();
        for (int i = 0; i < _claim.At.Length && rows.Length > 0; i++)
        {
            found.AddRange(Column(i, [.. rows.Select(row => row[i])], scale).Select((judgement, k) => (judgement, i, k)));
        }

        found.Sort((first, second) => first.Judgement.IsWorseThan(second.Judgement) ? -1 : second.Judgement.IsWorseThan(first.Judgement) ? 1 : 0);
        (Judgement Judgement, int Input, int Output)? next = null;
        foreach ((Judgement judgement, int input, int output) in found)
        {
            if (judgement.Verdict != Verdict.Wrong)
            {
                next = next is { } before && !judgement.IsWorseThan(before.Judgement) ? next : (judgement, input, output);
                break;
            }

            Judgement confirmed = Confirmed(judgement, input, Unit(rows.Length, output), scale);
            if (confirmed.Verdict == Verdict.Wrong)
            {
                return Report(confirmed, input, output);
            }

            next = next is { } other && !confirmed.IsWorseThan(other.Judgement) ? next : (confirmed, input, output);
        }

        return next is { } worst ? Report(worst.Judgement, worst.Input, worst.Output) : new GradientReport { Verdict = Verdict.Pass, Tolerance = _tolerance };
    }

    private static IEnumerable<double> Steps(double size)
    {
        double unit = Math.Max(size, 1);
        foreach (double step in s_steps)
        {
            yield return step * unit;
        }

        // A number near 0 may be near a pole there.
        foreach (double step in size > 0 && size < s_steps[0] ? s_steps : [])
        {
            yield return step * size;
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
}
