using System.Globalization;

namespace AutoGrad.Nn;

/// <summary>
/// Measures of how badly a model does: plain functions of tensors, smaller is better. Any function of tensors to a scalar
/// is as good a loss.
/// </summary>
public static partial class Losses
{
    private static Tensor Reduce(Tensor terms, Reduction reduction) => reduction switch
    {
        Reduction.Mean => terms.Mean(),
        Reduction.Sum => terms.Sum(),
        Reduction.None => terms,
        _ => throw new ArgumentException($"reduction: it must be Mean, Sum or None; got {reduction}."),
    };

    /// <summary>Refuses what would broadcast by accident, and mixed dtypes.</summary>
    private static void RequireAlike(string op, string names, Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        Arguments.RequireFloating(op, x);
        if (x.Spec != y.Spec)
        {
            throw new ShapeException(op, $"{names} must have one shape and dtype (reshape or convert one of them)", $"{x.Spec} and {y.Spec}");
        }
    }

    /// <summary>Refuses a scalar where rows of the last axis are compared.</summary>
    private static void RequireAxis(string op, string what, Tensor x)
    {
        if (x.Rank == 0)
        {
            throw new ShapeException(op, $"{what} need an axis, [..., k]", x.Spec.ToString());
        }
    }

    private static void RequireAbove(string op, string name, double value, double bound) =>
        Require(op, value > bound && double.IsFinite(value), $"{name} must be above {bound.ToString(CultureInfo.InvariantCulture)} and finite", value);

    private static void RequireAtLeast(string op, string name, double value, double bound) =>
        Require(op, value >= bound && double.IsFinite(value), $"{name} must be {bound.ToString(CultureInfo.InvariantCulture)} or more and finite", value);

    private static void Require(string op, bool holds, string rule, double got)
    {
        if (!holds)
        {
            throw new ArgumentException($"{op}: {rule}; got {got.ToString(CultureInfo.InvariantCulture)}.");
        }
    }

    /// <summary>Refuses labels other than the two sides of a margin.</summary>
    private static void RequireSides(string op, Tensor labels)
    {
        if (Arguments.FirstTrue(Tensor.NotEqual(Tensor.Abs(labels), 1.0)) is { } flat)
        {
            throw new ArgumentException($"{op}: a label must be 1 or -1; got {Arguments.NumberAt(labels, flat)}.");
        }
    }

    // log(1 + eˣ), whose derivative is the sigmoid everywhere.
    private static Tensor Softplus(Tensor x) => Tensor.LogAddExp(x, Tensor.Scalar(0, x.DType));
}
