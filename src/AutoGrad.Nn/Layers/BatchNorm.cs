namespace AutoGrad.Nn;

/// <summary>
/// A scale and a shift for each channel after normalising a batch: <see cref="Normalize.Batch"/> with parameters. Its running
/// statistics are no parameters: they go in and come out, beside them.
/// </summary>
/// <param name="Scale">[c]</param>
/// <param name="Shift">[c]</param>
/// <example><code>
/// static (Tensor Loss, BatchStatistics After) Loss(Model p, BatchStatistics before, Tensor x, Tensor targets)
/// {
///     NormalizedBatch h = BatchNorm.Train(p.Norm, before, Affine.Apply(p.First, x));
///     return (Losses.SoftmaxCrossEntropy(Affine.Apply(p.Last, Activations.Relu(h.Y)), targets), h.Statistics);
/// }
///
/// var (loss, gradient, after) = Transform.ValueAndGrad((Model p) => Loss(p, before, x, targets))(p);
/// </code></example>
public sealed record BatchNorm(Tensor Scale, Tensor Shift)
{
    /// <summary>Starts with scale 1 and shift 0; <see cref="BatchStatistics.Init"/> starts the statistics.</summary>
    /// <param name="channels">How many channels; 0 or more.</param>
    /// <param name="dtype">A floating dtype.</param>
    public static BatchNorm Init(int channels, DType dtype = DType.Float32) => new(Tensor.Ones([channels], dtype), Tensor.Zeros([channels], dtype));

    /// <summary>Normalises a batch by its own statistics, for training, and moves the running ones towards them.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="running">What has been gathered so far.</param>
    /// <param name="x">[n, c, ...]: channels second, of the parameters' dtype; more than one number a channel.</param>
    /// <param name="decay">Weight of what has been gathered, in [0, 1].</param>
    /// <param name="correction">What is taken from the count in the variance that is gathered: 1 as in PyTorch, 0 as in Keras.</param>
    /// <param name="epsilon">Added to the variance; 0 or more.</param>
    /// <returns>[n, c, ...], and the running statistics after this batch.</returns>
    /// <exception cref="ShapeException">The examples have other channels, or too few numbers.</exception>
    public static NormalizedBatch Train(
        BatchNorm p, BatchStatistics running, Tensor x, double decay = 0.9, double correction = 1, double epsilon = 1e-5)
    {
        ArgumentNullException.ThrowIfNull(p);
        return Normalize.Batch(x, running, p.Scale, p.Shift, decay, correction, epsilon);
    }

    /// <summary>Normalises a batch by the statistics that training gathered, for inference.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="statistics">Running mean and variance of each channel.</param>
    /// <param name="x">[n, c, ...]: channels second, of the parameters' dtype.</param>
    /// <param name="epsilon">Added to the variance; 0 or more.</param>
    /// <returns>[n, c, ...]</returns>
    /// <exception cref="ShapeException">The examples have other channels.</exception>
    public static Tensor Apply(BatchNorm p, BatchStatistics statistics, Tensor x, double epsilon = 1e-5)
    {
        ArgumentNullException.ThrowIfNull(p);
        return Normalize.BatchInference(x, statistics, p.Scale, p.Shift, epsilon);
    }
}
