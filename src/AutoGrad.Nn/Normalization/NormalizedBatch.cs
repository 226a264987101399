namespace AutoGrad.Nn;

/// <summary>A normalised batch, and the running statistics after it.</summary>
/// <param name="Y">[n, c, ...]</param>
/// <param name="Statistics">To be given to the next call; constant to every derivative.</param>
public sealed record NormalizedBatch(Tensor Y, BatchStatistics Statistics);
