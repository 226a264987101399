namespace AutoGrad;

/// <summary>An equation of <see cref="Tensor.Einsum(string, ReadOnlySpan{Tensor})"/> with its operands. Axes are labels: letters, and -1, -2, … for those of an ellipsis, from the last.</summary>
internal sealed class Contraction
{
    private const string Op = "einsum";
    private const int MostOrders = 5;

    private readonly string _equation;
    private readonly List<(Tensor X, int[] Labels)> _terms = [];
    private readonly Dictionary<int, int> _extents = [];
    private readonly int[] _output;

    public Contraction(string equation, ReadOnlySpan<Tensor> operands)
    {
        _equation = equation;
        string[] sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        string[] inputs = sides[0].Split(',');
        if (sides.Length > 2 || inputs.Length != operands.Length)
        {
            throw Wrong($"the equation must have one arrow at most and name the axes of {operands.Length} operands", operands);
        }

        int most = 0;
        for (int i = 0; i < inputs.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(operands[i]);
            ShapeException.ThrowUnlessSameDType(Op, operands[0].Spec, operands[i].Spec);
            int letters = inputs[i].Count(char.IsAsciiLetter);
            bool open = inputs[i].Contains("...", StringComparison.Ordinal);
            if (open ? operands[i].Rank < letters : operands[i].Rank != letters)
            {
                throw Wrong($"operand {i} must have {letters} axes{(open ? " or more" : "")}", operands);
            }

            most = Math.Max(most, operands[i].Rank - letters);
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            int[] labels = Labels(inputs[i], operands[i].Rank - inputs[i].Count(char.IsAsciiLetter), operands);
            _terms.Add((operands[i], labels));
            for (int axis = 0; axis < labels.Length; axis++)
            {
                int extent = operands[i].Shape[axis];
                int known = _extents.GetValueOrDefault(labels[axis], labels[axis] < 0 ? 1 : extent);
                if (known != extent && !(labels[axis] < 0 && (known == 1 || extent == 1)))
                {
                    throw Wrong(labels[axis] < 0 ? "the further axes must broadcast" : $"'{(char)labels[axis]}' must have one extent", operands);
                }

                _extents[labels[axis]] = known == 1 ? extent : known;
            }
        }

        int[] all = [.. _terms.SelectMany(term => term.Labels)];
        int[] further = [.. Enumerable.Range(0, most).Select(i => i - most)];
        _output = sides.Length == 2 ? Labels(sides[1], most, operands) : [.. further, .. all.Where(label => label > 0 && all.Count(other => other == label) == 1).Order()];
        if (_output.Distinct().Count() != _output.Length || _output.Except(all).Any())
        {
            throw Wrong("the result must name axes of the operands, each once", operands);
        }
    }

    public Tensor Run()
    {
        for (int i = 0; i < _terms.Count; i++)
        {
            _terms[i] = Alone(_terms[i]);
        }

        while (_terms.Count > 1)
        {
            (int i, int j) = Next([.. _terms.Select(term => term.Labels)]);
            (Tensor X, int[] Labels) product = Multiply(_terms[i], _terms[j], Needed([.. _terms.Select(term => term.Labels)], i, j));
            _terms.RemoveAt(j);
            _terms[i] = product;
        }

        (Tensor y, int[] labels) = Summed(_terms[0], _output);
        return _output.Length == 0 ? y : y.Transpose([.. _output.Select(label => Array.IndexOf(labels, label))]);
    }

    // Diagonals of repeated letters; further axes that repeat one place for another operand's many go.
    private (Tensor X, int[] Labels) Alone((Tensor X, int[] Labels) term)
    {
        (Tensor x, List<int> labels) = (term.X, [.. term.Labels]);
        for (int axis = labels.Count - 1; axis >= 0; axis--)
        {
            if (labels[axis] < 0 && x.Shape[axis] == 1 && _extents[labels[axis]] != 1)
            {
                x = x.Squeeze(axis);
                labels.RemoveAt(axis);
            }
        }

        while (labels.GroupBy(label => label).FirstOrDefault(group => group.Count() > 1)?.Key is { } twice)
        {
            (int first, int last) = (labels.IndexOf(twice), labels.LastIndexOf(twice));
            x = x.Diagonal(0, first, last);
            labels.RemoveAt(last);
            labels.RemoveAt(first);
            labels.Add(twice);
        }

        return (x, [.. labels]);
    }

