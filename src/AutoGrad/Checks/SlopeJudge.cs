namespace AutoGrad;

/// <summary>What differences say of one slope.</summary>
/// <param name="Verdict">What was found.</param>
/// <param name="Analytic">The slope that is claimed.</param>
/// <param name="Difference">The slope by differences.</param>
/// <param name="Unit">What errors are relative to.</param>
internal readonly record struct Judgement(Verdict Verdict, double Analytic, Difference Difference, double Unit)
{
    /// <summary>How far the two lie apart.</summary>
    public double Error => Math.Abs(Analytic - Difference.Slope) / Unit;

    /// <summary>The same with its sign, as it is.</summary>
    public double Off => Analytic - Difference.Slope;

    /// <summary>How far the differences may be off.</summary>
    public double Estimate => Difference.Error / Unit;

    /// <summary>Whether this one counts rather than another.</summary>
    public bool IsWorseThan(Judgement other) => Verdict > other.Verdict || (Verdict == other.Verdict && Error > other.Error);
}

/// <summary>How large the slopes of a check are.</summary>
/// <param name="Whole">The greatest of all, and at least 1.</param>
/// <param name="Least">What smaller ones count as: an error beside them is one of rounding.</param>
internal readonly record struct SlopeScale(double Whole, double Least)
{
    // Rounding leaves about 1e-14 of the value in differences at the longest step, and 1e-15 of the gradient in the gradient: with
    // the usual tolerance of 1e-6 there are four digits between, and two.
    private const double ShareOfValue = 1e-4;
    private const double ShareOfSlopes = 1e-7;

    public static SlopeScale Of(IEnumerable<double> slopes, IEnumerable<double> values)
    {
        double whole = Math.Max(1, Greatest(slopes));
        return new SlopeScale(whole, Math.Max(ShareOfSlopes * whole, ShareOfValue * Math.Max(1, Greatest(values))));
    }

    public static double Greatest(IEnumerable<double> numbers) =>
        numbers.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
}

/// <summary>Holds slopes that are claimed against differences.</summary>
internal sealed class SlopeJudge(double tolerance)
{
    // How many times its own estimate an error must be to count. Estimates are now and then too small by chance; where the error is
    // small beside the whole gradient, a mistake is less likely than that.
    private const double Doubt = 10;
    private const double MoreDoubt = 100;

    /// <summary>The slopes of all outputs by one number.</summary>
    /// <param name="steps">The longest first.</param>
    /// <param name="x">The number.</param>
    /// <param name="middle">The outputs there.</param>
    /// <param name="analytic">The slopes claimed.</param>
    /// <param name="scale">How large slopes are.</param>
    /// <param name="own">What an error of a slope is relative to; the slope itself by default.</param>
    /// <param name="f">From the number to the outputs.</param>
    /// <remarks>
    /// Differences by the longest step first; where they do not agree with the claim, shorter ones may: a kink, a pole or a
    /// sharp bend may be near.
    /// </remarks>
    public Judgement[] Judge(IEnumerable<double> steps, double x, double[] middle, double[] analytic, SlopeScale scale, double? own, Func<double, double[]> f)
    {
        var attempts = new List<Judgement>[middle.Length];
        foreach (double step in steps)
        {
            Difference[] differences = Difference.At(f, x, middle, step);
            for (int k = 0; k < attempts.Length; k++)
            {
                (attempts[k] ??= []).Add(Judge(analytic[k], differences[k], scale, own));
            }

            if (attempts.All(judgements => judgements[^1].Verdict == Verdict.Pass))
            {
                break;
            }
        }

        return Array.ConvertAll(attempts, judgements => Choose(judgements, scale));
    }

    private Judgement Judge(double analytic, Difference difference, SlopeScale scale, double? own)
    {
        double unit = Math.Max(scale.Least, own ?? Math.Max(Math.Abs(analytic), Finite(difference.Slope)));
        double error = Math.Abs(analytic - difference.Slope);
        Verdict verdict =
            !double.IsFinite(analytic) || !double.IsFinite(difference.Slope) ? Verdict.NotFinite
            : difference.HasKink(unit, error <= tolerance * unit ? 0 : error) ? Verdict.Kink
            : error <= tolerance * unit ? Verdict.Pass
            : Doubtful(error, difference, scale);
        return new Judgement(verdict, analytic, difference, unit);
    }

    // What differs from the claim by more than is allowed.
    private Verdict Doubtful(double error, Difference difference, SlopeScale scale) =>
        error > difference.Spread
        && difference.Spread <= Math.Max(Math.Abs(difference.Slope), scale.Least)
        && error > (error <= tolerance * scale.Whole ? MoreDoubt : Doubt) * difference.Error
            ? Verdict.Wrong
            : Verdict.IllConditioned;

