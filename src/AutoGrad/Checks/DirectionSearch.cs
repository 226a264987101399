namespace AutoGrad;

/// <summary>
/// Holds a gradient of many elements against differences along random directions, all elements at once. A direction that does
/// not agree is halved, by leaves and then by elements, until the element is found.
/// </summary>
internal sealed class DirectionSearch
{
    private const int Directions = 3;

    // Each costs 20 values of the function. One wrong element of a million takes 40; the rest is for kinks on the way.
    private const int MostSlopes = 120;

    private readonly ClaimCheck _check;
    private readonly Claim _claim;
    private readonly double[] _at;
    private readonly int _outputs;
    private readonly RandomKey _key;
    private int _slopes;

    public DirectionSearch(ClaimCheck check)
    {
        _check = check;
        _claim = check.Claim;
        _at = _claim.At;
        _outputs = check.Middle.Length;
        _key = RandomKey.FromSeed((uint)check.Seed);
    }

    public GradientReport Run()
    {
        GradientReport? worst = null;
        for (int d = 0; d < Directions && worst?.Verdict != Verdict.Wrong; d++)
        {
            GradientReport report = Along(_key.Fold(d), relative: d == 1);
            worst = worst is null || report.Verdict > worst.Verdict || (report.Verdict == worst.Verdict && report.WorstError > worst.WorstError) ? report : worst;
        }

        return worst! with { Directions = Directions, Seed = _check.Seed };
    }

    /// <summary>Numbers of either sign, none of them near 0, so that no two mistakes cancel but by rare chance.</summary>
    public static double[] Draws(RandomKey key, int count)
    {
        double[] draws = Draw.Uniform(key, [count], -1, 1, DType.Float64).ToArray<double>();
        return Array.ConvertAll(draws, draw => draw < 0 ? draw - 0.5 : draw + 0.5);
    }

    private GradientReport Along(RandomKey key, bool relative)
    {
        double[] w = _outputs == 1 ? [1] : Draws(key.Fold(0), _outputs);
        double[] gradient = _claim.Pull(_at, w);
        int notFinite = Array.FindIndex(gradient, slope => !double.IsFinite(slope));
        if (notFinite >= 0)
        {
            return Element(notFinite, w, gradient);
        }

        double[] draws = Draws(key.Fold(1), _at.Length);
        Line line = new(this, w, gradient, Direction(draws, relative));
        Judgement whole = line.Slope(0, _at.Length, step: null);
        if (whole.Verdict is not (Verdict.Pass or Verdict.Wrong))
        {
            // The others may stay clear of poles that these ran into.
            Line other = new(this, w, gradient, Direction(draws, !relative));
            Judgement again = other.Slope(0, _at.Length, step: null);
            (line, whole) = again.Verdict is Verdict.Pass or Verdict.Wrong ? (other, again) : (line, whole);
        }

        return whole.Verdict == Verdict.Pass ? _check.Report(whole, -1, -1) : Search(line, whole);
    }

    // Halves first what is wrong, and of that what is most so; then the largest of what differences cannot tell.
    private GradientReport Search(Line line, Judgement whole)
    {
        var open = new PriorityQueue<(int Start, int End, Judgement Found), (int, double)>();
        GradientReport? worst = null;
        Enqueue(0, _at.Length, whole);
        while (open.TryDequeue(out (int Start, int End, Judgement Found) group, out _))
        {
            GradientReport? report = null;
            if (group.End - group.Start == 1)
            {
                report = Element(group.Start, line.Weights, line.Gradient);
            }
            else if (_slopes >= MostSlopes)
            {
                // Nothing is called wrong before the element is found.
                Judgement found = group.Found.Verdict == Verdict.Wrong ? group.Found with { Verdict = Verdict.IllConditioned } : group.Found;
                report = Group(found, group.Start, group.End);
            }
            else
            {
                int middle = Half(group.Start, group.End);
                double step = group.Found.Difference.Step;
                Judgement left = line.Slope(group.Start, middle, step);
                Enqueue(group.Start, middle, left);

                // Errors add up: what the one half has, the other need not be asked for.
                if (left.Verdict != Verdict.Wrong || Math.Abs(left.Off - group.Found.Off) > 0.1 * Math.Abs(group.Found.Off))
                {
                    Enqueue(middle, group.End, line.Slope(middle, group.End, step));
                }
            }

            if (report is not null && (worst is null || report.Verdict > worst.Verdict || (report.Verdict == worst.Verdict && report.WorstError > worst.WorstError)))
            {
                worst = report;
            }

            if (worst?.Verdict == Verdict.Wrong)
            {
                return worst;
            }
        }

        // All parts agree, only not all of them together: too many kinks or too sharp a bend for one line.
        return worst ?? _check.Report(whole with { Verdict = Verdict.Pass, Analytic = whole.Difference.Slope }, -1, -1);

        void Enqueue(int start, int end, Judgement found)
        {
            if (found.Verdict != Verdict.Pass)
            {
                open.Enqueue((start, end, found), found.Verdict == Verdict.Wrong ? (0, -found.Error) : (1, start - end));
            }
        }
    }

