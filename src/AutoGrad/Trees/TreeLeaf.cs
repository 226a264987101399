namespace AutoGrad;

/// <summary>A tensor of a tree, and where it is.</summary>
/// <param name="Path">Its place, as in <c>Layers[1].Weight</c>; empty if the tree is itself a tensor.</param>
/// <param name="Value">[...]: the tensor.</param>
public readonly record struct TreeLeaf(string Path, Tensor Value);
