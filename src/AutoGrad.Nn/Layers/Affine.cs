namespace AutoGrad.Nn;

/// <summary>An affine map of features: <c>y = x W + b</c>.</summary>
/// <param name="Weight">[inputs, outputs]</param>
/// <param name="Bias">[outputs]: null for a map without one.</param>
public sealed record Affine(Tensor Weight, Tensor? Bias = null)
{
    /// <summary>Draws starting weights; the bias starts at 0.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="inputs">Features in; 1 or more.</param>
    /// <param name="outputs">Features out; 1 or more.</param>
    /// <param name="initializer">How the weights are drawn; <see cref="Initial.GlorotUniform"/> unless said.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <exception cref="ShapeException">There are no inputs or no outputs.</exception>
    public static Affine Init(
        RandomKey key, int inputs, int outputs, Initializer? initializer = null, DType dtype = DType.Float32, bool bias = true)
    {
        if (inputs < 1 || outputs < 1)
        {
            throw new ShapeException("affine", "inputs and outputs must be 1 or more", $"{inputs} and {outputs}");
        }

        return new Affine(
            (initializer ?? Initial.GlorotUniform)(key, [inputs, outputs], inputs, outputs, dtype), bias ? Tensor.Zeros([outputs], dtype) : null);
    }

    /// <summary>Maps a batch of examples.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[..., inputs]: of the parameters' dtype.</param>
    /// <returns>[..., outputs]</returns>
    /// <exception cref="ShapeException">The examples have another number of features.</exception>
    public static Tensor Apply(Affine p, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank == 0 || x.DType != p.Weight.DType || x.Shape[-1] != p.Weight.Shape[0])
        {
            throw new ShapeException("affine", "x must be [..., inputs] for weights [inputs, outputs] of its dtype", $"{x.Spec} and {p.Weight.Spec}");
        }

        Tensor y = Tensor.MatMul(x, p.Weight);
        return p.Bias is { } bias ? y + bias : y;
    }
}
