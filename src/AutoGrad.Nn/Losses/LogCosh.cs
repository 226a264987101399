namespace AutoGrad.Nn;

public static partial class Losses
{
    // ln 2 is taken off where it is small beside |d|; nearer to 0 it would cancel all digits, and cosh d - 1 = 2 sinh²(d / 2) has them.
    private static readonly Func<Tensor, Tensor> s_logCosh = Transform.CustomJvp(
        d =>
        {
            Tensor far = Tensor.Abs(d) + (Tensor.Log1p(Tensor.Exp(-2.0 * Tensor.Abs(d))) - Math.Log(2));
            return Tensor.Where(Tensor.Abs(d) < 1.0, Tensor.Log1p(2.0 * Tensor.Square(Tensor.Sinh(0.5 * d))), far);
        },
        (d, _, dDot) => Tensor.Tanh(d) * dDot);

    private static readonly Func<Tensor, Tensor, Tensor> s_logCoshTerms = Transform.Fuse((prediction, target) => s_logCosh(prediction - target));

    /// <summary>Measures a distance as half its square where it is small and as its magnitude where it is large, smoothly: the mean of <c>log cosh(prediction - target)</c>.</summary>
    /// <param name="prediction">[...]: what the model says; a floating dtype.</param>
    /// <param name="target">[...]: what is right, of the same shape and dtype.</param>
    /// <param name="reduction">Of the terms, one an element.</param>
    /// <returns>[]: the mean; about <c>½ d²</c> near 0 and <c>|d| - log 2</c> far out. [...] if nothing is reduced.</returns>
    /// <exception cref="ShapeException">The shapes or dtypes differ: nothing is broadcast.</exception>
    /// <remarks>Derivative: the hyperbolic tangent of the distance. Neither overflows nor cancels.</remarks>
    public static Tensor LogCosh(Tensor prediction, Tensor target, Reduction reduction = Reduction.Mean)
    {
        RequireAlike("log_cosh", "prediction and target", prediction, target);
        return Reduce(s_logCoshTerms(prediction, target), reduction);
    }
}