    // What agrees at any step passes, unless one that knows better says otherwise. Else the attempt counts that knows best by its own
    // account, and it must be believed by another, or lose its certainty: rounding can make steps that differ all give the same wrong
    // slope, 0 above all.
    private Judgement Choose(List<Judgement> attempts, SlopeScale scale)
    {
        int passed = attempts.FindIndex(attempt => attempt.Verdict == Verdict.Pass
            && (IsSharp(attempt) || !attempts.Exists(other => other.Verdict == Verdict.Wrong && KnowsMore(other, attempt))));
        if (passed >= 0)
        {
            return attempts[passed];
        }

        int best = 0;
        for (int i = 1; i < attempts.Count; i++)
        {
            best = KnowsMore(attempts[i], attempts[best]) ? i : best;
        }

        Judgement chosen = attempts[best];
        if (chosen.Verdict != Verdict.Wrong)
        {
            return OnTheWhole(chosen, scale);
        }

        // One that could tell the two apart and speaks for the claim: the function bends at steps that the others pass over.
        if (attempts.Exists(other => !other.Difference.SawNothing && Math.Abs(other.Off) < 0.1 * Math.Abs(chosen.Off)
            && other.Difference.Doubt < Math.Abs(chosen.Off) && Math.Abs(other.Off) <= Doubt * other.Difference.Error))
        {
            return chosen with { Verdict = Verdict.IllConditioned, Difference = chosen.Difference with { Error = Math.Abs(chosen.Off) } };
        }

        // Or runs in stairs: short steps see nothing where, by its slope, they should see much more than rounding.
        bool stairs = attempts.Exists(other => other.Difference.SawNothing && other.Verdict == Verdict.Pass && Math.Abs(chosen.Difference.Slope) > 1e5 * other.Difference.Error);
        if (stairs || GrowsTowards(chosen.Analytic, attempts))
        {
            return chosen with { Verdict = Verdict.IllConditioned, Difference = chosen.Difference with { Error = Math.Abs(chosen.Off) } };
        }

        double agreement = attempts
            .Where((attempt, i) => i != best && double.IsFinite(attempt.Difference.Slope))
            .Select(attempt => Math.Abs(attempt.Difference.Slope - chosen.Difference.Slope))
            .DefaultIfEmpty(0).Min();
        Difference difference = chosen.Difference with { Error = Math.Max(chosen.Difference.Error, agreement) };
        return OnTheWhole(chosen with { Difference = difference, Verdict = Doubtful(Math.Abs(chosen.Off), difference, scale) }, scale);
    }

    // What differences cannot tell apart passes if it is as near as the greatest slopes have to be, and is measured by them.
    private Judgement OnTheWhole(Judgement judgement, SlopeScale scale) =>
        judgement.Verdict == Verdict.IllConditioned && Math.Abs(judgement.Off) <= tolerance * scale.Whole
            ? judgement with { Verdict = Verdict.Pass, Unit = Math.Max(judgement.Unit, scale.Whole) }
            : judgement;

    // Steeper the nearer one looks: the bend is narrower than any step.
    private static bool GrowsTowards(double analytic, List<Judgement> attempts)
    {
        for (int i = 1; i < attempts.Count; i++)
        {
            if (!(attempts[i].Difference.Slope / attempts[i - 1].Difference.Slope > 10))
            {
                return false;
            }
        }

        double share = attempts[^1].Difference.Slope / analytic;
        return attempts.Count > 2 && share is > 1e-3 and < 1;
    }

    // Steps that see nothing agree with each other perfectly; what sees something knows more than they, though it sees badly.
    private static bool KnowsMore(Judgement attempt, Judgement earlier) =>
        attempt.Verdict != Verdict.NotFinite
        && (earlier.Verdict == Verdict.NotFinite
            || (attempt.Difference.SawNothing == earlier.Difference.SawNothing
                ? attempt.Difference.Doubt < earlier.Difference.Doubt
                : earlier.Difference.SawNothing && attempt.Difference.Doubt < 0.1 * Math.Abs(attempt.Difference.Slope)));

    // No accident: two digits of a number that is not 0.
    private static bool IsSharp(Judgement attempt) =>
        attempt.Difference.Doubt <= 0.01 * Math.Abs(attempt.Analytic) && Math.Abs(attempt.Off) <= 0.01 * Math.Abs(attempt.Analytic);

    private static double Finite(double number) => double.IsFinite(number) ? Math.Abs(number) : 0;
}
