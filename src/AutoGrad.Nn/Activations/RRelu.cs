using System.Globalization;

namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Flattens each element below 0 by a slope that is drawn for it, for training: <c>y = x</c> above 0, <c>slope · x</c> elsewhere.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <param name="low">The least slope.</param>
    /// <param name="high">The end of the slopes; above <paramref name="low"/>.</param>
    /// <returns>[...]: for inference use <see cref="LeakyRelu"/> with the mean slope, 0.2292 of those unless given.</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <exception cref="ArgumentException"><paramref name="low"/> is not below <paramref name="high"/>.</exception>
    /// <remarks>Derivative: 1 above 0, and the slope drawn elsewhere, at 0 too. Source: Xu, Wang, Chen and Li, arXiv:1505.00853, section 2.4.</remarks>
    public static Tensor RRelu(RandomKey key, Tensor x, double low = 1.0 / 8, double high = 1.0 / 3)
    {
        ArgumentNullException.ThrowIfNull(key);
        Arguments.RequireFloating("rrelu", x);
        if (!(low < high))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"rrelu: low must be below high; got {low} and {high}."));
        }

        return PRelu(x, Draw.Uniform(key, x.Shape, low, high, x.DType));
    }
}
