using System.Globalization;

namespace AutoGrad.Nn;

public static partial class Activations
{
    /// <summary>Cuts each element off at two bounds: <c>y = min(max(x, low), high)</c>.</summary>
    /// <param name="x">[...]: any shape; a floating dtype.</param>
    /// <param name="low">The least value.</param>
    /// <param name="high">The greatest value; above <paramref name="low"/>.</param>
    /// <returns>[...]: in [low, high].</returns>
    /// <exception cref="ShapeException">The dtype is not floating.</exception>
    /// <exception cref="ArgumentException"><paramref name="low"/> is not below <paramref name="high"/>.</exception>
    /// <remarks>Derivative: 1 inside, and 0 elsewhere, on the bounds too (where <see cref="Tensor.Clamp(Tensor, double, double)"/> has 1).</remarks>
    public static Tensor HardTanh(Tensor x, double low = -1, double high = 1)
    {
        Arguments.RequireFloating("hard_tanh", x);
        if (!(low < high))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"hard_tanh: low must be below high; got {low} and {high}."));
        }

        return Cut(x, low, high);
    }
}
