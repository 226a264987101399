namespace AutoGrad.PropertyTesting;

/// <summary>Two tensors whose shapes broadcast together.</summary>
/// <param name="X">[...]</param>
/// <param name="Y">[...]: an extent is that of <paramref name="X"/>, or either is 1 or absent.</param>
public sealed record BroadcastPair(Tensor X, Tensor Y);
