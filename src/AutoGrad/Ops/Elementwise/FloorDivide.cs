using System.Numerics;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Divides and rounds down, element by element: <c>z = floor(x / y)</c>; Python's <c>x // y</c>.</summary>
    /// <param name="x">[...]: any dtype but Bool.</param>
    /// <param name="y">[...]: the same dtype; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: the joint shape; of floating numbers NaN where y is 0 or x infinite.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ or are Bool.</exception>
    /// <exception cref="DivideByZeroException">An integer of y is 0.</exception>
    /// <remarks>Derivative: 0. With <see cref="Remainder"/>, <c>x = y z + rest</c>.</remarks>
    public static Tensor FloorDivide(Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.DType.IsInteger())
        {
            return FloorDivideOp.Instance.Apply(x, y);
        }

        // From the rest and not from x / y, which may round up to a whole number that it does not reach.
        return Round((x - RemainderOp.Floored.Apply(x, y)) / y);
    }
}

/// <summary>Quotients of integers, rounded down.</summary>
internal sealed record FloorDivideOp : IntegerBinary
{
    public static readonly FloorDivideOp Instance = new();

    public override string Name => "floor_divide";

    protected override void RunAs<T>(DenseTensor x, DenseTensor y, DenseTensor z) => EachDivided<T, Quotient>(x, y, z);

    private readonly struct Quotient : IFunction
    {
        // The least number divided by -1 stays itself, as its negation does: there is no greater one to hold it.
        public static T Of<T>(T x, T y)
            where T : IBinaryInteger<T>
        {
            if (T.IsNegative(y) && y + T.One == T.Zero)
            {
                return unchecked(T.Zero - x);
            }

            (T quotient, T rest) = T.DivRem(x, y);
            return rest != T.Zero && T.IsNegative(rest) != T.IsNegative(y) ? quotient - T.One : quotient;
        }
    }
}
