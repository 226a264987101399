using System.Globalization;

namespace AutoGrad.Nn;

public static partial class Losses
{
    /// <summary>Measures how far scores are from the right side of a margin: the mean of <c>max(0, 1 - label · score)</c>.</summary>
    /// <param name="scores">[...]: above 0 for one side, below for the other; a floating dtype.</param>
    /// <param name="labels">[...]: 1 or -1; the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one an element.</param>
    /// <returns>[]: 0 when every score is 1 or more on its side. [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ: nothing is broadcast.</exception>
    /// <exception cref="ArgumentException">A label is neither 1 nor -1; the message has its place.</exception>
    /// <remarks>Derivative on the margin itself: 0.</remarks>
    public static Tensor Hinge(Tensor scores, Tensor labels, Reduction reduction = Reduction.Mean)
    {
        RequireAlike("hinge", "scores and labels", scores, labels);
        if (FirstTrue(Tensor.NotEqual(Tensor.Abs(labels), 1.0)) is { } flat)
        {
            double label = labels.To(DType.Float64).ToArray<double>()[flat];
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"hinge: a label must be 1 or -1; got {label} at {Position(labels.Shape, flat)}."));
        }

        return Reduce(Tensor.Relu(1.0 - labels * scores), reduction);
    }

    private static string Position(Shape shape, int flat)
    {
        var at = new int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            (flat, at[axis]) = Math.DivRem(flat, shape[axis]);
        }

        return $"[{string.Join(", ", at)}]";
    }
}
