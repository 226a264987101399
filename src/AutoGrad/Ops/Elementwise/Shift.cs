using System.Numerics;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Moves the bits of each integer up: <c>z = x 2ʸ</c>, without the bits that no longer fit; the operator <c>x &lt;&lt; y</c>.</summary>
    /// <param name="x">[...]: integers.</param>
    /// <param name="y">[...]: by how many places, 0 or more; the same dtype; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: the joint shape; 0 where y is the number of bits or more.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ or are no integers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A distance is negative.</exception>
    public static Tensor LeftShift(Tensor x, Tensor y) => ShiftOp.Left.Apply(x, y);

    /// <summary>Moves the bits of each integer down: <c>z = floor(x / 2ʸ)</c>; the operator <c>x &gt;&gt; y</c>.</summary>
    /// <param name="x">[...]: integers.</param>
    /// <param name="y">[...]: by how many places, 0 or more; the same dtype; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: the joint shape; 0, or -1 for negative x, where y is the number of bits or more.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ or are no integers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A distance is negative.</exception>
    public static Tensor RightShift(Tensor x, Tensor y) => ShiftOp.Right.Apply(x, y);

    /// <summary>Moves the bits of each integer up.</summary>
    public static Tensor operator <<(Tensor x, Tensor y) => LeftShift(x, y);

    /// <summary>Moves the bits of each integer up.</summary>
    public static Tensor operator <<(Tensor x, int y)
    {
        ArgumentNullException.ThrowIfNull(x);
        return LeftShift(x, Weak(y, x.DType, "left_shift"));
    }

    /// <summary>Moves the bits of each integer down.</summary>
    public static Tensor operator >>(Tensor x, Tensor y) => RightShift(x, y);

    /// <summary>Moves the bits of each integer down.</summary>
    public static Tensor operator >>(Tensor x, int y)
    {
        ArgumentNullException.ThrowIfNull(x);
        return RightShift(x, Weak(y, x.DType, "right_shift"));
    }
}

/// <summary>Bits of integers moved up or down.</summary>
internal sealed record ShiftOp(bool IsLeft) : IntegerBinary
{
    public static readonly ShiftOp Left = new(true);
    public static readonly ShiftOp Right = new(false);

    public override string Name => IsLeft ? "left_shift" : "right_shift";

    protected override void RunAs<T>(DenseTensor x, DenseTensor y, DenseTensor z)
    {
        const string What = "a distance in bits";
        if (IsLeft)
        {
            EachNotNegative<T, Up>(x, y, z, What);
        }
        else
        {
            EachNotNegative<T, Down>(x, y, z, What);
        }
    }

    // Shifts of the hardware count modulo the width.
    private static bool IsWhole<T>(T y)
        where T : IBinaryInteger<T> => y >= T.CreateTruncating(8 * y.GetByteCount());

    private readonly struct Up : IFunction
    {
        public static T Of<T>(T x, T y)
            where T : IBinaryInteger<T> => IsWhole(y) ? T.Zero : x << int.CreateTruncating(y);
    }

    private readonly struct Down : IFunction
    {
        public static T Of<T>(T x, T y)
            where T : IBinaryInteger<T> =>
            IsWhole(y) ? T.IsNegative(x) ? T.Zero - T.One : T.Zero : x >> int.CreateTruncating(y);
    }
}
