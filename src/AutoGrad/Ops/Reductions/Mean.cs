namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Averages all elements: <c>y = Σ xᵢ / n</c>.</summary>
    /// <returns>[]: NaN for no elements.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    public Tensor Mean() => Mean([]);

    /// <summary>Averages along an axis.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <returns>[...]: without the axis; NaN where it has no elements.</returns>
    /// <exception cref="ShapeException">There is no such axis, or the dtype is not floating.</exception>
    public Tensor Mean(int axis, bool keepDims = false) => Mean([axis], keepDims);

    /// <summary>Averages along several axes.</summary>
    /// <param name="axes">Each in [-rank, rank); none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <returns>[...]: without the axes; NaN where they have no elements.</returns>
    /// <exception cref="ShapeException">There is no such axis, one stands twice, or the dtype is not floating.</exception>
    public Tensor Mean(ReadOnlySpan<int> axes, bool keepDims = false)
    {
        ShapeException.ThrowUnlessFloating("mean", Spec);
        int count = Reduction.Count(Shape, Axes.Of(Shape, axes, "mean"));
        return Sum(axes, keepDims) / count;
    }
}
