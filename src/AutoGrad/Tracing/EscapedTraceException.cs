namespace AutoGrad;

/// <summary>Thrown when a tensor is used after the transform that it belongs to has returned.</summary>
/// <param name="op">The operation that got it.</param>
public sealed class EscapedTraceException(string op) : InvalidOperationException(
    $"{op} got a tensor that belongs to a transform (Grad, Vjp, Jvp, Vmap, Checkpoint, …) that has returned. " +
    "Return the tensor from the transformed function (ValueAndGrad takes a function that also returns others) " +
    "instead of storing it in a field or a captured variable.");
