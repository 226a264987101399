using System.Globalization;

namespace AutoGrad.Nn;

public static partial class Normalize
{
    /// <summary>
    /// Normalises each channel by the batch's own mean μ and variance σ² over examples and places, for training:
    /// <c>y = (x - μ) / √(σ² + ε) · scale + shift</c>; and moves the running statistics towards them.
    /// </summary>
    /// <param name="x">[n, c, ...]: channels second; a floating dtype.</param>
    /// <param name="running">What has been gathered so far; <see cref="BatchStatistics.Init"/> starts it. It has no part in y.</param>
    /// <param name="scale">[c]: 1 unless given.</param>
    /// <param name="shift">[c]: 0 unless given.</param>
    /// <param name="decay">
    /// Weight of what has been gathered, in [0, 1]: <c>decay · running + (1 - decay) · batch</c>. Keras' momentum; one less that of PyTorch.
    /// With 0 the batch's own statistics come out.
    /// </param>
    /// <param name="correction">
    /// What is taken from the count before dividing by it, in the variance that is gathered: 1 as in the source and PyTorch; 0 as in Keras
    /// and ONNX. In y it is always 0.
    /// </param>
    /// <param name="epsilon">Added to the variance, in its units; 0 or more.</param>
    /// <returns>[n, c, ...], and the moved statistics, which are constant to every derivative.</returns>
    /// <exception cref="ShapeException">
    /// Statistics, scale or shift are not one number a channel, or a channel has no more numbers than the correction.
    /// </exception>
    /// <exception cref="ArgumentException">The decay is outside [0, 1], or epsilon negative.</exception>
    /// <remarks>Source: Ioffe and Szegedy, Batch Normalization, arXiv:1502.03167v3, Algorithms 1 and 2.</remarks>
    public static NormalizedBatch Batch(
        Tensor x, BatchStatistics running, Tensor? scale = null, Tensor? shift = null, double decay = 0.9, double correction = 1, double epsilon = 1e-5)
    {
        RequireChannels(x, running, scale, shift, epsilon);
        if (!(decay >= 0 && decay <= 1))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"batch_norm: the decay must be in [0, 1]; got {decay}."));
        }

        int count = x.Shape[0] * x.Shape[2..].Aggregate(1, (size, extent) => size * extent);
        if (count <= correction || count == 0)
        {
            throw new ShapeException(
                "batch_norm", string.Create(CultureInfo.InvariantCulture, $"in training a channel must have more numbers than the correction, {correction} (give more examples)"),
                x.Spec.ToString());
        }

        int[] axes = [0, .. From(2, x.Rank)];
        Tensor mean = x.Mean(axes, keepDims: true);
        Tensor centred = x - mean;
        Tensor variance = Tensor.Square(centred).Mean(axes, keepDims: true);
        Tensor y = centred * Tensor.Rsqrt(variance + epsilon);
        double unbiased = count / (count - correction);
        return new NormalizedBatch(
            Affinely(y, Channels(scale, x.Rank), Channels(shift, x.Rank)),
            new BatchStatistics(
                Moved(running.Mean, mean, decay, 1),
                Moved(running.Variance, variance, decay, unbiased)));
    }

    /// <summary>Normalises each channel by given statistics, for inference: <c>y = (x - μ) / √(σ² + ε) · scale + shift</c>.</summary>
    /// <param name="x">[n, c, ...]: channels second; a floating dtype.</param>
    /// <param name="statistics">Mean μ and variance σ² of each channel, as training gathered them.</param>
    /// <param name="scale">[c]: 1 unless given.</param>
    /// <param name="shift">[c]: 0 unless given.</param>
    /// <param name="epsilon">Added to the variance, in its units; 0 or more.</param>
    /// <returns>[n, c, ...]</returns>
    /// <exception cref="ShapeException">Statistics, scale or shift are not one number a channel.</exception>
    /// <exception cref="ArgumentException">Epsilon is negative.</exception>
    public static Tensor BatchInference(Tensor x, BatchStatistics statistics, Tensor? scale = null, Tensor? shift = null, double epsilon = 1e-5)
    {
        RequireChannels(x, statistics, scale, shift, epsilon);
        Tensor y = (x - Channels(statistics.Mean, x.Rank)!) * Channels(Tensor.Rsqrt(statistics.Variance + epsilon), x.Rank)!;
        return Affinely(y, Channels(scale, x.Rank), Channels(shift, x.Rank));
    }

    private static Tensor Moved(Tensor running, Tensor batch, double decay, double factor) =>
        Transform.StopGradient((decay * running) + ((1 - decay) * factor * batch.Reshape(running.Shape)));

    private static void RequireChannels(Tensor x, BatchStatistics statistics, Tensor? scale, Tensor? shift, double epsilon)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(statistics);
        Require("batch_norm", x.Rank >= 2, ChannelsRule, x);
        Shape channels = [x.Shape[1]];
        RequireShaped("batch_norm", "the mean", channels, x, statistics.Mean);
        RequireShaped("batch_norm", "the variance", channels, x, statistics.Variance);
        RequireShaped("batch_norm", "scale", channels, x, scale);
        RequireShaped("batch_norm", "shift", channels, x, shift);
        RequireEpsilon("batch_norm", epsilon);
    }
}
