using System.Globalization;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes a norm of the elements along an axis: <c>y = (Σ |xᵢ|ᵖ)^(1/p)</c>.</summary>
    /// <param name="axis">In [-rank, rank).</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <param name="p">Above 0; 1 for the sum of magnitudes, 2 for the length, infinity for the greatest magnitude.</param>
    /// <returns>[...]: without the axis; 0 where there are no elements.</returns>
    /// <exception cref="ShapeException">There is no such axis, or the dtype is not floating, or p is not above 0.</exception>
    /// <remarks>Neither overflows nor underflows on the way. Derivative: <c>sign(xᵢ) (|xᵢ| / y)ᵖ⁻¹</c>, and 0 at 0; for infinity, equal magnitudes share evenly.</remarks>
    public Tensor Norm(int axis, bool keepDims = false, double p = 2) => Norm([axis], keepDims, p);

    /// <summary>Computes a norm of the elements along some axes, or of all: <c>y = (Σ |xᵢ|ᵖ)^(1/p)</c>.</summary>
    /// <param name="axes">Each in [-rank, rank); none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <param name="p">Above 0; 1 for the sum of magnitudes, 2 for the length, infinity for the greatest magnitude.</param>
    /// <returns>[...]: without the axes; 0 where there are no elements.</returns>
    /// <exception cref="ShapeException">There is no such axis, one stands twice, or the dtype is not floating, or p is not above 0.</exception>
    /// <remarks>Neither overflows nor underflows on the way. Derivative: <c>sign(xᵢ) (|xᵢ| / y)ᵖ⁻¹</c>, and 0 at 0; for infinity, equal magnitudes share evenly.</remarks>
    public Tensor Norm(ReadOnlySpan<int> axes = default, bool keepDims = false, double p = 2)
    {
        ShapeException.ThrowUnlessFloating("norm", Spec);
        if (!(p > 0))
        {
            throw new ShapeException("norm", "p must be above 0 (count what is not 0 with CountNonZero)", p.ToString(CultureInfo.InvariantCulture));
        }

        Axes reduced = Axes.Of(Shape, axes, "norm");
        if (p == 1 || Reduction.Count(Shape, reduced) == 0)
        {
            return Abs(this).Sum(axes, keepDims);
        }

        Tensor greatest = Abs(this).Max(axes, keepDims: true);
        if (double.IsPositiveInfinity(p))
        {
            return keepDims ? greatest : greatest.Reshape(reduced.Reduce(Shape, keepDims: false));
        }

        // The norm does not depend on the unit it is measured in, so that derivatives may take the unit for a constant.
        Tensor unit = Transform.StopGradient(greatest);
        unit = Where(Equal(unit, 0) | Equal(unit, double.PositiveInfinity), 1.0, unit);
        Tensor scaled = this / unit;
        Tensor y = p == 2 ? SafeSqrt(Square(scaled).Sum(axes, keepDims: true)) : PowerOrZero(PowerOrZero(Abs(scaled), p).Sum(axes, keepDims: true), 1 / p);
        y *= unit;
        return keepDims ? y : y.Reshape(reduced.Reduce(Shape, keepDims: false));
    }

    // A power, with slope 0 at 0 in every order: the power itself never sees a 0.
    internal static Tensor PowerOrZero(Tensor x, double p)
    {
        Tensor isZero = Equal(x, 0);
        return Where(isZero, 0.0, Pow(Where(isZero, 1.0, x), p));
    }
}
