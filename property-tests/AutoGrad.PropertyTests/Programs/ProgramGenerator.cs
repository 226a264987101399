namespace AutoGrad.PropertyTests;

/// <summary>Puts programs together.</summary>
internal static class ProgramGenerator
{
    private const int Depth = 4;
    private const int Attempts = 12;
    private const int LargestMiddle = 200;
    private const int LargestEnd = 2000;

    private static readonly (string Name, Call[] Cases)[] s_smooth = [.. TableCalls.All.Where(row => !row.Cases[0].IsDiscrete)];

    /// <summary>A program that ends with a call of one operation; the same for the same numbers.</summary>
    public static RandomProgram Make(Call last, Random random)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            int depth = attempt == Attempts - 1 || last.IsEmpty ? 1 : 1 + Math.Min(random.Next(Depth), random.Next(Depth + 1));
            if (Grow(last, depth, random) is { } program)
            {
                return program;
            }
        }

        return new RandomProgram(Joined(last, [], random));
    }

    /// <summary>An argument of an operation, without a pattern.</summary>
    public static Leaf Given(Operand operand, Random random)
    {
        if (!operand.IsFloating || operand.Fixed is not null)
        {
            return new Leaf(operand, operand.Make(random.Next(5)));
        }

        // One in eight has equal elements, where maxima have no one place.
        bool isRound = random.Next(8) == 0;
        int size = operand.Shape.Aggregate(1, (product, extent) => product * extent);
        double[] numbers = [.. Enumerable.Range(0, size).Select(_ => Number(operand, isRound ? 1 : 3, random))];
        return new Leaf(operand, Tensor.From(Shape.Create(operand.Shape), numbers));
    }

    private static RandomProgram? Grow(Call last, int depth, Random random)
    {
        var nodes = new List<Node>();
        RandomProgram? program = null;
        for (int i = 0; i < depth; i++)
        {
            bool isLast = i == depth - 1;
            Call call = isLast ? last : Any(random);
            var next = new RandomProgram(Joined(call, nodes, random));
            if (!next.IsSound || next.Value.Size > (isLast ? LargestEnd : LargestMiddle) || (!isLast && !CanGoOn(next.Value)))
            {
                if (isLast)
                {
                    return null;
                }

                continue;
            }

            program = next;
            nodes.Add(next.Output);
        }

        return program;
    }

    private static bool CanGoOn(Tensor value) => value.Size > 0 && value.DType == DType.Float64;

    private static Call Any(Random random)
    {
        while (true)
        {
            Call[] cases = s_smooth[random.Next(s_smooth.Length)].Cases;
            Call call = cases[random.Next(cases.Length)];
            if (!call.IsEmpty)
            {
                return call;
            }
        }
    }

    // One argument is what was computed last, if there is anything; the others are that, or older, or new.
    private static Step Joined(Call call, List<Node> nodes, Random random)
    {
        int[] free = [.. Enumerable.Range(0, call.Operands.Length).Where(k => call.Operands[k].IsFloating && call.Operands[k].Fixed is null)];
        int chained = free.Length == 0 || nodes.Count == 0 ? -1 : free[random.Next(free.Length)];
        return new Step(call, [.. call.Operands.Select((operand, k) =>
            k == chained ? nodes[^1]
            : free.Contains(k) && nodes.Count > 0 && random.Next(3) == 0 ? Earlier(nodes, random)
            : Given(operand, random))]);
    }

    private static Node Earlier(List<Node> nodes, Random random)
    {
        Node node = nodes[random.Next(nodes.Count)];
        Node[] given = node is Step step ? [.. step.Arguments.OfType<Leaf>().Where(leaf => leaf.Value.DType == DType.Float64 && leaf.Value.Size > 0)] : [];
        return given.Length > 0 && random.Next(2) == 0 ? given[random.Next(given.Length)] : node;
    }

    private static double Number(Operand operand, int digits, Random random) =>
        Math.Clamp(Math.Round(operand.Low + (operand.High - operand.Low) * random.NextDouble(), digits), operand.Low, operand.High);
}
