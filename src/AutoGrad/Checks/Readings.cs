namespace AutoGrad;

/// <summary>
/// Holds the readings of one function against each other, with no step at all: forward against reverse mode, a map against a
/// loop.
/// </summary>
internal sealed class Readings(ClaimCheck check)
{
    // Two readings of one number differ by rounding only: about 1e-16 for each operation on the way.
    private const double Tolerance = 1e-9;

    // Far enough from one another to tell examples apart, near enough to be where the function is checked.
    private const double Spread = 1.0 / 1024;

    private const double Rounding = 1.0 / (1L << 52);

    private readonly Claim _claim = check.Claim;
    private readonly double[] _at = check.Claim.At;
    private readonly int _outputs = check.Middle.Length;
    // Slopes below are what rounding leaves of values like these.
    private readonly double _nothing = 1e-13 * Math.Max(1, SlopeScale.Greatest(check.Middle));
    private readonly RandomKey _key = RandomKey.FromSeed((uint)check.Seed).Fold(-1);

    /// <summary>The first two readings that disagree; null if none do.</summary>
    public GradientReport? Disagreement() => _at.Length == 0 || _outputs == 0 ? null : Adjoint() ?? Mapped();

    // ⟨w, J v⟩ = ⟨Jᵀ w, v⟩
    private GradientReport? Adjoint()
    {
        if (_claim.Push is not { } push)
        {
            return null;
        }

        double[] v = DirectionSearch.Draws(_key.Fold(0), _at.Length);
        double[] w = Weights();
        (double[] pushed, double[] pulled) = (push(_at, v), _claim.Pull(_at, w));
        (double forward, double reverse) = (Inner(w, pushed), Inner(pulled, v));
        double scale = Size(w, pushed) + Size(pulled, v);
        if (!double.IsFinite(scale) || Math.Abs(forward - reverse) <= Tolerance * scale + _nothing)
        {
            return null;
        }

        // A few roundings of the point may move either as far: then they say nothing of the rules.
        double[] beside = Beside(_at);
        double noise = Math.Max(Math.Abs(Inner(w, push(beside, v)) - forward), Math.Abs(Inner(_claim.Pull(beside, w), v) - reverse));
        return Math.Abs(forward - reverse) > 100 * noise ? Locate(push, v, w, pulled) : null;
    }

    private GradientReport Locate(Func<double[], double[], double[]> push, double[] v, double[] w, double[] pulled)
    {
        int input = Bisect(_at.Length, (start, end) => Inner(w, push(_at, Part(v, start, end))) - Inner(pulled, Part(v, start, end)));
        double[] column = push(_at, ClaimCheck.Unit(_at.Length, input));
        int output = Bisect(_outputs, (start, end) => Inner(Part(w, start, end), column) - _claim.Pull(_at, Part(w, start, end))[input]);
        return Disagree(Comparisons.Forward, column[output], _claim.Pull(_at, ClaimCheck.Unit(_outputs, output))[input], input, output);
    }

    private static int Bisect(int count, Func<int, int, double> difference)
    {
        (int start, int end) = (0, count);
        while (end - start > 1)
        {
            int middle = start + (end - start) / 2;
            (start, end) = Math.Abs(difference(start, middle)) >= Math.Abs(difference(middle, end)) ? (start, middle) : (middle, end);
        }

        return start;
    }

    private GradientReport? Mapped()
    {
        double[] draws = DirectionSearch.Draws(_key.Fold(2), _at.Length);
        double[][] points = [.. ((double[])[0, Spread, -Spread]).Select(spread => (double[])[.. _at.Select((x, i) => x * (1 + spread * draws[i]))])];
        double[] w = Weights();
        double[][]? values = Tried(points, _claim.Value), pulled = Tried(points, at => _claim.Pull(at, w));
        if (values is null || pulled is null || _claim.Map?.Invoke(points, w) is not { } mapped)
        {
            return null;
        }

        for (int i = 0; i < points.Length; i++)
        {
            double[] at = points[i];
            if (Differ(mapped.Values[i], values[i], () => check.Value(Beside(at))) is { } output)
            {
                return Disagree(Comparisons.Map, mapped.Values[i][output], values[i][output], -1, output);
            }

            if (Differ(mapped.Pulled[i], pulled[i], () => Tried([Beside(at)], beside => _claim.Pull(beside, w))?[0] ?? Nowhere(at.Length)) is { } input)
            {
                return Disagree(Comparisons.MappedGradient, mapped.Pulled[i][input], pulled[i][input], input, -1);
            }
        }

        return null;
    }

    // Null where the function refuses one of the points.
    private static double[][]? Tried(double[][] points, Func<double[], double[]> f)
    {
        try
        {
            return Array.ConvertAll(points, point => f(point));
        }
        catch (Exception e) when (ClaimCheck.Refuses(e))
        {
            return null;
        }
    }

    private static double[] Nowhere(int count)
    {
        var numbers = new double[count];
        Array.Fill(numbers, double.NaN);
        return numbers;
    }

    private int? Differ(double[] mapped, double[] looped, Func<double[]> beside)
    {
        double scale = Math.Max(SlopeScale.Greatest(looped), SlopeScale.Greatest(mapped));
        int? worst = null;
        double[]? noisy = null;
        for (int i = 0; i < looped.Length; i++)
        {
            if (!Agree(mapped[i], looped[i], Tolerance * scale + _nothing) && !Agree(mapped[i], looped[i], 100 * Math.Abs((noisy ??= beside())[i] - looped[i])))
            {
                worst = worst is { } other && Math.Abs(mapped[other] - looped[other]) >= Math.Abs(mapped[i] - looped[i]) ? worst : i;
            }
        }

        return worst;
    }

    // Where one is not finite there is no distance, and where a rounding away it is not, nothing to tell.
    private static bool Agree(double mapped, double looped, double allowed) =>
        mapped.Equals(looped) || mapped == looped || double.IsNaN(allowed) || Math.Abs(mapped - looped) <= allowed;

    private GradientReport Disagree(string compared, double first, double second, int input, int output) => check.Named(
        new GradientReport
        {
            Verdict = Verdict.Wrong,
            Compared = compared,
            Analytic = first,
            Numeric = second,
            WorstError = Math.Abs(first - second) / Math.Max(double.Epsilon, Math.Max(Math.Abs(first), Math.Abs(second))),
            Tolerance = Tolerance,
            Seed = check.Seed,
        },
        input, output);

    private double[] Weights() => _outputs == 1 ? [1] : DirectionSearch.Draws(_key.Fold(1), _outputs);

    private double[] Beside(double[] at)
    {
        double[] draws = DirectionSearch.Draws(_key.Fold(3), at.Length);
        return [.. at.Select((x, i) => x * (1 + 4 * Rounding * draws[i]))];
    }

    private static double[] Part(double[] numbers, int start, int end)
    {
        var part = new double[numbers.Length];
        Array.Copy(numbers, start, part, start, end - start);
        return part;
    }

    private static double Inner(double[] x, double[] y) => x.Zip(y, (a, b) => a == 0 || b == 0 ? 0 : a * b).Sum();

    private static double Size(double[] x, double[] y) => x.Zip(y, (a, b) => Math.Abs(a * b)).Sum();
}