    private (Tensor X, int[] Labels) Multiply((Tensor X, int[] Labels) left, (Tensor X, int[] Labels) right, HashSet<int> needed)
    {
        (Tensor x, int[] a) = Summed(left, [.. needed, .. right.Labels]);
        (Tensor y, int[] b) = Summed(right, [.. needed, .. left.Labels]);
        int[] stack = [.. a.Intersect(b).Where(needed.Contains)];
        int[] summed = [.. a.Intersect(b).Where(label => !needed.Contains(label))];
        int[] rows = [.. a.Except(b)];
        int[] columns = [.. b.Except(a)];
        int[] labels = [.. stack, .. rows, .. columns];
        Tensor z = (summed.Length, x.DType.IsFloating()) switch
        {
            (0, _) => Ordered(x, a, [stack, rows, []]) * Ordered(y, b, [stack, [], columns]),
            (_, true) => Tensor.MatMul(Ordered(x, a, [stack, rows, summed]), Ordered(y, b, [stack, summed, columns])),
            _ => (Ordered(x, a, [stack, rows, [], summed]) * Ordered(y, b, [stack, [], columns, summed])).Sum(axis: -1),
        };
        return (z.Reshape([.. labels.Select(label => _extents[label])]), labels);
    }

    // The axes in groups, each joined into one.
    private Tensor Ordered(Tensor x, int[] labels, int[][] groups)
    {
        int[] order = [.. groups.SelectMany(group => group).Select(label => Array.IndexOf(labels, label))];
        return (order.Length == 0 ? x : x.Transpose(order)).Reshape([.. groups.Select(group => (int)Size(group))]);
    }

    private static (Tensor X, int[] Labels) Summed((Tensor X, int[] Labels) term, int[] kept)
    {
        int[] axes = [.. Enumerable.Range(0, term.Labels.Length).Where(axis => !kept.Contains(term.Labels[axis]))];
        return axes.Length == 0 ? term : (term.X.Sum(axes), [.. term.Labels.Where(kept.Contains)]);
    }

    private HashSet<int> Needed(int[][] terms, int i, int j) =>
        [.. _output, .. terms.Where((_, k) => k != i && k != j).SelectMany(labels => labels)];

    private (int First, int Second) Next(int[][] terms) => Cheapest(terms).Pair;

    // A product costs one multiplication for each place of all axes of its two operands.
    private ((int First, int Second) Pair, double Cost) Cheapest(int[][] terms)
    {
        ((int, int) Pair, double Cost) best = ((0, 1), double.PositiveInfinity);
        for (int i = 0; i < terms.Length; i++)
        {
            for (int j = i + 1; j < terms.Length; j++)
            {
                int[] joint = [.. terms[i].Union(terms[j])];
                double cost = Size(joint);
                if (terms.Length is > 2 and <= MostOrders)
                {
                    HashSet<int> needed = Needed(terms, i, j);
                    cost += Cheapest([.. terms.Where((_, k) => k != i && k != j), [.. joint.Where(needed.Contains)]]).Cost;
                }

                best = cost < best.Cost ? ((i, j), cost) : best;
            }
        }

        return best;
    }

    private double Size(int[] labels) => labels.Aggregate(1.0, (size, label) => size * _extents[label]);

    private int[] Labels(string axes, int further, ReadOnlySpan<Tensor> operands)
    {
        int dots = axes.IndexOf("...", StringComparison.Ordinal);
        string before = dots < 0 ? axes : axes[..dots];
        string after = dots < 0 ? "" : axes[(dots + 3)..];
        return (before + after).All(char.IsAsciiLetter)
            ? [.. before.Select(letter => (int)letter), .. Enumerable.Range(0, dots < 0 ? 0 : further).Select(i => i - further), .. after.Select(letter => (int)letter)]
            : throw Wrong("axes are named by letters, with ... once for further ones", operands);
    }

    private ShapeException Wrong(string rule, ReadOnlySpan<Tensor> operands) =>
        new(Op, rule, $"\"{_equation}\" for {string.Join(" and ", operands.ToArray().Select(x => x.Spec))}");
}
