using System.Globalization;
using System.Text;

namespace AutoGrad.PropertyTests;

/// <summary>A value in a program.</summary>
internal abstract class Node;

/// <summary>A value that a program is given.</summary>
/// <param name="operand">Where its numbers may lie.</param>
/// <param name="value">Its numbers; Float64, or integers and Bool for indices and masks.</param>
internal sealed class Leaf(Operand operand, Tensor value) : Node
{
    public Operand Operand { get; } = operand;

    public Tensor Value { get; } = value;
}

/// <summary>A value that a program computes.</summary>
internal sealed class Step(Call call, Node[] arguments) : Node
{
    public Call Call { get; } = call;

    public Node[] Arguments { get; } = arguments;
}

/// <summary>A function put together from operations at random, with the arguments to call it on.</summary>
internal sealed class RandomProgram
{
    private const double Greatest = 1e6;

    private readonly Dictionary<Node, int> _places = [];
    private readonly List<Leaf> _leaves = [];
    private readonly List<Step> _steps = [];
    private readonly List<Fit[]> _fits = [];

    /// <summary>Everything that leads to an output.</summary>
    public RandomProgram(Node output)
    {
        Output = output;
        Collect(output);
        Values = Evaluate();
    }

    public Node Output { get; }

    public IReadOnlyList<Leaf> Leaves => _leaves;

    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>The steps' values.</summary>
    public IReadOnlyList<Tensor> Values { get; }

    public Tensor Value => Values[^1];

    public bool IsDiscrete => _steps.Any(step => step.Call.IsDiscrete) || !_leaves.Any(leaf => leaf.Value.DType.IsFloating());

    /// <summary>Whether every value is finite and of a middling size.</summary>
    public bool IsSound => Values.All(value => value.DType == DType.Bool || value.To(DType.Float64).ToArray<double>().All(number => Math.Abs(number) <= Greatest));

    public int Size => 100 * _steps.Count + _steps.Sum(step => step.Call.Size) + _leaves.Sum(leaf => leaf.Value.Size);

    public Tensor[] Arguments => [.. _leaves.Select(leaf => leaf.Value)];

    /// <summary>Computes it.</summary>
    public Tensor Run(Tensor[] leaves) => Run(leaves, value => value);

    /// <summary>Computes it, with something done to each value on the way, as an operation gives it and as the next is given it.</summary>
    public Tensor Run(Tensor[] leaves, Func<Tensor, Tensor> passing)
    {
        var values = new Tensor[_steps.Count];
        for (int i = 0; i < values.Length; i++)
        {
            Step step = _steps[i];
            Fit[] fits = _fits[i];
            var arguments = new Tensor[step.Arguments.Length];
            for (int k = 0; k < arguments.Length; k++)
            {
                arguments[k] = step.Arguments[k] is Leaf leaf && !leaf.Value.DType.IsFloating()
                    ? leaves[_places[leaf]]
                    : passing(fits[k].Apply(step.Arguments[k] is Leaf given ? leaves[_places[given]] : values[_places[step.Arguments[k]]]));
            }

            values[i] = passing(step.Call.Run(arguments));
        }

        return values[^1];
    }

    /// <summary>The program with one of its values taken from elsewhere.</summary>
    public RandomProgram Replace(Node old, Node by)
    {
        var made = new Dictionary<Node, Node> { [old] = by };
        return new RandomProgram(Rebuilt(Output));

        Node Rebuilt(Node node)
        {
            if (made.TryGetValue(node, out Node? known))
            {
                return known;
            }

            Node again = node;
            if (node is Step step)
            {
                Node[] arguments = [.. step.Arguments.Select(Rebuilt)];
                again = arguments.SequenceEqual(step.Arguments) ? step : new Step(step.Call, arguments);
            }

            return made[node] = again;
        }
    }

