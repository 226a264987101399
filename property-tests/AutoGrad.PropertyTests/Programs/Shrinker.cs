namespace AutoGrad.PropertyTests;

/// <summary>Looks for the smallest program that still fails.</summary>
internal static class Shrinker
{
    private const int Patience = 400;

    public static RandomProgram Smallest(RandomProgram program, Predicate<RandomProgram> fails)
    {
        int tried = 0;
        bool found = true;
        while (found && tried < Patience)
        {
            found = false;
            foreach (Func<RandomProgram> smaller in Smaller(program))
            {
                if (++tried >= Patience)
                {
                    break;
                }

                if (Made(smaller) is { IsSound: true } made && fails(made))
                {
                    program = made;
                    found = true;
                    break;
                }
            }
        }

        return program;
    }

    /// <summary>First without whole steps, then with smaller ones, then with rounder numbers.</summary>
    public static IEnumerable<Func<RandomProgram>> Smaller(RandomProgram program) =>
    [
        .. program.Steps.SkipLast(1).Select(step => (Func<RandomProgram>)(() => new RandomProgram(step))),
        .. from step in program.Steps.SkipLast(1)
           from argument in step.Arguments
           where argument is Step or Leaf { Value: { DType: DType.Float64, Size: > 0 } }
           select (Func<RandomProgram>)(() => program.Replace(step, argument)),
        .. from step in program.Steps
           from call in step.Call.Simpler()
           where call.Operands.Zip(step.Call.Operands).All(pair => pair.First.DType == pair.Second.DType)
           select (Func<RandomProgram>)(() => program.Replace(step, new Step(call, [.. call.Operands.Select((operand, k) => Narrowed(program, step.Arguments[k], operand))]))),
        .. from leaf in program.Leaves
           where leaf.Operand is { IsFloating: true, Fixed: null }
           from digits in (int[])[0, 1]
           let numbers = leaf.Value.ToArray<double>()
           let round = numbers.Select(number => Math.Clamp(Math.Round(number, digits), leaf.Operand.Low, leaf.Operand.High)).ToArray()
           where !round.SequenceEqual(numbers)
           select (Func<RandomProgram>)(() => program.Replace(leaf, new Leaf(leaf.Operand, Tensor.From(leaf.Value.Shape, round)))),
    ];

    // A program that cannot be run is none.
    private static RandomProgram? Made(Func<RandomProgram> smaller)
    {
        try
        {
            return smaller();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or ArithmeticException)
        {
            return null;
        }
    }

    // A given value takes the new shape itself, so that nothing has to be fitted.
    private static Node Narrowed(RandomProgram program, Node node, Operand operand) =>
        operand is not { IsFloating: true, Fixed: null } || SizeOf(program, node) == 0 ? new Leaf(operand, operand.Make(0))
        : node is Leaf leaf ? new Leaf(operand, Fit.Of(leaf.Value, operand).Apply(leaf.Value))
        : node;

    private static int SizeOf(RandomProgram program, Node node) =>
        node is Leaf leaf ? leaf.Value.Size : program.Values[program.Steps.TakeWhile(step => step != node).Count()].Size;
}
