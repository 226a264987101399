namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Rounds the corner of ReLU without exponentials: <c>y = (x + √(x² + b)) / 2</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <param name="b">How wide the corner is, in squared units of x; above 0.</param>
    /// <returns>[...]: above 0; √b / 2 at 0.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <exception cref="ArgumentException"><paramref name="b"/> is not above 0.</exception>
    /// <remarks>
    /// Derivative: <c>(1 + x / √(x² + b)) / 2</c>. Computed as <c>max(x, 0) + b / (2 (|x| + √(x² + b)))</c>: nothing cancels far below 0.
    /// Source: Barron, arXiv:2112.11687, equation 1.
    /// </remarks>
    public static Tensor Squareplus(Tensor x, double b = 4)
    {
        Arguments.RequireFloating("squareplus", x);
        RequirePositive("squareplus", "b", b);

        // |x| with slope -1 at 0, where Relu has 0: together they have the ½ of the smooth whole.
        Tensor distance = Tensor.Where(x > 0.0, x, -x);

        // √(x² + b), which is |x| long before its square could overflow.
        Tensor near = Tensor.Clamp(distance, 0, x.DType == DType.Float32 ? 1e18 : 1e150);
        Tensor root = Tensor.Sqrt(Tensor.Square(near) + b) + (distance - near);
        return Tensor.Relu(x) + b / (2.0 * (distance + root));
    }
}
