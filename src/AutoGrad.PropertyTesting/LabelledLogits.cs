namespace AutoGrad.PropertyTesting;

/// <summary>Scores of classes, and which class is right.</summary>
/// <param name="Logits">[n, k]: scores before a softmax.</param>
/// <param name="Labels">[n]: in Int32, each in [0, k).</param>
public sealed record LabelledLogits(Tensor Logits, Tensor Labels);
