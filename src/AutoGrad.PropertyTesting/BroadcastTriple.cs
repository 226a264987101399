namespace AutoGrad.PropertyTesting;

/// <summary>Three tensors whose shapes broadcast together.</summary>
/// <param name="X">[...]</param>
/// <param name="Y">[...]: each of its extents is that of the others, 1 or absent.</param>
/// <param name="Z">[...]: each of its extents is that of the others, 1 or absent.</param>
public sealed record BroadcastTriple(Tensor X, Tensor Y, Tensor Z);
