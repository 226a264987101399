namespace AutoGrad;

public static partial class LinearAlgebra
{
    /// <summary>Multiplies matrices by themselves: <c>y = x x ⋯ x</c>. It is not the power of each element.</summary>
    /// <param name="x">[..., n, n]: of a floating dtype; invertible for a negative exponent.</param>
    /// <param name="exponent">How many factors; 0 gives the identity, and negative ones are factors of the inverse.</param>
    /// <returns>[..., n, n]</returns>
    /// <exception cref="ShapeException">The matrices are not square, or the dtype is not floating.</exception>
    /// <exception cref="ArithmeticException">The exponent is negative and a matrix singular; the message says which and where that showed.</exception>
    /// <remarks>By repeated squaring: about <c>2 log₂|exponent|</c> products.</remarks>
    public static Tensor Power(Tensor x, int exponent)
    {
        RequireSquare("power", x);
        Tensor? y = null;
        Tensor square = exponent < 0 ? Inverse(x) : x;
        for (uint rest = exponent < 0 ? (uint)-(long)exponent : (uint)exponent; rest > 0; rest >>= 1)
        {
            if ((rest & 1) != 0)
            {
                y = y is null ? square : Tensor.MatMul(y, square);
            }

            square = rest > 1 ? Tensor.MatMul(square, square) : square;
        }

        return y ?? EyeLike(x).BroadcastTo(x.Shape);
    }
}
