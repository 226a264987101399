namespace AutoGrad.Nn;

public static partial class Noise
{
    // -λ α of SELU: where it saturates.
    private const double Saturation = -1.7580993408473766;

    /// <summary>Saturates a part of the elements as SELU would, and shifts and scales all, so that a mean of 0 and a variance of 1 stay.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="x">[...]: behind a SELU; a floating dtype.</param>
    /// <param name="rate">Which part; in [0, 1].</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>; all 0 at a rate of 1, and x itself at 0.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <exception cref="ArgumentException">The rate is not in [0, 1].</exception>
    /// <remarks>Derivative: 0 for what was saturated. Source: Klambauer et al., Self-Normalizing Neural Networks, 2017, section 3.</remarks>
    public static Tensor AlphaDropout(RandomKey key, Tensor x, double rate)
    {
        RequireRate("alpha_dropout", key, x, rate);
        if (rate is 0 or 1)
        {
            return rate == 0 ? x : Tensor.ZerosLike(x);
        }

        double scale = 1 / Math.Sqrt((1 - rate) * (1 + rate * Saturation * Saturation));
        double shift = -scale * rate * Saturation;
        return scale * Tensor.Where(Draw.Bernoulli(key, x.Shape, 1 - rate), x, Saturation) + shift;
    }
}