    // Between leaves where there are several, else in the middle of the one.
    private int Half(int start, int end)
    {
        int middle = start + (end - start) / 2;
        int nearest = _claim.Starts.Where(edge => edge > start && edge < end).DefaultIfEmpty(middle).MinBy(edge => Math.Abs(edge - middle));
        return nearest;
    }

    private GradientReport Group(Judgement found, int start, int end)
    {
        GradientReport report = _check.Report(found, -1, -1);
        int leaf = LeafOf(start);
        return _claim.Starts[leaf + 1] >= end ? report with { Path = _claim.Input(start).Path } : report;
    }

    // The element by itself; of several outputs, the one that its slope is wrong in.
    private GradientReport Element(int input, double[] w, double[] gradient)
    {
        SlopeScale scale = SlopeScale.Of(gradient, _check.Middle);
        Judgement found = _check.Column(input, [gradient[input]], scale, y => [Inner(w, y)])[0];
        if (found.Verdict == Verdict.Wrong)
        {
            found = _check.Confirmed(found, input, w, scale);
        }

        if (found.Verdict != Verdict.Wrong || _outputs == 1)
        {
            return _check.Report(found, input, _outputs == 1 ? 0 : -1);
        }

        double[] slopes = [.. _check.Column(input, new double[_outputs], scale).Select(judgement => judgement.Difference.Slope)];
        (int start, int end) = (0, _outputs);
        while (end - start > 1)
        {
            int middle = start + (end - start) / 2;
            (start, end) = Off(start, middle) >= Off(middle, end) ? (start, middle) : (middle, end);
        }

        Judgement one = _check.Column(input, [_claim.Pull(_at, ClaimCheck.Unit(_outputs, start))[input]], scale, y => [y[start]])[0];
        return one.Verdict == Verdict.Wrong ? _check.Report(one, input, start) : _check.Report(found, input, -1);

        double Off(int from, int to)
        {
            var some = new double[_outputs];
            Array.Copy(w, from, some, from, to - from);
            return Math.Abs(_claim.Pull(_at, some)[input] - Inner(some, slopes));
        }
    }

    // In proportion to each number, or to those of its leaf together.
    private double[] Direction(double[] draws, bool relative) =>
        [.. draws.Select((draw, i) => draw * (relative && _at[i] != 0 ? Math.Abs(_at[i]) : Size(i)))];

    // A number near the others of its leaf moves as they do, however small it is.
    private double Size(int i)
    {
        int leaf = LeafOf(i);
        _sizes ??= new double[_claim.Starts.Length - 1];
        if (_sizes[leaf] == 0)
        {
            ReadOnlySpan<double> numbers = _at.AsSpan(_claim.Starts[leaf].._claim.Starts[leaf + 1]);
            double sum = 0;
            foreach (double number in numbers)
            {
                sum += number * number;
            }

            double size = Math.Sqrt(sum / numbers.Length);
            _sizes[leaf] = size > 0 && double.IsFinite(size) ? size : 1;
        }

        return Math.Max(Math.Abs(_at[i]), _sizes[leaf]);
    }

    private double[]? _sizes;

    private int LeafOf(int i)
    {
        int place = Array.BinarySearch(_claim.Starts, i);
        place = place < 0 ? ~place - 1 : place;

        // Of leaves without elements, which start where the next does, the last is the one that has it.
        while (_claim.Starts[place + 1] == i)
        {
            place++;
        }

        return place;
    }

    /// <summary>The sum of products; what has no weight does not count, whatever it is.</summary>
    public static double Inner(double[] x, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] == 0 ? 0 : x[i] * y[i];
        }

        return sum;
    }

    /// <summary>A line through the point, of which parts can be taken.</summary>
    private sealed class Line(DirectionSearch search, double[] weights, double[] gradient, double[] direction)
    {
        private readonly double _middle = Inner(weights, search._check.Middle);
        private readonly SlopeScale _scale = SlopeScale.Of(gradient.Zip(direction, (slope, way) => slope * way), [Inner(weights, search._check.Middle)]);

        public double[] Weights => weights;

        public double[] Gradient => gradient;

        /// <summary>The slope along the part of the direction from one element to another.</summary>
        /// <param name="start">The first element that moves.</param>
        /// <param name="end">The first after them that does not.</param>
        /// <param name="step">The longest step; null for all of them.</param>
        public Judgement Slope(int start, int end, double? step)
        {
            search._slopes++;
            (double analytic, double greatest) = (0, 0);
            for (int i = start; i < end; i++)
            {
                double slope = gradient[i] * direction[i];
                analytic += slope;
                greatest = Math.Max(greatest, Math.Abs(slope));
            }

            return search._check.Along(analytic, _scale, greatest, _middle, step, t =>
            {
                double[] moved = [.. search._at];
                for (int i = start; i < end; i++)
                {
                    moved[i] += t * direction[i];
                }

                return Inner(weights, search._check.Value(moved));
            });
        }
    }
}
