namespace AutoGrad;

/// <summary>A function from numbers to numbers and what is claimed to be its derivative: all that a check needs to know.</summary>
internal sealed record Claim
{
    /// <summary>Where it is checked.</summary>
    public required double[] At { get; init; }

    /// <summary>The function.</summary>
    public required Func<double[], double[]> Value { get; init; }

    /// <summary>The derivative at a point, backwards: from w to Jᵀ w.</summary>
    public required Func<double[], double[], double[]> Pull { get; init; }

    /// <summary>The derivative at a point, forwards: from v to J v; null if nobody claims that.</summary>
    public Func<double[], double[], double[]>? Push { get; init; }

    /// <summary>The outputs and Jᵀ w at several points in one go, point by point; null if nobody claims that.</summary>
    /// <remarks>Gives null if the function cannot be mapped.</remarks>
    public Func<double[][], double[], MappedRun?>? Map { get; init; }

    /// <summary>Where the inputs that belong together begin, in order, and at last where they end.</summary>
    public required int[] Starts { get; init; }

    /// <summary>What an input is called.</summary>
    public required Func<int, (string Path, string Index)> Input { get; init; }

    /// <summary>What an output is called.</summary>
    public Func<int, string> Output { get; init; } = _ => "";
}

/// <summary>What a map over points gave for each.</summary>
internal sealed record MappedRun(double[][] Values, double[][] Pulled);
