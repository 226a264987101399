namespace AutoGrad.PropertyTests;

/// <summary>One way to call an operation: on what, and how that reads as C#.</summary>
/// <param name="Name">The operation's and the case's.</param>
/// <param name="Operands">The arguments' shapes and the intervals in which the operation is smooth.</param>
/// <param name="Run">Calls it.</param>
/// <param name="Code">The call as C#, from that of its arguments.</param>
internal sealed record Call(string Name, Operand[] Operands, Func<Tensor[], Tensor> Run, Func<string[], string> Code)
{
    /// <summary>Whether results are constants to every derivative.</summary>
    public bool IsDiscrete { get; init; }

    /// <summary>The same on less.</summary>
    public Func<IEnumerable<Call>> Simpler { get; init; } = () => [];

    public bool IsEmpty => Operands.Any(operand => operand.Shape.Contains(0));

    public int Size => Operands.Sum(operand => operand.Shape.Aggregate(1, (product, extent) => product * extent));
}
