namespace AutoGrad.Nn;

/// <summary>
/// A convolutional network that classifies images: blocks of convolution, ReLU and max-pool, then affine layers with ReLU
/// between them.
/// </summary>
/// <param name="Convolutions">From the image inwards; each one's inputs are the outputs of the last.</param>
/// <param name="Layers">From the flattened last block to the scores.</param>
/// <param name="Padding">Zeros put around the images before each convolution, in pixels.</param>
/// <param name="PoolWindow">Height and width of the windows that become one pixel after each convolution.</param>
/// <remarks>Source of the pattern: LeCun, Bottou, Bengio and Haffner, Gradient-Based Learning Applied to Document Recognition, 1998.</remarks>
public sealed record ConvNet(Conv2d[] Convolutions, Affine[] Layers, int Padding = 0, int PoolWindow = 2)
{
    /// <summary>Draws starting parameters, in Float32.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="inputs">Of one image: [channels, height, width].</param>
    /// <param name="filters">How many in each convolution; at least one convolution.</param>
    /// <param name="window">Height and width of a filter, in pixels.</param>
    /// <param name="hidden">Features after each affine layer but the last; may be empty.</param>
    /// <param name="classes">Scores at the end.</param>
    /// <param name="padding">Zeros put around the images before each convolution, in pixels.</param>
    /// <param name="poolWindow">Height and width of the windows that become one pixel after each convolution.</param>
    /// <exception cref="ShapeException">The image is not [channels, height, width], a number is not positive, or no pixel is left after a block.</exception>
    /// <remarks>Drawn by <see cref="Initial.HeNormal"/>. For another dtype, convert: <c>Tree.Map(v => v.To(DType.Float64), p)</c>.</remarks>
    /// <example><code>ConvNet.Init(key, inputs: [1, 28, 28], filters: [32, 64], window: 5, hidden: [128], classes: 10)</code></example>
    public static ConvNet Init(
        RandomKey key, Shape inputs, int[] filters, int window, int[] hidden, int classes, int padding = 0, int poolWindow = 2)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(filters);
        ArgumentNullException.ThrowIfNull(hidden);
        if (inputs.Rank != 3 || filters.Length == 0 || window < 1 || padding < 0 || poolWindow < 1)
        {
            throw new ShapeException(
                "conv_net", "inputs must be [channels, height, width], with one convolution or more, windows of 1 or more and padding of 0 or more",
                $"inputs {inputs}, {filters.Length} convolutions, window {window}, padding {padding} and pool window {poolWindow}");
        }

        RandomKey[] keys = key.Split(filters.Length + 1);
        (int channels, int height, int width) = (inputs[0], inputs[1], inputs[2]);
        var convolutions = new Conv2d[filters.Length];
        for (int i = 0; i < convolutions.Length; i++)
        {
            convolutions[i] = Conv2d.Init(keys[i], channels, filters[i], window, initializer: Initial.HeNormal);
            channels = filters[i];
            (height, width) = (Left(height), Left(width));
            if (height < 1 || width < 1)
            {
                throw new ShapeException(
                    "conv_net", $"each block must leave a pixel, {poolWindow} by {poolWindow} windows of what a {window} by {window} filter leaves (add padding, or take fewer blocks)",
                    $"{inputs}, of which block {i} leaves none");
            }
        }

        Affine[] layers = Mlp.Chain(keys[^1], Initial.HeNormal, "conv_net", [channels * height * width, .. hidden, classes]);
        return new ConvNet(convolutions, layers, padding, poolWindow);

        int Left(int extent) => Math.Max(0, extent + 2 * padding - window + 1) / poolWindow;
    }

    /// <summary>Scores a batch of images.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[n, channels, height, width]</param>
    /// <returns>[n, classes]</returns>
    /// <exception cref="ShapeException">The images have another shape.</exception>
    public static Tensor Apply(ConvNet p, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(p);
        foreach (Conv2d convolution in p.Convolutions)
        {
            // The maximum of the cut is the cut of the maximum, bit for bit and in the gradient; this way round, less is cut.
            x = Tensor.Relu(Pool.Max2d(Conv2d.Apply(convolution, x, padding: p.Padding), p.PoolWindow));
        }

        return Mlp.Run(p.Layers, Tensor.Relu, x.Reshape([x.Shape[0], x.Shape[1] * x.Shape[2] * x.Shape[3]]));
    }
}
