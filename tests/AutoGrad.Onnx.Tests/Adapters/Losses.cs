using AutoGrad.Nn;

namespace AutoGrad.Onnx.Tests;

/// <summary>Losses, and what only training does.</summary>
internal static partial class Adapters
{
    private static Tensor NegativeLogLikelihood(Node node) =>
        Losses.NegativeLogLikelihood(node[0], node[1], ReductionOf(node), node.Optional(2), IgnoredIndex(node));

    private static Tensor?[] SoftmaxCrossEntropy(Node node) =>
    [
        Losses.SoftmaxCrossEntropy(node[0], node[1], ReductionOf(node), node.Optional(2), IgnoredIndex(node)),
        Activations.LogSoftmax(node[0], axis: 1),
    ];

    private static Nn.Reduction ReductionOf(Node node) => node.Text("reduction", "mean") switch
    {
        "mean" => Nn.Reduction.Mean,
        "sum" => Nn.Reduction.Sum,
        "none" => Nn.Reduction.None,
        string reduction => throw node.Refused($"reduction {reduction}"),
    };

    private static int? IgnoredIndex(Node node) => node.Has("ignore_index") ? node.Int("ignore_index", 0) : null;

    // Nothing is dropped but in training, which since version 12 an input says. The mask has truth values since version 10.
    private static Tensor?[] Dropout(Node node)
    {
        node.Ignore("seed");
        Tensor x = node[0];
        double ratio = node.Optional(1) is { } given ? given.ToScalar() : node.Double("ratio", 0.5);
        bool isTraining = node.Opset >= 12 ? node.Optional(2) is { } training && (bool)training : node.Opset < 7 && !node.Flag("is_test");
        if (isTraining && ratio > 0)
        {
            throw node.Refused("the random numbers of another generator");
        }

        return [Noise.Dropout(RandomKey.FromSeed(0), x, 0), Tensor.Ones(x.Shape, node.Opset < 10 ? x.DType : DType.Bool)];
    }
}
