namespace AutoGrad.Nn;

public static partial class Noise
{
    /// <summary>Puts a part of the elements to 0, and divides the others by <c>1 - rate</c>, so that the expectation stays.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="x">[...]: a floating dtype.</param>
    /// <param name="rate">Which part; in [0, 1].</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>; all 0 at a rate of 1, and x itself at 0.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <exception cref="ArgumentException">The rate is not in [0, 1].</exception>
    /// <remarks>Derivative: 0 for what was dropped. Source: Srivastava et al., Dropout, 2014, section 10.</remarks>
    public static Tensor Dropout(RandomKey key, Tensor x, double rate)
    {
        RequireRate("dropout", key, x, rate);
        return Kept(key, x, x.Shape, rate);
    }

    /// <summary>Puts a part of the channels to 0 as a whole, and divides the others by <c>1 - rate</c>: neighbouring places tell the same, so single ones would not be missed.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="x">[n, c, ...]: a floating dtype.</param>
    /// <param name="rate">Which part; in [0, 1].</param>
    /// <returns>[n, c, ...]: the shape and dtype of <paramref name="x"/>.</returns>
    /// <exception cref="ShapeException">The dtype is not floating, or there is no axis of channels.</exception>
    /// <exception cref="ArgumentException">The rate is not in [0, 1].</exception>
    /// <remarks>Derivative: 0 for what was dropped. Source: Tompson et al., Efficient Object Localization Using Convolutional Networks, 2015, section 3.2.</remarks>
    public static Tensor SpatialDropout(RandomKey key, Tensor x, double rate)
    {
        RequireRate("spatial_dropout", key, x, rate);
        if (x.Rank < 2)
        {
            throw new ShapeException("spatial_dropout", "x must be [n, c, ...]", x.Spec.ToString());
        }

        return Kept(key, x, [x.Shape[0], x.Shape[1], .. Enumerable.Repeat(1, x.Rank - 2)], rate);
    }
}
