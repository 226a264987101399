namespace AutoGrad.Nn;

/// <summary>Weights over their greatest singular value, and what the next call goes on with.</summary>
/// <param name="Weights">[..., outputs, ...]</param>
/// <param name="Vector">[outputs]: the left singular vector, of length 1; constant to every derivative.</param>
/// <param name="Sigma">[]: the singular value.</param>
public sealed record SpectralWeights(Tensor Weights, Tensor Vector, Tensor Sigma);
