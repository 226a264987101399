namespace AutoGrad.Data;

/// <summary>Examples side by side, and what is to be said of each: a data set, a part of one, or a batch.</summary>
/// <param name="Inputs">[n, ...]: one example a row.</param>
/// <param name="Labels">[n, ...]: of the same n; class numbers are Int32 [n].</param>
public readonly record struct Examples(Tensor Inputs, Tensor Labels);

/// <summary>A data set in two parts: one to learn from, one held out to be judged by.</summary>
/// <param name="Train">To learn from.</param>
/// <param name="Test">Never learnt from.</param>
public readonly record struct TrainAndTest(Examples Train, Examples Test);
