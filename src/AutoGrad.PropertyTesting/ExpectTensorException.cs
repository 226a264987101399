namespace AutoGrad.PropertyTesting;

/// <summary>A tensor that is not what <see cref="ExpectTensor"/> was to find.</summary>
/// <param name="message">What must hold, and what was found.</param>
public sealed class ExpectTensorException(string message) : Exception(message);
