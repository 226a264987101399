using System.Globalization;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Finds the number that a given share of all elements lies below.</summary>
    /// <param name="q">The share of elements below; in [0, 1].</param>
    /// <returns>[]: NaN for a NaN among them.</returns>
    /// <exception cref="ShapeException">There are no elements, or the dtype is not floating.</exception>
    /// <remarks>Place <c>q (n - 1)</c> of the elements in order, a broken place between its two neighbours in proportion. Derivative: the neighbours' shares.</remarks>
    public Tensor Quantile(double q) => Quantile(q, []);

    /// <summary>Finds the number that a given share of the elements along an axis lies below.</summary>
    /// <param name="q">The share of elements below; in [0, 1].</param>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <returns>[...]: without the axis; NaN for a NaN among the elements.</returns>
    /// <exception cref="ShapeException">There is no such axis, it has no elements, or the dtype is not floating.</exception>
    /// <remarks>Place <c>q (n - 1)</c> of the elements in order, a broken place between its two neighbours in proportion. Derivative: the neighbours' shares.</remarks>
    public Tensor Quantile(double q, int axis, bool keepDims = false) => Quantile(q, [axis], keepDims);

    /// <summary>Finds the number that a given share of the elements along several axes lies below.</summary>
    /// <param name="q">The share of elements below; in [0, 1].</param>
    /// <param name="axes">Each in [-rank, rank); none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <returns>[...]: without the axes; NaN for a NaN among the elements.</returns>
    /// <exception cref="ShapeException">There is no such axis, one stands twice or has no elements, or the dtype is not floating.</exception>
    /// <remarks>Place <c>q (n - 1)</c> of the elements in order, a broken place between its two neighbours in proportion. Derivative: the neighbours' shares.</remarks>
    public Tensor Quantile(double q, ReadOnlySpan<int> axes, bool keepDims = false)
    {
        Axes reduced = Axes.Of(Shape, axes, "quantile");
        ShapeException.ThrowUnlessFloating("quantile", Spec);
        Reduction.RequireElements("quantile", Spec, reduced);
        if (!(q >= 0 && q <= 1))
        {
            throw new ShapeException("quantile", "q must be in [0, 1] (a percentage is to be divided by 100)", q.ToString(CultureInfo.InvariantCulture));
        }

        Tensor sorted = Reduction.ToBack(this, reduced).Sort();
        double place = q * (sorted.Shape[-1] - 1);
        int below = (int)place;
        double share = place - below;
        Tensor y = At(sorted, below);
        if (share > 0)
        {
            y = (1 - share) * y + share * At(sorted, below + 1);
        }

        // In order a NaN comes last.
        Tensor last = At(sorted, sorted.Shape[-1] - 1);
        y = Where(NotEqual(last, last), last, y);
        return keepDims ? y.Reshape(reduced.Reduce(Shape, keepDims: true)) : y;

        static Tensor At(Tensor x, int place) => x.SliceAxis(-1, place, 1).Squeeze(-1);
    }
}
