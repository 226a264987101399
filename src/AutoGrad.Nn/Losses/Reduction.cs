namespace AutoGrad.Nn;

/// <summary>What a loss makes of its terms.</summary>
public enum Reduction
{
    /// <summary>Their mean: over all elements, or over the examples where a loss sums over classes.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Nothing: the terms themselves.</summary>
    None,
}
