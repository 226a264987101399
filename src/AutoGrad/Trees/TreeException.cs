namespace AutoGrad;

/// <summary>Thrown when a value is not a tree of tensors, or when trees that belong together differ.</summary>
/// <param name="op">The function that met the value.</param>
/// <param name="rule">What would be right.</param>
/// <param name="found">What was found instead, and at which path.</param>
/// <param name="wayOut">A sentence on how to mend it; empty if the rule says enough.</param>
/// <example>
/// Wrong: a class that is not a record keeps its members to itself.
/// <code>
/// public sealed class Line { public Tensor Slope = Tensor.Scalar(1.0); }
///
/// Tree.Leaves(new Line());
/// </code>
/// Mended: a record says which members make it up.
/// <code>
/// public sealed record Line(Tensor Slope);
///
/// Tree.Leaves(new Line(Tensor.Scalar(1.0)));
/// </code>
/// </example>
public sealed class TreeException(string op, string rule, string found, string wayOut = "")
    : ArgumentException(wayOut.Length == 0 ? $"{op}: {rule}; {found}." : $"{op}: {rule}; {found}. {wayOut}");
