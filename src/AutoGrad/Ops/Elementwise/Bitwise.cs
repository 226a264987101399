using System.Numerics;

namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Combines bits: those set in both; the operator <c>x &amp; y</c>.</summary>
    /// <param name="x">[...]: integers or Bool.</param>
    /// <param name="y">[...]: the same dtype; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: the joint shape and dtype.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ or are floating.</exception>
    public static Tensor BitwiseAnd(Tensor x, Tensor y) => BitwiseOp.Apply(LogicOp.And, BitwiseOp.And, x, y);

    /// <summary>Combines bits: those set in at least one; the operator <c>x | y</c>.</summary>
    /// <param name="x">[...]: integers or Bool.</param>
    /// <param name="y">[...]: the same dtype; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: the joint shape and dtype.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ or are floating.</exception>
    public static Tensor BitwiseOr(Tensor x, Tensor y) => BitwiseOp.Apply(LogicOp.Or, BitwiseOp.Or, x, y);

    /// <summary>Combines bits: those set in exactly one; the operator <c>x ^ y</c>.</summary>
    /// <param name="x">[...]: integers or Bool.</param>
    /// <param name="y">[...]: the same dtype; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: the joint shape and dtype.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ or are floating.</exception>
    public static Tensor BitwiseXor(Tensor x, Tensor y) => BitwiseOp.Apply(LogicOp.Xor, BitwiseOp.Xor, x, y);

    /// <summary>Turns every bit round; the operator <c>~x</c>, of truth values <c>!x</c>.</summary>
    /// <param name="x">[...]: integers or Bool.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    /// <exception cref="ShapeException">The dtype is floating.</exception>
    public static Tensor BitwiseNot(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.DType == DType.Bool)
        {
            return !x;
        }

        // x ^ 11…1, which is -1 where there are signs.
        bool hasSign = x.DType is DType.Int32 or DType.Int64;
        double ones = hasSign ? -1 : x.DType == DType.UInt8 ? byte.MaxValue : uint.MaxValue;
        ShapeException.ThrowUnless(x.DType.IsInteger(), "bitwise_not", "integers are needed (convert with x.To(DType.Int32))", x.Spec);
        return BitwiseOp.Xor.Apply(x, Full(Shape.Scalar, ones, x.DType));
    }

    /// <summary>Turns every bit of integers round.</summary>
    public static Tensor operator ~(Tensor x) => BitwiseNot(x);
}

/// <summary>Bits of integers combined.</summary>
internal sealed record BitwiseOp : IntegerBinary
{
    public static readonly BitwiseOp And = new("bitwise_and");
    public static readonly BitwiseOp Or = new("bitwise_or");
    public static readonly BitwiseOp Xor = new("bitwise_xor");

    private BitwiseOp(string name) => Name = name;

    public override string Name { get; }

    /// <summary>Truth values are combined by their own operation, integers bit by bit.</summary>
    public static Tensor Apply(LogicOp logic, BitwiseOp bitwise, Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.DType.IsInteger() ? bitwise.Apply(x, y) : logic.Apply(x, y);
    }

    protected override void RunAs<T>(DenseTensor x, DenseTensor y, DenseTensor z)
    {
        switch (Name)
        {
            case "bitwise_and": Each<T, Conjunction>(x, y, z); break;
            case "bitwise_or": Each<T, Disjunction>(x, y, z); break;
            default: Each<T, Difference>(x, y, z); break;
        }
    }

    private readonly struct Conjunction : IFunction
    {
        public static T Of<T>(T x, T y)
            where T : IBinaryInteger<T> => x & y;
    }

    private readonly struct Disjunction : IFunction
    {
        public static T Of<T>(T x, T y)
            where T : IBinaryInteger<T> => x | y;
    }

    private readonly struct Difference : IFunction
    {
        public static T Of<T>(T x, T y)
            where T : IBinaryInteger<T> => x ^ y;
    }
}
