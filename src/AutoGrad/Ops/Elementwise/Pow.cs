using System.Numerics;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Raises to a power, element by element: <c>z = xʸ</c>.</summary>
    /// <param name="x">[...]: the base; any dtype but Bool.</param>
    /// <param name="y">[...]: the exponent; the same dtype; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: the joint shape; NaN for a negative base with a broken exponent. Integers that overflow keep their last bits.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ or are Bool.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The exponent of an integer is negative.</exception>
    /// <remarks>
    /// Derivatives: <c>y xʸ⁻¹</c>, 0 where y = 0, and <c>z ln x</c>, 0 where x = 0 and y ≥ 0.
    /// </remarks>
    public static Tensor Pow(Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.DType.IsInteger() ? IntegerPowOp.Instance.Apply(x, y) : PowOp.Instance.Apply(x, y);
    }

    /// <summary>Raises each element to one power: <c>z = xʸ</c>; F#'s <c>x ** y</c>.</summary>
    /// <param name="x">[...]: the base; any dtype but Bool.</param>
    /// <param name="y">The exponent, which takes the dtype of <paramref name="x"/>.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    /// <remarks>Derivative: <c>y xʸ⁻¹</c>, 0 where y = 0.</remarks>
    public static Tensor Pow(Tensor x, double y)
    {
        ArgumentNullException.ThrowIfNull(x);
        return y == 2 && x.DType != DType.Bool ? Square(x) : Pow(x, Weak(y, x.DType, "pow"));
    }

    /// <summary>Raises one number to each element: <c>z = xʸ</c>.</summary>
    /// <param name="x">The base.</param>
    /// <param name="y">[...]: the exponent; any dtype but Bool.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="y"/>.</returns>
    /// <remarks>Derivative: <c>z ln x</c>.</remarks>
    public static Tensor Pow(double x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(y);
        return Pow(Weak(x, y.DType, "pow"), y);
    }
}

internal sealed record PowOp : ElementwiseBinary
{
    public static readonly PowOp Instance = new();

    public override string Name => "pow";

    public override Saved Saved => Saved.Inputs | Saved.Output;

    protected override bool TakesIntegers => false;

    protected override double Nanoseconds => ElementwiseWork.Long;

    protected override void Kernel<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
    {
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = Power(x[i], y[i]);
        }
    }

    protected override void Kernel<T>(ReadOnlySpan<T> x, T y, Span<T> z)
    {
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = Power(x[i], y);
        }
    }

    protected override void Kernel<T>(T x, ReadOnlySpan<T> y, Span<T> z)
    {
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = Power(x, y[i]);
        }
    }

    // With y = 0 the slope is 0 even where xʸ⁻¹ is infinite; and the exponent must not turn to -1 there, or the second
    // derivative would meet 0 · ∞ in its turn.
    protected override Tensor DifferentialLeft(Tensor v, Tensor x, Tensor y, Tensor z)
    {
        Tensor isZero = Tensor.Equal(y, 0);
        return v * (y * Tensor.Pow(x, Tensor.Where(isZero, 1.0, y) - 1.0));
    }

    // x⁰ and 0ʸ (y > 0) do not move with y at x = 0: ln 1 = 0 says so without meeting ln 0.
    protected override Tensor DifferentialRight(Tensor v, Tensor x, Tensor y, Tensor z) =>
        v * (z * Tensor.Log(Tensor.Where(Tensor.Equal(x, 0) & (y >= 0.0), 1.0, x)));

    // The family's kernels are for any number; this one computes in Float64, which holds every Float32 power exactly enough.
    private static T Power<T>(T x, T y)
        where T : INumber<T> => T.CreateTruncating(Math.Pow(double.CreateTruncating(x), double.CreateTruncating(y)));
}
