namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes what a division rounded towards 0 leaves: <c>z = x - y trunc(x / y)</c>, with the sign of x; C#'s <c>x % y</c>.</summary>
    /// <param name="x">[...]: any dtype but Bool.</param>
    /// <param name="y">[...]: the same dtype; its shape broadcasts with that of <paramref name="x"/>.</param>
    /// <returns>[...]: the joint shape, exact; NaN where y is 0 or x infinite.</returns>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the dtypes differ or are Bool.</exception>
    /// <exception cref="DivideByZeroException">An integer of y is 0.</exception>
    /// <remarks>Derivatives: 1 and <c>-trunc(x / y)</c>, at the jumps too. <see cref="Remainder"/> has the sign of y.</remarks>
    public static Tensor Fmod(Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.DType.IsInteger() ? IntegerRemainderOp.Truncated.Apply(x, y) : RemainderOp.Truncated.Apply(x, y);
    }
}
