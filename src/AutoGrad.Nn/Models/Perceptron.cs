namespace AutoGrad.Nn;

/// <summary>A perceptron: one weighted sum, whose sign tells two classes apart.</summary>
/// <param name="Score">From the features to one score.</param>
/// <remarks>Train it with <see cref="Losses.Hinge"/>. Source: Rosenblatt, The Perceptron, Psychological Review 65, 1958.</remarks>
public sealed record Perceptron(Affine Score)
{
    /// <summary>Makes the perceptron that knows nothing: weights of 0, as a single layer has no units to tell apart.</summary>
    /// <param name="inputs">Features; 1 or more.</param>
    /// <param name="dtype">A floating dtype.</param>
    /// <exception cref="ShapeException">There are no features.</exception>
    public static Perceptron Init(int inputs, DType dtype = DType.Float32) => inputs >= 1
        ? new Perceptron(new Affine(Tensor.Zeros([inputs, 1], dtype), Tensor.Zeros([1], dtype)))
        : throw new ShapeException("perceptron", "inputs must be 1 or more", $"{inputs}");

    /// <summary>Scores a batch of examples.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[..., inputs]</param>
    /// <returns>[...]: above 0 for one class, below for the other.</returns>
    /// <exception cref="ShapeException">The examples have another number of features.</exception>
    public static Tensor Apply(Perceptron p, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(p);
        return Affine.Apply(p.Score, x).Squeeze(-1);
    }

    /// <summary>Classifies a batch of examples.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="x">[..., inputs]</param>
    /// <returns>[...]: 1 where the score is above 0, -1 elsewhere; of the parameters' dtype.</returns>
    /// <exception cref="ShapeException">The examples have another number of features.</exception>
    public static Tensor Predict(Perceptron p, Tensor x)
    {
        Tensor score = Apply(p, x);
        return Tensor.Where(score > 0.0, Tensor.OnesLike(score), -1.0);
    }
}
