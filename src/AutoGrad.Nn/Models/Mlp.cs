namespace AutoGrad.Nn;

/// <summary>A multilayer perceptron: affine layers with an activation between them.</summary>
/// <param name="Layers">From the input to the output; each layer's inputs are the outputs of the last.</param>
/// <param name="Activation">Elementwise; it follows every layer but the last.</param>
public sealed record Mlp(Affine[] Layers, Func<Tensor, Tensor> Activation)
{
    /// <summary>Draws starting parameters for ReLU between the layers, in Float32.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="widths">Features at the input, after each hidden layer, and at the output.</param>
    /// <exception cref="ShapeException">There are fewer than two widths, or one is not positive.</exception>
    /// <remarks>Drawn by <see cref="Initial.HeNormal"/>. For another dtype, convert: <c>Tree.Map(v => v.To(DType.Float64), p)</c>.</remarks>
    public static Mlp Init(RandomKey key, params ReadOnlySpan<int> widths) => Init(key, Activations.Relu, Initial.HeNormal, widths);

    /// <inheritdoc cref="Init(RandomKey, ReadOnlySpan{int})"/>
    public static Mlp Init(RandomKey key, params int[] widths)
    {
        ArgumentNullException.ThrowIfNull(widths);
        return Init(key, widths.AsSpan());
    }

    /// <summary>Draws starting parameters for an activation of choice, in Float32.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="activation">Elementwise; it follows every layer but the last.</param>
    /// <param name="initializer">How the weights are drawn: <see cref="Initial.HeNormal"/> beside ReLU, <see cref="Initial.GlorotUniform"/> beside tanh.</param>
    /// <param name="widths">Features at the input, after each hidden layer, and at the output.</param>
    /// <exception cref="ShapeException">There are fewer than two widths, or one is not positive.</exception>
    public static Mlp Init(RandomKey key, Func<Tensor, Tensor> activation, Initializer initializer, params ReadOnlySpan<int> widths)
    {
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentNullException.ThrowIfNull(initializer);
        return new Mlp(Chain(key, initializer, "mlp", widths), activation);
    }

    /// <inheritdoc cref="Init(RandomKey, Func{Tensor, Tensor}, Initializer, ReadOnlySpan{int})"/>
    public static Mlp Init(RandomKey key, Func<Tensor, Tensor> activation, Initializer initializer, params int[] widths)
    {
        ArgumentNullException.ThrowIfNull(widths);
        return Init(key, activation, initializer, widths.AsSpan());
    }

    /// <summary>Scores a batch of examples.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[..., widths[0]]</param>
    /// <returns>[..., widths[^1]]</returns>
    /// <exception cref="ShapeException">The examples have another number of features.</exception>
    public static Tensor Apply(Mlp p, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(p);
        return Run(p.Layers, p.Activation, x);
    }

    /// <summary>Layers of these widths, one after the other.</summary>
    internal static Affine[] Chain(RandomKey key, Initializer initializer, string op, ReadOnlySpan<int> widths)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (widths.Length < 2 || widths.ContainsAnyExceptInRange(1, int.MaxValue))
        {
            throw new ShapeException(op, "at least two widths are needed, input and output, each 1 or more", $"[{string.Join(", ", widths.ToArray())}]");
        }

        RandomKey[] keys = key.Split(widths.Length - 1);
        var layers = new Affine[keys.Length];
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i] = Affine.Init(keys[i], widths[i], widths[i + 1], initializer);
        }

        return layers;
    }

    /// <summary>Layers with an activation after each but the last.</summary>
    internal static Tensor Run(Affine[] layers, Func<Tensor, Tensor> activation, Tensor x)
    {
        for (int i = 0; i < layers.Length; i++)
        {
            x = Affine.Apply(layers[i], i == 0 ? x : activation(x));
        }

        return x;
    }
}
