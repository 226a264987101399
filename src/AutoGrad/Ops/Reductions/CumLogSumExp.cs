namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Adds up in the exponential domain along an axis, without overflow: <c>yᵢ = ln (exp(x₀) + … + exp(xᵢ))</c>.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="exclusive">Whether a place leaves its own element out, and the first has -∞.</param>
    /// <param name="reverse">Whether to run from the last place to the first.</param>
    /// <returns>[...]: this shape.</returns>
    /// <exception cref="ShapeException">There is no such axis, or the dtype is not floating.</exception>
    /// <remarks>Derivative: each place's softmax over those before it; 0 where all are -∞.</remarks>
    public Tensor CumLogSumExp(int axis, bool exclusive = false, bool reverse = false)
    {
        ShapeException.ThrowUnlessFloating("cum_log_sum_exp", Spec);
        return Cumulation.Run(
            this, Shape.Axis(axis, "cum_log_sum_exp"), exclusive, reverse, double.NegativeInfinity, (x, y) => Stack([x, y], axis: -1).LogSumExp(axis: -1));
    }
}
