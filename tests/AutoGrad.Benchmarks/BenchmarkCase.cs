namespace AutoGrad.Benchmarks;

/// <summary>One thing to measure.</summary>
/// <param name="Name">In lower_snake: what is done, then how large.</param>
/// <param name="Prepare">Makes the inputs, and gives what is timed. It is called once, and only if the case was asked for.</param>
internal sealed record BenchmarkCase(string Name, Func<Action> Prepare)
{
    /// <summary>How many operations one run does: the time given is that of one.</summary>
    public int Operations { get; init; } = 1;

    /// <summary>Floating-point operations of a run, a multiply-add being two; 0 if they are not what bounds it.</summary>
    public double Flops { get; init; }

    /// <summary>Bytes that a run must read and write in memory; 0 if they are not what bounds it.</summary>
    public double Bytes { get; init; }

    /// <summary>What the flops are of.</summary>
    public DType DType { get; init; } = DType.Float32;
}
