namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Multiplies each element of one tensor by each of another: <c>z[i, j] = x[i] y[j]</c>.</summary>
    /// <param name="x">[...]: any dtype but Bool.</param>
    /// <param name="y">[...]: the same dtype.</param>
    /// <returns>[x's axes, y's axes]</returns>
    /// <exception cref="ShapeException">The dtypes differ.</exception>
    public static Tensor Outer(Tensor x, Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return x.Reshape([.. x.Shape, .. Enumerable.Repeat(1, y.Rank)]) * y;
    }
}