    /// <summary>The program at arguments a little away.</summary>
    public RandomProgram Beside(Random random)
    {
        RandomProgram moved = this;
        foreach (Leaf leaf in _leaves.Where(leaf => leaf.Value.DType == DType.Float64))
        {
            (double low, double high) = leaf.Operand.Fixed is null ? (leaf.Operand.Low, leaf.Operand.High) : (double.NegativeInfinity, double.PositiveInfinity);
            double reach = leaf.Operand.Fixed is null ? 0.05 * (high - low) : 0.05;
            double[] numbers = [.. leaf.Value.ToArray<double>().Select(number => Math.Clamp(number + reach * (2 * random.NextDouble() - 1), low, high))];
            moved = moved.Replace(leaf, new Leaf(leaf.Operand, Tensor.From(leaf.Value.Shape, numbers)));
        }

        return moved;
    }

    /// <summary>The program as C# that compiles in this project: a function, and the arguments to call it on.</summary>
    public string ToCode()
    {
        var text = new StringBuilder();
        for (int i = 0; i < _leaves.Count; i++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Tensor x{i} = {Literal(_leaves[i].Value)};");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"Tensor y = Program([{string.Join(", ", _leaves.Select((_, i) => $"x{i}"))}]);").AppendLine();
        text.AppendLine("static Tensor Program(Tensor[] x)").AppendLine("{");
        for (int i = 0; i < _steps.Count; i++)
        {
            Step step = _steps[i];
            int at = i;
            string call = step.Call.Code([.. step.Arguments.Select((argument, k) => Argument(argument, _fits[at][k]))]);
            text.AppendLine(CultureInfo.InvariantCulture, $"    Tensor y{i} = {call};");
        }

        return text.AppendLine(CultureInfo.InvariantCulture, $"    return y{_steps.Count - 1};").Append('}').ToString();
    }

    private string Argument(Node node, Fit fit) => node is Leaf leaf
        ? leaf.Value.DType.IsFloating() ? fit.Code($"x[{_places[leaf]}]", leaf.Value) : $"x[{_places[leaf]}]"
        : fit.Code($"y{_places[node]}", Values[_places[node]]);

    private static string Literal(Tensor x)
    {
        string shape = $"[{string.Join(", ", x.Shape)}]";
        string Numbers<T>()
            where T : unmanaged => string.Join(", ", x.ToArray<T>().Select(number => number is bool bit ? (bit ? "true" : "false") : string.Create(CultureInfo.InvariantCulture, $"{number:R}")));
        return x.DType switch
        {
            DType.Bool => $"Tensor.From({shape}, (bool[])[{Numbers<bool>()}])",
            DType.Int32 => $"Tensor.From({shape}, (int[])[{Numbers<int>()}])",
            DType.Int64 => $"Tensor.From({shape}, (long[])[{Numbers<long>()}])",
            _ => $"Tensor.From({shape}, (double[])[{string.Join(", ", x.To(DType.Float64).ToArray<double>().Select(number => number.ToString("R", CultureInfo.InvariantCulture)))}])" + (x.DType == DType.Float64 ? "" : $".To(DType.{x.DType})"),
        };
    }

    private void Collect(Node node)
    {
        if (_places.ContainsKey(node))
        {
            return;
        }

        if (node is Leaf leaf)
        {
            _places[leaf] = _leaves.Count;
            _leaves.Add(leaf);
            return;
        }

        var step = (Step)node;
        foreach (Node argument in step.Arguments)
        {
            Collect(argument);
        }

        _places[step] = _steps.Count;
        _steps.Add(step);
    }

    // Each value decides how the next steps take it, so the program is run once as it is put together.
    private Tensor[] Evaluate()
    {
        var values = new Tensor[_steps.Count];
        for (int i = 0; i < values.Length; i++)
        {
            Step step = _steps[i];
            var fits = new Fit[step.Arguments.Length];
            var arguments = new Tensor[fits.Length];
            for (int k = 0; k < fits.Length; k++)
            {
                Node argument = step.Arguments[k];
                Tensor value = argument is Leaf leaf ? leaf.Value : values[_places[argument]];
                Operand operand = step.Call.Operands[k];
                fits[k] = value.DType.IsFloating() && operand.Fixed is null ? Fit.Of(value, operand) : new Fit(operand.Shape, 1, 0);
                arguments[k] = value.DType.IsFloating() ? fits[k].Apply(value) : value;
            }

            _fits.Add(fits);
            values[i] = step.Call.Run(arguments);
        }

        return values;
    }
}
