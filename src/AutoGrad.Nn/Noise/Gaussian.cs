namespace AutoGrad.Nn;

public static partial class Noise
{
    /// <summary>Adds normal noise of mean 0.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="x">[...]: a floating dtype.</param>
    /// <param name="deviation">The noise's standard deviation; 0 or more.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <exception cref="ArgumentException">The deviation is below 0.</exception>
    public static Tensor Gaussian(RandomKey key, Tensor x, double deviation)
    {
        Require("gaussian_noise", key, x, deviation >= 0 && double.IsFinite(deviation), "deviation must be 0 or more and finite", deviation);
        return x + Draw.Normal(key, x.Shape, 0, deviation, x.DType);
    }

    /// <summary>Multiplies with normal noise of mean 1 and variance <c>rate / (1 - rate)</c>, as much as dropout's.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="x">[...]: a floating dtype.</param>
    /// <param name="rate">Of the dropout that it stands for; in [0, 1).</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <exception cref="ArgumentException">The rate is not in [0, 1).</exception>
    /// <remarks>Source: Srivastava et al., Dropout, 2014, section 10.</remarks>
    public static Tensor GaussianDropout(RandomKey key, Tensor x, double rate)
    {
        Require("gaussian_dropout", key, x, rate is >= 0 and < 1, "rate must be in [0, 1)", rate);
        return x * Draw.Normal(key, x.Shape, 1, Math.Sqrt(rate / (1 - rate)), x.DType);
    }
}
