namespace AutoGrad.Nn;

public static partial class Normalize
{
    /// <summary>Scales each slice along an axis to length 1: <c>y = x / max(‖x‖ₚ, ε)</c>.</summary>
    /// <param name="x">[...]: a floating dtype.</param>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="p">Which norm; above 0: 1 for the sum of magnitudes, 2 for the length, infinity for the greatest magnitude.</param>
    /// <param name="epsilon">The least norm that is divided by; above 0.</param>
    /// <returns>[...]: 0 where x is 0 throughout a slice.</returns>
    /// <exception cref="ShapeException">There is no such axis, the dtype is not floating, or p is not above 0.</exception>
    /// <exception cref="ArgumentException">Epsilon is negative.</exception>
    public static Tensor Unit(Tensor x, int axis = -1, double p = 2, double epsilon = 1e-12) => Unit(x, [axis], p, epsilon);

    /// <summary>Scales each slice over several axes to length 1: <c>y = x / max(‖x‖ₚ, ε)</c>.</summary>
    /// <param name="x">[...]: a floating dtype.</param>
    /// <param name="axes">Each in [-rank, rank); none means all.</param>
    /// <param name="p">Which norm; above 0: 1 for the sum of magnitudes, 2 for the length, infinity for the greatest magnitude.</param>
    /// <param name="epsilon">The least norm that is divided by; 0 or more.</param>
    /// <returns>[...]: 0 where x is 0 throughout a slice, unless epsilon is 0.</returns>
    /// <exception cref="ShapeException">There is no such axis, one stands twice, the dtype is not floating, or p is not above 0.</exception>
    /// <exception cref="ArgumentException">Epsilon is negative.</exception>
    public static Tensor Unit(Tensor x, ReadOnlySpan<int> axes, double p = 2, double epsilon = 1e-12)
    {
        Arguments.RequireFloating("unit_norm", x);
        RequireEpsilon("unit_norm", epsilon);
        return x / Tensor.Maximum(x.Norm(axes, keepDims: true, p), epsilon);
    }
}
