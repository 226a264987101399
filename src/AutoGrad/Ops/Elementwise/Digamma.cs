namespace AutoGrad;

public abstract partial class Tensor
{
    /// <summary>Computes the derivative of the logarithm of the gamma function: <c>y = ψ(x) = Γ'(x) / Γ(x)</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>, within 4 ulp, below 0 away from roots; ∓∞ at ±0, NaN at the negative whole numbers.</returns>
    /// <remarks>Derivative: <c>ψ'(x)</c>, <see cref="Polygamma"/> of order 1.</remarks>
    public static Tensor Digamma(Tensor x) => new PolygammaOp(0).Apply(x);
}
