namespace AutoGrad.PropertyTesting;

/// <summary>Two matrices, or stacks of them, that multiply.</summary>
/// <param name="X">[..., n, k]</param>
/// <param name="Y">[..., k, m]: leading axes broadcast with those of <paramref name="X"/>.</param>
public sealed record MatrixPair(Tensor X, Tensor Y);
