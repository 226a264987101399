namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Averages in the exponential domain, without overflow: <c>y = ln(1/n Σ exp(xᵢ))</c> over all elements.</summary>
    /// <returns>[]: -∞ if all elements are; NaN for no elements.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <remarks>Derivative: the softmax; 0 where every element is -∞.</remarks>
    public Tensor LogMeanExp() => LogMeanExp([]);

    /// <summary>Averages along an axis in the exponential domain, without overflow: <c>y = ln(1/n Σ exp(xᵢ))</c>.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <returns>[...]: without the axis.</returns>
    /// <exception cref="ShapeException">There is no such axis, or the dtype is not floating.</exception>
    /// <remarks>Derivative: the softmax along the axis; 0 where every element is -∞.</remarks>
    public Tensor LogMeanExp(int axis, bool keepDims = false) => LogMeanExp([axis], keepDims);

    /// <summary>Averages along several axes in the exponential domain, without overflow: <c>y = ln(1/n Σ exp(xᵢ))</c>.</summary>
    /// <param name="axes">Each in [-rank, rank); none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <returns>[...]: without the axes; NaN where they have no elements.</returns>
    /// <exception cref="ShapeException">There is no such axis, one stands twice, or the dtype is not floating.</exception>
    /// <remarks>Derivative: the softmax over the axes; 0 where every element is -∞.</remarks>
    public Tensor LogMeanExp(ReadOnlySpan<int> axes, bool keepDims = false)
    {
        ShapeException.ThrowUnlessFloating("log_mean_exp", Spec);
        int count = Reduction.Count(Shape, Axes.Of(Shape, axes, "log_mean_exp"));
        return LogSumExp(axes, keepDims) - Math.Log(count);
    }
}
