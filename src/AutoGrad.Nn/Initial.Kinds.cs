using System.Globalization;

namespace AutoGrad.Nn;

public static partial class Initial
{
    // The standard deviation of a standard normal distribution cut off at ±2: √(1 - 4 φ(2) / (2 Φ(2) - 1)).
    private const double TruncatedDeviation = 0.87962566103423978;

    /// <summary>Makes a way of drawing with variance <c>scale / fan</c>: of He, Glorot and LeCun, and all between.</summary>
    /// <param name="scale">1 for LeCun's and Glorot's, 2 for He's; above 0.</param>
    /// <param name="fan">By what the variance is divided.</param>
    /// <param name="spread">What kind of distribution.</param>
    /// <returns>An initializer: [shape].</returns>
    /// <exception cref="ArgumentException">The scale is not above 0, or there is no such fan or spread.</exception>
    public static Initializer VarianceScaling(double scale = 1, Fan fan = Fan.In, Spread spread = Spread.TruncatedNormal)
    {
        RequireAbove("variance_scaling", "scale", scale);
        if (!Enum.IsDefined(fan) || !Enum.IsDefined(spread))
        {
            throw new ArgumentException($"variance_scaling: fan must be In, Out or Average, and spread Normal, TruncatedNormal or Uniform; got {fan} and {spread}.");
        }

        return (key, shape, fanIn, fanOut, dtype) =>
        {
            double variance = scale / (fan switch { Fan.In => fanIn, Fan.Out => fanOut, _ => (fanIn + fanOut) / 2.0 });
            return spread switch
            {
                Spread.Normal => Draw.Normal(key, shape, 0, Math.Sqrt(variance), dtype),
                Spread.Uniform => Even(key, shape, variance, dtype),
                _ => Math.Sqrt(variance) / TruncatedDeviation * Draw.TruncatedNormal(key, shape, -2, 2, dtype),
            };
        };
    }

    /// <summary>Makes a way of drawing from a normal distribution, whatever the fans.</summary>
    /// <param name="deviation">The standard deviation; 0 or more.</param>
    /// <param name="mean">Where the distribution is centred.</param>
    /// <returns>An initializer: [shape].</returns>
    public static Initializer Normal(double deviation, double mean = 0) => (key, shape, _, _, dtype) => Draw.Normal(key, shape, mean, deviation, dtype);

    /// <summary>Makes a way of drawing from a normal distribution without what is beyond two of its deviations, whatever the fans.</summary>
    /// <param name="deviation">That of the whole distribution; above 0. That of the draws is 0.88 of it.</param>
    /// <param name="mean">Where the distribution is centred.</param>
    /// <returns>An initializer: [shape], within two deviations of the mean.</returns>
    /// <exception cref="ArgumentException">The deviation is not above 0.</exception>
    public static Initializer TruncatedNormal(double deviation, double mean = 0)
    {
        RequireAbove("truncated_normal", "deviation", deviation);
        return (key, shape, _, _, dtype) => mean + deviation * Draw.TruncatedNormal(key, shape, -2, 2, dtype);
    }

    /// <summary>Makes a way of drawing evenly from an interval, whatever the fans.</summary>
    /// <param name="low">The least number; it may come.</param>
    /// <param name="high">The end; it does not come itself.</param>
    /// <returns>An initializer: [shape], in [low, high).</returns>
    public static Initializer Uniform(double low, double high) => (key, shape, _, _, dtype) => Draw.Uniform(key, shape, low, high, dtype);

    /// <summary>Makes a way of drawing nothing: one number everywhere.</summary>
    /// <param name="value">Which.</param>
    /// <returns>An initializer: [shape].</returns>
    public static Initializer Constant(double value) => (_, shape, _, _, dtype) => Tensor.Full(shape, value, dtype);

    /// <summary>Draws nothing: the identity, with which a layer begins by passing its inputs on.</summary>
    /// <inheritdoc cref="GlorotUniform"/>
    /// <returns>[shape], a matrix: 1 where row and column are alike, else 0.</returns>
    /// <exception cref="ShapeException">The shape is not that of a matrix.</exception>
    public static Tensor Identity(RandomKey key, Shape shape, int fanIn, int fanOut, DType dtype = DType.Float32)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape.Rank == 2
            ? Tensor.Eye(shape[0], dtype, shape[1])
            : throw new ShapeException("identity", "a matrix is needed, [n, m]", shape.ToString());
    }

    /// <summary>Makes a way of drawing matrices that keep lengths: all orthogonal matrices are alike likely.</summary>
    /// <param name="gain">What the matrix is multiplied by; above 0.</param>
    /// <returns>An initializer: [n, ...] of two axes or more. Axes after the first count as one; of that matrix the rows are orthogonal, or the columns if they are fewer.</returns>
    /// <exception cref="ArgumentException">The gain is not above 0.</exception>
    /// <remarks>
    /// Sources: Saxe, McClelland and Ganguli, Exact solutions to the nonlinear dynamics of learning in deep linear neural
    /// networks, 2014; Mezzadri, How to generate random matrices from the classical compact groups, 2007, section 5.
    /// </remarks>
    public static Initializer Orthogonal(double gain = 1)
    {
        RequireAbove("orthogonal", "gain", gain);
        return (key, shape, _, _, dtype) =>
        {
            if (shape.Rank < 2)
            {
                throw new ShapeException("orthogonal", "a matrix needs two axes or more, [n, ...]", shape.ToString());
            }

            (int rows, int columns) = (shape[0], shape[1..].Size);
            (int longer, int shorter) = (Math.Max(rows, columns), Math.Min(rows, columns));
            (Tensor q, Tensor r) = LinearAlgebra.Qr(Draw.Normal(key, [longer, shorter], dtype: DType.Float64));

            // Without the signs, which directions come would depend on how the factors are found.
            Tensor even = q * Tensor.Where(r.Diagonal() < 0.0, -1.0, Tensor.Ones([shorter], DType.Float64));
            return (gain * (rows < columns ? even.T : even)).Reshape(shape).To(dtype);
        };
    }

    private static void RequireAbove(string op, string name, double value)
    {
        if (!(value > 0 && double.IsFinite(value)))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{op}: {name} must be above 0 and finite; got {value}."));
        }
    }
}
