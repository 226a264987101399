using AutoGrad.Nn;

namespace AutoGrad.Onnx.Tests;

/// <summary>Normalisation.</summary>
internal static partial class Adapters
{
    // Version 14 says by an attribute whether the batch is normalised by its own statistics; those before by how many outputs there are.
    private static Tensor?[] BatchNormalization(Node node)
    {
        (Tensor x, Tensor scale, Tensor shift) = (node[0], node[1], node[2]);
        var running = new BatchStatistics(node[3], node[4]);
        (double epsilon, double momentum) = (node.Double("epsilon", 1e-5), node.Double("momentum", 0.9));
        if (!node.Flag("spatial", true))
        {
            throw node.Refused("statistics for each place");
        }

        bool isTraining = node.Opset >= 14 ? node.Flag("training_mode")
            : node.Opset >= 7 ? node.Outputs > 1
            : !node.Flag("is_test");
        if (!isTraining)
        {
            return [Normalize.BatchInference(x, running, scale, shift, epsilon)];
        }

        NormalizedBatch batch = Normalize.Batch(x, running, scale, shift, momentum, correction: 0, epsilon);
        int[] axes = [0, .. Enumerable.Range(2, x.Rank - 2)];
        return [batch.Y, batch.Statistics.Mean, batch.Statistics.Variance, x.Mean(axes), x.Variance(axes)];
    }

    // Version 18 has one scale and shift a group, newer ones one a channel.
    private static Tensor GroupNormalization(Node node)
    {
        node.Ignore("stash_type");
        Tensor x = node[0];
        int groups = node.Int("num_groups", 1);
        Tensor[] affine = [.. ((Tensor[])[node[1], node[2]]).Select(p => node.Opset < 21 && p.Size == groups ? p.Repeat(x.Shape[1] / groups, 0) : p)];
        return Normalize.Group(x, groups, affine[0], affine[1], node.Double("epsilon", 1e-5));
    }

    private static Tensor InstanceNormalization(Node node)
    {
        return Normalize.Instance(node[0], node[1], node[2], node.Double("epsilon", 1e-5));
    }

    private static Tensor?[] LayerNormalization(Node node)
    {
        node.Ignore("stash_type");
        Tensor x = node[0];
        (int axes, double epsilon) = (AxesFrom(x, node.Int("axis", -1)), node.Double("epsilon", 1e-5));
        int[] last = [.. Enumerable.Range(x.Rank - axes, axes)];
        Tensor y = Normalize.Layer(x, Fitted(x, node[1], axes), node.Optional(2) is { } shift ? Fitted(x, shift, axes) : null, axes, epsilon);
        return [y, x.Mean(last, keepDims: true), Tensor.Rsqrt(x.Variance(last, keepDims: true) + epsilon)];
    }

    private static Tensor RmsNormalization(Node node)
    {
        node.Ignore("stash_type");
        Tensor x = node[0];
        int axes = AxesFrom(x, node.Int("axis", -1));
        return Normalize.Rms(x, Fitted(x, node[1], axes), axes, node.Double("epsilon", 1e-5));
    }

    // ONNX broadcasts the scale, which the library wants whole.
    private static Tensor Fitted(Tensor x, Tensor scale, int axes) => scale.BroadcastTo(x.Shape[^axes..]);

    private static int AxesFrom(Tensor x, int axis) => axis < 0 ? -axis : x.Rank - axis;

    // Of an even size, ONNX has the larger half behind the channel, the library before it.
    private static Tensor LocalResponse(Node node)
    {
        int size = node.Int("size", 1);
        Tensor y = Normalize.LocalResponse(
            size % 2 == 0 ? node[0].Flip(1) : node[0], size, node.Double("alpha", 1e-4), node.Double("beta", 0.75), node.Double("bias", 1));
        return size % 2 == 0 ? y.Flip(1) : y;
    }

    private static Tensor LpNormalization(Node node) => Normalize.Unit(node[0], node.Int("axis", -1), node.Double("p", 2));

    private static Tensor MeanVarianceNormalization(Node node)
    {
        int[] axes = node.Ints("axes") ?? [0, 2, 3];
        Tensor x = node[0];
        return (x - x.Mean(axes, keepDims: true)) / (x.StandardDeviation(axes, keepDims: true) + 1e-9);
    }
}
