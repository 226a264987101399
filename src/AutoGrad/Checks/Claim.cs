namespace AutoGrad;

/// <summary>A function from numbers to numbers and what is claimed to be its derivative: all that a check needs to know.</summary>
internal sealed record Claim
{
    /// <summary>Where it is checked.</summary>
    public required double[] At { get; init; }

    /// <summary>The function.</summary>
    public required Func<double[], double[]> Value { get; init; }

    /// <summary>The derivative there, backwards: from w to Jᵀ w.</summary>
    public required Func<double[], double[]> Pull { get; init; }

    /// <summary>The derivative there, forwards: from v to J v; null if nobody claims that.</summary>
    public Func<double[], double[]>? Push { get; init; }

    /// <summary>What an input is called.</summary>
    public required Func<int, (string Path, string Index)> Input { get; init; }

    /// <summary>What an output is called.</summary>
    public Func<int, string> Output { get; init; } = _ => "";
}
